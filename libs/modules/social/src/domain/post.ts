import type { EpochMs, Id } from '#kernel';
import { TextEmpty, TextTooLong } from '../social.errors.ts';

/** Who sees a post or comment: nobody yet (a moderator decides), everybody, nobody any more. */
export type Visibility = 'queued' | 'shown' | 'removed';

/** What a moderator lets readers know beside a post: pictures are covered at first; claims are not proven. */
export const LABELS = ['sensitive', 'unverified'] as const;

/** One of the labels. */
export type Label = (typeof LABELS)[number];

/** A product marked in a post. `linkCode` stands behind `/l/` and leads to the merchant. */
export type PostTag = {
  readonly programId: Id<'Program'>;
  readonly merchantId: Id<'Organisation'>;
  readonly sku: string;
  readonly category: string;
  readonly linkId: Id<'Link'>;
  readonly linkCode: string;
};

/** A picture in a post; `alt` says what it shows. */
export type PostPicture = { readonly mediaId: Id<'Media'>; readonly alt: string };

/** A partner's post. Its words, pictures and tags never change. */
export type Post = {
  readonly id: Id<'Post'>;
  readonly authorId: Id<'Organisation'>;
  readonly postedBy: Id<'User'>;
  readonly body: string;
  readonly state: Visibility;
  /** Undefined where nothing has to be said beside it. */
  readonly label: Label | undefined;
  readonly shownAt: EpochMs | undefined;
  readonly createdAt: EpochMs;
  readonly pictures: readonly PostPicture[];
  readonly tags: readonly PostTag[];
};

/** Longest words of a post, in UTF-16 units. */
export const POST_MOST = 5_000;

/** Longest words of a comment, in UTF-16 units. */
export const COMMENT_MOST = 1_000;

const INVISIBLE = /[\s\p{C}\p{M}\u115f\u1160\u3164\uffa0]/gu;

/** `text` without spaces around it. @throws {TextTooLong | TextEmpty} */
export function checkWords(text: string, most: number): string {
  if (text.length > most) throw new TextTooLong(most, text.length);
  const words = text.trim();
  if (words.replace(INVISIBLE, '') === '') throw new TextEmpty();
  return words;
}

/** Hashtags in the words of a post, lower case, without `#`, each once. */
export function hashtagsOf(body: string): string[] {
  return [
    ...new Set(
      [...body.matchAll(/(?<![\p{L}\p{N}_&])#([\p{L}\p{N}_]{2,50})/gu)].map(([, tag = '']) => tag.toLowerCase()),
    ),
  ];
}
