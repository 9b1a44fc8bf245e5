import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, ROLES, publicId } from '#kernel';
import { Allow, CurrentCaller, Public, Scopes } from '#platform/http';
import { ReadMe } from '../use-cases/read-me/read-me.ts';
import { RefreshTokens } from '../use-cases/refresh-tokens/refresh-tokens.ts';
import { SignIn } from '../use-cases/sign-in/sign-in.ts';
import type { SessionTokens } from '../use-cases/sign-in/start-session.ts';
import { MeView, RefreshBody, SignInBody, TokensView } from './identity.schemas.ts';

/** Signing in and out, and who one is. */
@ApiTags('identity')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshTokens: RefreshTokens,
    private readonly readMe: ReadMe,
  ) {}

  @Post('sign-in')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: TokensView })
  async enter(@Body({ schema: SignInBody }) body: z.output<typeof SignInBody>): Promise<unknown> {
    const { email, password, organisation: organisationId } = body;
    return shape(await this.signIn.execute({ email, password, organisationId }));
  }

  @Post('token/refresh')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: TokensView })
  async refresh(@Body({ schema: RefreshBody }) body: z.output<typeof RefreshBody>): Promise<unknown> {
    return shape(await this.refreshTokens.execute(body.refresh_token));
  }

  @Post('sign-out')
  @Public()
  @HttpCode(204)
  @ApiNoContentResponse()
  async leave(@Body({ schema: RefreshBody }) body: z.output<typeof RefreshBody>): Promise<void> {
    await this.refreshTokens.revoke(body.refresh_token);
  }

  @Get('me')
  @Allow(...ROLES)
  @Scopes('me:read')
  @ApiOkResponse({ standardSchema: MeView })
  async me(@CurrentCaller() caller: Caller): Promise<unknown> {
    const { user, memberships } = await this.readMe.execute(caller);
    return z.encode(MeView, {
      kind: caller.kind,
      id: publicId(caller.kind === 'user' ? 'usr' : 'key', caller.subject),
      organisation: caller.organisation,
      roles: [...caller.roles],
      scopes: [...caller.scopes],
      email: user?.email ?? null,
      name: user?.name ?? null,
      memberships: memberships.map(({ organisationId, organisationKind, organisationName, roles }) => ({
        organisation: organisationId,
        kind: organisationKind,
        name: organisationName,
        roles: [...roles],
      })),
    });
  }
}

function shape({ accessToken, expiresInSeconds, refreshToken }: SessionTokens): z.input<typeof TokensView> {
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds, refresh_token: refreshToken };
}
