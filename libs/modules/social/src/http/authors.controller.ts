import { Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, Id } from '#kernel';
import { Allow, CurrentCaller, publicIdSchema, Scopes } from '#platform/http';
import { NotAPicture } from '../social.errors.ts';
import { FollowAuthor } from '../use-cases/follow-author/follow-author.ts';
import { ReputationBook } from '../use-cases/reputation/reputation.ts';
import { UploadPicture } from '../use-cases/upload-picture/upload-picture.ts';
import { mediaShape } from './shapes.ts';
import { MediaBody, ReputationBody } from './social.schemas.ts';

const organisationId = publicIdSchema<'Organisation'>('org');

/** Authors: who follows them, their pictures, their reputation. */
@ApiTags('posts')
@Controller('v1')
@Allow('influencer', 'shopper')
export class AuthorsController {
  constructor(
    private readonly follow: FollowAuthor,
    private readonly uploadPicture: UploadPicture,
    private readonly reputation: ReputationBook,
  ) {}

  @Put('follows/:author')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async start(
    @Param('author', { schema: organisationId }) author: Id<'Organisation'>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.follow.execute(caller.subject as Id<'User'>, author, true);
  }

  @Delete('follows/:author')
  @Scopes('posts:react')
  @HttpCode(204)
  @ApiNoContentResponse()
  async stop(
    @Param('author', { schema: organisationId }) author: Id<'Organisation'>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.follow.execute(caller.subject as Id<'User'>, author, false);
  }

  /** The request's body is the picture itself, with its media type. */
  @Post('media')
  @Allow('influencer', 'merchant')
  @Scopes('posts:write')
  @ApiConsumes('image/jpeg', 'image/png', 'image/webp')
  @ApiCreatedResponse({ standardSchema: MediaBody })
  async upload(@Req() request: { readonly body?: unknown }, @CurrentCaller() caller: Caller): Promise<unknown> {
    if (!Buffer.isBuffer(request.body)) throw new NotAPicture('send the picture itself, as image/jpeg, png or webp');
    const media = await this.uploadPicture.execute(caller.organisation, request.body);
    return z.encode(MediaBody, mediaShape(media));
  }

  /** A partner sees what their trust level is made of. */
  @Get('reputation')
  @Allow('influencer')
  @Scopes('posts:read')
  @ApiOkResponse({ standardSchema: ReputationBody })
  async read(@CurrentCaller() caller: Caller): Promise<unknown> {
    const { score, level, rates } = await this.reputation.read(caller.organisation, 'creator');
    return z.encode(ReputationBody, {
      score: score.lowerBound,
      trust_level: level,
      rates: { posts_a_day: rates.postsADay, tags_a_post: rates.tagsAPost },
      evidence: score.terms.map(({ cause, isGood, counts, at }) => ({
        cause: cause.replace(/:.*/, ''), // Who liked what stays with who did it.
        is_good: isGood,
        counts,
        at,
      })),
    });
  }
}
