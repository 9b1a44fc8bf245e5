import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, publicIdSchema, Scopes } from '#platform/http';
import { AddComment } from '../use-cases/add-comment/add-comment.ts';
import { FindPosts, type ShownPost } from '../use-cases/find-posts/find-posts.ts';
import { PublishPost } from '../use-cases/publish-post/publish-post.ts';
import { ReactToPost } from '../use-cases/react/react-to-post.ts';
import { ReportPost } from '../use-cases/report-post/report-post.ts';
import type { Comment } from '../storage/people.store.ts';
import { postShape } from './shapes.ts';
import {
  CommentBody,
  CommentPage,
  NewComment,
  NewPost,
  NewReport,
  PostBody,
  PostPage,
  PostQuery,
} from './social.schemas.ts';

const postId = publicIdSchema<'Post'>('post');
const Cursor = z.tuple([z.uuid()]);
const kindSchema = z.enum(['like', 'save']);

/** Posts, and what people do with them. Partners write; everybody who is signed in reads, reacts, comments, reports. */
@ApiTags('posts')
@Controller('v1/posts')
@Allow('influencer', 'shopper', 'merchant', 'moderator')
@Scopes('posts:read')
export class PostsController {
  constructor(
    private readonly publish: PublishPost,
    private readonly findPosts: FindPosts,
    private readonly react: ReactToPost,
    private readonly comments: AddComment,
    private readonly report: ReportPost,
  ) {}

  @Post()
  @Allow('influencer')
  @Scopes('posts:write')
  @ApiCreatedResponse({ standardSchema: PostBody })
  async create(
    @Body({ schema: NewPost }) body: z.output<typeof NewPost>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const post = await this.publish.execute({
      authorId: caller.organisation,
      postedBy: userOf(caller),
      body: body.body,
      pictures: body.pictures.map(({ media, alt }) => ({ mediaId: media, alt })),
      tags: body.tags.map(({ program, sku, url }) => ({ programId: program, sku, url })),
    });
    return this.shape(await this.findPosts.visible(post.id, caller.organisation), caller);
  }

  @Get()
  @ApiOkResponse({ standardSchema: PostPage })
  async list(
    @Query({ schema: PostQuery }) query: z.output<typeof PostQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { author, merchant, sku, limit } = query;
    const after = query.cursor === undefined ? undefined : (decodeCursor(Cursor, query.cursor)[0] as Id<'Post'>);
    const product = merchant !== undefined && sku !== undefined ? { merchantId: merchant, sku } : undefined;
    const withHidden = author === caller.organisation;
    const found = await this.findPosts.list({ authorId: author, product, withHidden, after, limit: limit + 1 });
    const page = pageOf(found, limit, ({ post }) => [post.id]);
    const marks = await this.findPosts.marks(userOf(caller), page.items);
    return { ...page, items: page.items.map((shown) => postShape(shown, marks.get(shown.post.id))) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: PostBody })
  async read(@Param('id', { schema: postId }) id: Id<'Post'>, @CurrentCaller() caller: Caller): Promise<unknown> {
    return this.shape(await this.findPosts.visible(id, caller.organisation), caller);
  }

  private async shape(shown: ShownPost, caller: Caller): Promise<unknown> {
    const marks = await this.findPosts.marks(userOf(caller), [shown]);
    return postShape(shown, marks.get(shown.post.id));
  }

  @Put(':id/reactions/:kind')
  @Allow('influencer', 'shopper')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async set(
    @Param('id', { schema: postId }) id: Id<'Post'>,
    @Param('kind', { schema: kindSchema }) kind: z.output<typeof kindSchema>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.react.execute(userOf(caller), id, kind, true);
  }

  @Delete(':id/reactions/:kind')
  @Allow('influencer', 'shopper')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async unset(
    @Param('id', { schema: postId }) id: Id<'Post'>,
    @Param('kind', { schema: kindSchema }) kind: z.output<typeof kindSchema>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.react.execute(userOf(caller), id, kind, false);
  }

  @Post(':id/comments')
  @Allow('influencer', 'shopper')
  @Scopes('posts:react')
  @ApiCreatedResponse({ standardSchema: CommentBody })
  async comment(
    @Param('id', { schema: postId }) id: Id<'Post'>,
    @Body({ schema: NewComment }) body: z.output<typeof NewComment>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return commentShape(await this.comments.execute(userOf(caller), id, body.body));
  }

  @Get(':id/comments')
  @ApiOkResponse({ standardSchema: CommentPage })
  async listComments(
    @Param('id', { schema: postId }) id: Id<'Post'>,
    @Query({ schema: PostQuery }) query: z.output<typeof PostQuery>,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : (decodeCursor(Cursor, query.cursor)[0] as Id<'Comment'>);
    const found = await this.comments.list(id, after, query.limit + 1);
    const page = pageOf(found, query.limit, (comment) => [comment.id]);
    return { ...page, items: page.items.map(commentShape) };
  }

  @Post(':id/reports')
  @Allow('influencer', 'shopper')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async reportIt(
    @Param('id', { schema: postId }) id: Id<'Post'>,
    @Body({ schema: NewReport }) body: z.output<typeof NewReport>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.report.execute(userOf(caller), id, body);
  }
}

/** Who acts: a person, or a key that acts like one. */
function userOf({ subject }: Caller): Id<'User'> {
  return subject as Id<'User'>;
}

function commentShape({ id, body, state, createdAt: created_at }: Comment): unknown {
  return z.encode(CommentBody, { id, body, state, created_at });
}
