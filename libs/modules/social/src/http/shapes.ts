import { z } from 'zod';
import type { PostTag } from '../domain/post.ts';
import type { ModerationCase } from '../storage/case.store.ts';
import type { Rendition, ShownMedia } from '../storage/media.store.ts';
import type { ViewerMarks } from '../storage/people.store.ts';
import { productKey, type ShownPost } from '../use-cases/find-posts/find-posts.ts';
import type { CaseFile } from '../use-cases/moderate/read-cases.ts';
import { CaseBody, CaseFileBody, PostBody } from './social.schemas.ts';

function renditionsOf(renditions: readonly Rendition[]) {
  return renditions.map(({ key, type, width, height }) => ({ url: `/${key}`, type, width, height }));
}

/** A picture for the wire. */
export function mediaShape({ id, renditions }: Pick<ShownMedia, 'id' | 'renditions'>) {
  return { id, renditions: renditionsOf(renditions) };
}

const NO_MARKS: ViewerMarks = { liked: false, saved: false, follows: false };

function picturesOf({ post, media }: ShownPost) {
  return post.pictures.map(({ mediaId, alt }) => ({
    alt,
    renditions: renditionsOf(media.get(mediaId)?.renditions ?? []),
  }));
}

function tagOf(shown: ShownPost, tag: PostTag) {
  return {
    merchant: tag.merchantId,
    merchant_name: shown.organisations.get(tag.merchantId) ?? '',
    sku: tag.sku,
    name: shown.products.get(productKey(tag)) ?? tag.sku,
    category: tag.category,
  };
}

/** A post for the wire; `marks` is what the reader has done with it. */
export function postShape(shown: ShownPost, marks: ViewerMarks = NO_MARKS): z.input<typeof PostBody> {
  const { post, counts } = shown;
  const { id, authorId: author, body, state, label, createdAt: created_at } = post;
  return z.encode(PostBody, {
    id,
    author,
    author_name: shown.organisations.get(author) ?? '',
    body,
    state,
    label: label ?? null,
    created_at,
    pictures: picturesOf(shown),
    tags: post.tags.map((tag) => ({ ...tagOf(shown, tag), path: `/l/${tag.linkCode}` })),
    counts,
    viewer: marks,
  });
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
export function caseFileShape({
  of,
  post,
  comment,
  reports,
  appeal,
  decisions,
}: CaseFile): z.input<typeof CaseFileBody> {
  return z.encode(CaseFileBody, {
    ...caseFields(of),
    post: post === undefined ? null : subjectOf(post),
    comment: comment === undefined ? null : { body: comment.body, state: comment.state },
    reports: reports.map(({ reason, details, weight, at }) => ({ reason, details, weight, at })),
    appeal: appeal ?? null,
    decisions: decisions.map(({ id, step, outcome, label, policy, reason, decidedBy, at, hash, noteSeq }) => ({
      id,
      step,
      outcome,
      label: label ?? null,
      automatic: decidedBy === undefined,
      policy,
      reason,
      at,
      hash: Buffer.from(hash).toString('hex'),
      note_seq: noteSeq === undefined ? null : String(noteSeq),
    })),
  });
}

function subjectOf(shown: ShownPost) {
  const { post } = shown;
  return {
    id: post.id,
    author: post.authorId,
    author_name: shown.organisations.get(post.authorId) ?? '',
    body: post.body,
    state: post.state,
    label: post.label ?? null,
    was_shown: post.shownAt !== undefined,
    created_at: post.createdAt,
    pictures: picturesOf(shown),
    tags: post.tags.map((tag) => ({ ...tagOf(shown, tag), link: tag.linkId })),
  };
}
