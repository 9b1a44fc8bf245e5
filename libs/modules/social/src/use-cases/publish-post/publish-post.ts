import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, IdSource } from '#kernel';
import { CreateLink } from '#modules/attribution';
import { FindProducts } from '#modules/catalog';
import { FindPrograms, ProgramNotFound } from '#modules/programs';
import { type Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type Judgement, TextJudge } from '../../adapters/text-judge.ts';
import { checkWords, type Post, POST_MOST, type PostPicture, type PostTag } from '../../domain/post.ts';
import type { TrustRates } from '../../domain/reputation/trust.ts';
import { MediaNotFound, ProductNotFound, RateReached } from '../../social.errors.ts';
import { MediaStore } from '../../storage/media.store.ts';
import { PostStore } from '../../storage/post.store.ts';
import { OpenCase } from '../moderate/open-case.ts';
import { ReputationBook } from '../reputation/reputation.ts';
import { postShown } from '../social-events.ts';

/** A product as its author marks it: `url` is the merchant's page of it. */
export type TagDraft = { readonly programId: Id<'Program'>; readonly sku: string; readonly url: string };

/** A post as its author hands it in. */
export type PostDraft = {
  readonly authorId: Id<'Organisation'>;
  readonly postedBy: Id<'User'>;
  readonly body: string;
  readonly pictures: readonly PostPicture[];
  readonly tags: readonly TagDraft[];
};

/** Publishes posts; what the policy does not let through waits for a moderator or is removed at once. */
@Injectable()
export class PublishPost {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly posts: PostStore,
    private readonly media: MediaStore,
    private readonly findPrograms: FindPrograms,
    private readonly findProducts: FindProducts,
    private readonly createLink: CreateLink,
    private readonly judge: TextJudge,
    private readonly reputation: ReputationBook,
    private readonly openCase: OpenCase,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Stores the post with a tracked link of its own for each tag, and shows, queues or removes it as the policy says.
   * @throws {TextTooLong | TextEmpty | MediaNotFound | RateReached | ProgramNotFound | ProductNotFound | LinkUrlRefused |
   * PartnerNotEnrolled} in this order; nothing was written.
   */
  async execute(draft: PostDraft): Promise<Post> {
    const { authorId, postedBy, pictures } = draft;
    const body = checkWords(draft.body, POST_MOST);
    await this.checkPictures(draft);
    const judgement = this.judge.judge([body, ...pictures.map(({ alt }) => alt)].join('\n'));
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await this.checkRates(tx, draft, await this.reputation.lockRates(tx, authorId), now);
      const tags: PostTag[] = [];
      for (const tag of draft.tags) tags.push(await this.link(authorId, tag));
      const isShown = judgement.outcome === 'allow';
      const state = isShown ? 'shown' : judgement.outcome === 'queue' ? 'queued' : 'removed';
      const id = this.ids.next<'Post'>();
      const shownAt = isShown ? now : undefined;
      const post: Post = {
        id,
        authorId,
        postedBy,
        body,
        state,
        label: undefined,
        shownAt,
        createdAt: now,
        pictures,
        tags,
      };
      await this.posts.insert(tx, post);
      if (!isShown) await this.open(tx, post, judgement, now);
      if (isShown) await this.outbox.add(tx, postShown(post, now));
      return post;
    });
  }

  private async open(tx: Tx, { id, postedBy, authorId }: Post, judgement: Judgement, now: EpochMs): Promise<void> {
    const subject = { kind: 'post', id, writtenBy: postedBy, authorId } as const;
    await this.openCase.execute(tx, subject, judgement, now);
  }

  private async checkPictures({ pictures, authorId }: PostDraft): Promise<void> {
    const found = await this.media.find(pictures.map(({ mediaId }) => mediaId));
    if (pictures.some(({ mediaId }) => found.get(mediaId)?.ownerId !== authorId)) throw new MediaNotFound();
  }

  private async checkRates(tx: Tx, draft: PostDraft, rates: TrustRates, now: EpochMs): Promise<void> {
    const { authorId, postedBy: userId } = draft;
    if (draft.tags.length > rates.tagsAPost) throw new RateReached('tags_a_post', rates.tagsAPost);
    const { posts } = await this.posts.countLately(tx, { authorId, userId }, now);
    if (posts >= rates.postsADay) throw new RateReached('posts_a_day', rates.postsADay);
  }

  /** The tag with its link, which is made in the caller's transaction. */
  private async link(partnerId: Id<'Organisation'>, { programId, sku, url }: TagDraft): Promise<PostTag> {
    const program = (await this.findPrograms.execute([programId])).get(programId);
    if (program === undefined) throw new ProgramNotFound();
    const { merchantId } = program;
    const product = (await this.findProducts.execute(merchantId, [sku])).get(sku);
    if (product === undefined) throw new ProductNotFound(sku);
    const link = await this.createLink.execute({ programId, partnerId, url });
    return { programId, merchantId, sku, category: product.category, linkId: link.id, linkCode: link.code };
  }
}
