import { z } from 'zod';
import type { Id } from '#kernel';
import type { ModerationCase } from '../storage/case.store.ts';
import type { Rendition, ShownMedia } from '../storage/media.store.ts';
import type { ShownPost } from '../use-cases/find-posts/find-posts.ts';
import type { CaseFile } from '../use-cases/moderate/read-cases.ts';
import { CaseBody, CaseFileBody, PostBody } from './social.schemas.ts';

function renditionsOf(renditions: readonly Rendition[]) {
  return renditions.map(({ key, type, width, height }) => ({ url: `/${key}`, type, width, height }));
}

/** A picture for the wire. */
export function mediaShape({ id, renditions }: Pick<ShownMedia, 'id' | 'renditions'>) {
  return { id, renditions: renditionsOf(renditions) };
}

/** A post for the wire. */
export function postShape({ post, media, counts }: ShownPost): z.input<typeof PostBody> {
  const { id, authorId: author, body, state, createdAt: created_at } = post;
  const renditions = (mediaId: Id<'Media'>) => renditionsOf(media.get(mediaId)?.renditions ?? []);
  const pictures = post.pictures.map(({ mediaId, alt }) => ({ alt, renditions: renditions(mediaId) }));
  const tags = post.tags.map((tag) => ({
    merchant: tag.merchantId,
    sku: tag.sku,
    category: tag.category,
    path: `/l/${tag.linkCode}`,
  }));
  return z.encode(PostBody, { id, author, body, state, created_at, pictures, tags, counts });
}

function caseFields({ id, state, subjectKind: subject, expectedHarm, evidence, openedAt }: ModerationCase) {
  return {
    id,
    state,
    subject,
    expected_harm: expectedHarm,
    evidence: evidence as z.core.util.JSONType,
    opened_at: openedAt,
  };
}

/** A case in the queue for the wire. */
export function caseShape(of: ModerationCase): z.input<typeof CaseBody> {
  return z.encode(CaseBody, caseFields(of));
}

/** A case with its decisions for the wire. */
export function caseFileShape({ of, post, appeal, decisions }: CaseFile): z.input<typeof CaseFileBody> {
  return z.encode(CaseFileBody, {
    ...caseFields(of),
    post:
      post === undefined
        ? null
        : { id: post.id, author: post.authorId, body: post.body, state: post.state, tags: post.tags.length },
    appeal: appeal ?? null,
    decisions: decisions.map(({ id, step, outcome, policy, reason, decidedBy, at, hash, noteSeq }) => ({
      id,
      step,
      outcome,
      automatic: decidedBy === undefined,
      policy,
      reason,
      at,
      hash: Buffer.from(hash).toString('hex'),
      note_seq: noteSeq === undefined ? null : String(noteSeq),
    })),
  });
}
