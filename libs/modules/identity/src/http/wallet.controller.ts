import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { WalletNotSet } from '../identity.errors.ts';
import type { PayeeWallet } from '../storage/wallet.store.ts';
import { FindPayeeWallets } from '../use-cases/find-payee-wallets/find-payee-wallets.ts';
import { IssueWalletChallenge } from '../use-cases/issue-wallet-challenge/issue-wallet-challenge.ts';
import { SetPayeeWallet } from '../use-cases/set-payee-wallet/set-payee-wallet.ts';
import { ChallengeBody, ChallengeView, WalletBody, WalletView } from './identity.schemas.ts';

/** The wallet that a payee is paid to. */
@ApiTags('wallet')
@Controller('v1/wallet')
@Allow('influencer')
export class WalletController {
  constructor(
    private readonly issueChallenge: IssueWalletChallenge,
    private readonly setWallet: SetPayeeWallet,
    private readonly findWallets: FindPayeeWallets,
  ) {}

  @Post('challenge')
  @ApiCreatedResponse({ standardSchema: ChallengeView })
  async challenge(
    @Body({ schema: ChallengeBody }) body: z.output<typeof ChallengeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { message, expiresAt } = await this.issueChallenge.execute(caller, body.address);
    return z.encode(ChallengeView, { message, expires_at: expiresAt });
  }

  @Put()
  @ApiOkResponse({ standardSchema: WalletView })
  async set(
    @Body({ schema: WalletBody }) body: z.output<typeof WalletBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return shape(await this.setWallet.execute(caller, body));
  }

  @Get()
  @Scopes('wallet:read')
  @ApiOkResponse({ standardSchema: WalletView })
  async read(@CurrentCaller() caller: Caller): Promise<unknown> {
    const wallet = await this.findWallets.one(caller.organisation);
    if (wallet === undefined) throw new WalletNotSet();
    return shape(wallet);
  }
}

function shape({ address, version, setAt }: PayeeWallet): unknown {
  return z.encode(WalletView, { address, version, set_at: setAt });
}
