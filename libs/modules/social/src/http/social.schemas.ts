import { z } from 'zod';
import { instant, PageQuery, pageSchema, publicIdSchema } from '#platform/http';
import { COMMENT_MOST, LABELS, POST_MOST } from '../domain/post.ts';
import { REPORT_REASONS } from '../storage/people.store.ts';

const post = publicIdSchema<'Post'>('post');
const organisation = publicIdSchema<'Organisation'>('org');
const visibility = z.enum(['queued', 'shown', 'removed']).meta({
  description: 'queued: a moderator looks at it first; shown: everybody sees it; removed.',
});

/** A post as its author hands it in. */
export const NewPost = z
  .strictObject({
    body: z.string().min(1).max(POST_MOST),
    pictures: z
      .array(z.strictObject({ media: publicIdSchema<'Media'>('med'), alt: z.string().max(500).default('') }))
      .max(10)
      .default([]),
    tags: z
      .array(
        z.strictObject({
          program: publicIdSchema<'Program'>('prog'),
          sku: z.string().min(1).max(100),
          url: z.string().min(1).max(2_048).meta({ description: "The product's page at the merchant." }),
        }),
      )
      .max(10)
      .default([]),
  })
  .meta({ id: 'NewPost' });

const RenditionBody = z.object({
  url: z.string().meta({ description: 'Never changes what it shows: the address is the hash of the bytes.' }),
  type: z.string(),
  width: z.int(),
  height: z.int(),
});

/** An uploaded picture. */
export const MediaBody = z
  .object({ id: publicIdSchema<'Media'>('med'), renditions: z.array(RenditionBody) })
  .meta({ id: 'Media' });

const label = z
  .enum(LABELS)
  .nullable()
  .meta({ description: 'By decision. sensitive: cover its pictures at first; unverified: its claims are not proven.' });
const pictures = z.array(z.object({ alt: z.string(), renditions: z.array(RenditionBody) }));
const tagFields = {
  merchant: organisation,
  merchant_name: z.string(),
  sku: z.string(),
  name: z.string().meta({ description: "The product's name in the catalog." }),
  category: z.string(),
};

/** What the reader has done with a post and its author. */
const ViewerBody = z.object({ liked: z.boolean(), saved: z.boolean(), follows: z.boolean() });

/** A post as it is shown. */
export const PostBody = z
  .object({
    id: post,
    author: organisation,
    author_name: z.string(),
    body: z.string(),
    state: visibility,
    label,
    created_at: instant,
    pictures,
    tags: z.array(
      z.object({
        ...tagFields,
        path: z.string().meta({ description: 'The tracked way to the product. Paid link: show it as an ad.' }),
      }),
    ),
    counts: z.object({ likes: z.int(), saves: z.int(), comments: z.int() }),
    viewer: ViewerBody,
  })
  .meta({ id: 'Post' });

/** A page of posts, newest first. */
export const PostPage = pageSchema('PostPage', PostBody);
/** Which posts: of an author, or with a product. */
export const PostQuery = PageQuery.extend({
  author: organisation.optional(),
  merchant: organisation.optional(),
  sku: z.string().min(1).max(100).optional(),
});

/** A comment as it is written. */
export const NewComment = z.strictObject({ body: z.string().min(1).max(COMMENT_MOST) }).meta({ id: 'NewComment' });
/** A comment as it is shown. */
export const CommentBody = z
  .object({ id: publicIdSchema<'Comment'>('cmt'), body: z.string(), state: visibility, created_at: instant })
  .meta({ id: 'Comment' });
/** A page of comments, oldest first. */
export const CommentPage = pageSchema('CommentPage', CommentBody);

/** Why a post is reported. */
export const NewReport = z
  .strictObject({ reason: z.enum(REPORT_REASONS), details: z.string().max(1_000).default('') })
  .meta({ id: 'NewReport' });

/** What a moderator decides. */
export const NewDecision = z
  .strictObject({
    outcome: z.enum(['allow', 'remove']),
    reason: z.string().min(1).max(2_000),
    label: z.enum(LABELS).optional().meta({ description: 'Only with a post that is allowed.' }),
  })
  .meta({ id: 'NewDecision' });

/** Why a removal was wrong, in the author's words. */
export const NewAppeal = z.strictObject({ text: z.string().min(1).max(2_000) }).meta({ id: 'NewAppeal' });

const caseFields = {
  id: publicIdSchema<'ModerationCase'>('case'),
  state: z.enum(['open', 'decided', 'appealed', 'closed']),
  subject: z.enum(['post', 'comment']),
  expected_harm: z.number(),
  evidence: z.json(),
  opened_at: instant,
};

/** A case in the queue. */
export const CaseBody = z.object(caseFields).meta({ id: 'ModerationCase' });
/** The queue: what the caller may decide, the worst first. */
export const CaseQueue = z.object({ items: z.array(CaseBody) }).meta({ id: 'ModerationQueue' });
/** How many cases. */
export const QueueQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });

/** A case with its decisions and what it is about. */
export const CaseFileBody = z
  .object({
    ...caseFields,
    post: z
      .object({
        id: post,
        author: organisation,
        author_name: z.string(),
        body: z.string(),
        state: visibility,
        label,
        was_shown: z
          .boolean()
          .meta({ description: 'Where it never was, it has no sale, and a removal stops no money.' }),
        created_at: instant,
        pictures,
        tags: z.array(z.object({ ...tagFields, link: publicIdSchema<'Link'>('lnk') })),
      })
      .nullable(),
    comment: z.object({ body: z.string(), state: visibility }).nullable(),
    reports: z
      .array(z.object({ reason: z.enum(REPORT_REASONS), details: z.string(), weight: z.number(), at: instant }))
      .meta({ description: 'Most reliable reporter first; weight 0 to 1. Who they are stays out of it.' }),
    appeal: z.object({ text: z.string(), at: instant }).nullable(),
    decisions: z.array(
      z.object({
        id: publicIdSchema<'Decision'>('dec'),
        step: z.int(),
        outcome: z.enum(['allow', 'remove']),
        label,
        automatic: z.boolean(),
        policy: z.string(),
        reason: z.string(),
        at: instant,
        hash: z.string().meta({ description: 'SHA-256 that stands as a note in the log.' }),
        note_seq: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ModerationCaseFile' });

/** A reputation, with everything that it is made of. */
export const ReputationBody = z
  .object({
    score: z.number().meta({ description: 'Lower bound (95 %) of the posterior, 0 to 1.' }),
    trust_level: z.int(),
    rates: z.object({ posts_a_day: z.int(), tags_a_post: z.int() }),
    evidence: z.array(z.object({ cause: z.string(), is_good: z.boolean(), counts: z.number(), at: instant })),
  })
  .meta({ id: 'Reputation' });
