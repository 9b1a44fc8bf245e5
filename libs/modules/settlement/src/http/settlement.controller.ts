import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, Clock } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { claimTypedData } from '../adapters/typed-data.ts';
import { orgRefOf } from '../domain/org-ref.ts';
import { DrawPayoutStatement } from '../use-cases/draw-payout-statement/draw-payout-statement.ts';
import { EstimateGas } from '../use-cases/estimate-gas/estimate-gas.ts';
import { FindAnchor } from '../use-cases/find-anchor/find-anchor.ts';
import { type Claim, FindClaim } from '../use-cases/find-claim/find-claim.ts';
import { FindContracts } from '../use-cases/find-contracts/find-contracts.ts';
import { ReadRoot } from '../use-cases/read-root/read-root.ts';
import { ReconcileChain } from '../use-cases/reconcile-chain/reconcile-chain.ts';
import { RelayClaim } from '../use-cases/relay-claim/relay-claim.ts';
import {
  ClaimBody,
  ClaimStateBody,
  ContractsBody,
  NewClaim,
  PayoutStatementBody,
  ReconciliationBody,
  RelayedClaimBody,
  RelayedClaimParams,
  RunRootBody,
  RunRootParams,
} from './settlement.schemas.ts';
import { gasShape, relayedShape, runRootShape } from './shapes.ts';

/** How long the typed data that we offer may wait for its signature. */
const SIGN_WITHIN_SECONDS = 3_600;

/** Contracts, claims and reconciliation. */
@ApiTags('settlement')
@Controller('v1')
export class SettlementController {
  constructor(
    private readonly contracts: FindContracts,
    private readonly anchors: FindAnchor,
    private readonly claims: FindClaim,
    private readonly relay: RelayClaim,
    private readonly drawStatement: DrawPayoutStatement,
    private readonly roots: ReadRoot,
    private readonly gas: EstimateGas,
    private readonly reconcile: ReconcileChain,
    private readonly clock: Clock,
  ) {}

  @Get('settlement/contracts')
  @Allow('merchant', 'influencer', 'finance', 'auditor')
  @Scopes('settlement:read')
  @ApiOkResponse({ standardSchema: ContractsBody })
  async list(@CurrentCaller() caller: Caller): Promise<unknown> {
    const { chainId, vault, all, address } = await this.contracts.execute();
    const [anchor, final] = [await this.anchors.newest(), await this.anchors.newestFinal()];
    return z.encode(ContractsBody, {
      chain_id: String(chainId),
      custody_key: vault.custodyKey,
      asset: vault.asset,
      unit_scale: String(vault.unitScale),
      delay_seconds: vault.delaySeconds,
      contracts: [...all],
      deposit: {
        contract: vault.address,
        token: address('token'),
        org_ref: caller.roles.includes('merchant') ? orgRefOf(caller.organisation) : null,
      },
      anchor:
        anchor === undefined
          ? null
          : {
              size: String(anchor.size),
              root: anchor.root,
              tx_hash: anchor.txHash,
              block_number: String(anchor.block),
              is_final: anchor.isFinal,
              final_size: String(final?.size ?? 0n),
            },
    });
  }

  @Get('claims')
  @Allow('influencer')
  @Scopes('claims:read')
  @ApiOkResponse({ standardSchema: ClaimStateBody })
  async claim(@CurrentCaller() caller: Caller): Promise<unknown> {
    const { vault, claim, onItsWay, paid } = await this.claims.execute(caller.organisation);
    const relayed = await this.relay.newest(caller.organisation);
    const { asset } = vault;
    return z.encode(ClaimStateBody, {
      claim: claim === null ? null : this.shown(claim),
      on_its_way: { amount: onItsWay, asset },
      paid: { amount: paid, asset },
      gas: gasShape(claim === null ? null : await this.gas.claim(claim)),
      relayed: relayed === undefined ? null : relayedShape(relayed),
    });
  }

  @Post('claims')
  @HttpCode(202)
  @Allow('influencer')
  @Scopes('claims:write')
  @ApiAcceptedResponse({ standardSchema: RelayedClaimBody })
  async send(
    @Body({ schema: NewClaim }) body: z.output<typeof NewClaim>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const relayed = await this.relay.execute({
      payee: caller.organisation,
      epoch: BigInt(body.epoch),
      to: body.to,
      deadline: BigInt(body.deadline),
      signature: body.signature,
    });
    return z.encode(RelayedClaimBody, relayedShape(relayed));
  }

  /** Everything that was paid out to the caller, up to the leaf by which the vault pays: nothing can be left out of it. */
  @Get('claims/statement')
  @Allow('influencer')
  @Scopes('claims:read')
  @ApiOkResponse({ standardSchema: PayoutStatementBody })
  async statement(@CurrentCaller() caller: Caller): Promise<unknown> {
    return this.drawStatement.execute(caller.organisation);
  }

  @Get('claims/:id')
  @Allow('influencer')
  @Scopes('claims:read')
  @ApiOkResponse({ standardSchema: RelayedClaimBody })
  async relayed(
    @Param({ schema: RelayedClaimParams }) params: z.output<typeof RelayedClaimParams>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return z.encode(RelayedClaimBody, relayedShape(await this.relay.watch(params.id, caller.organisation)));
  }

  /** How far a payout run has come on the chain, and what posting its root would cost. */
  @Get('payout-runs/:id/root')
  @Allow('finance')
  @Scopes('payouts:read')
  @ApiOkResponse({ standardSchema: RunRootBody })
  async root(@Param({ schema: RunRootParams }) params: z.output<typeof RunRootParams>): Promise<unknown> {
    const { vault } = await this.contracts.execute();
    return runRootShape(await this.roots.execute(params.id), vault.asset);
  }

  @Get('reconciliation')
  @Allow('finance')
  @Scopes('reconciliation:read')
  @ApiOkResponse({ standardSchema: ReconciliationBody })
  async reconciliation(): Promise<unknown> {
    const { at, chainId, block, custodyKey, checks, breaks } = await this.reconcile.execute();
    return z.encode(ReconciliationBody, {
      at,
      chain_id: String(chainId),
      block_number: String(block),
      custody_key: custodyKey,
      is_whole: breaks.length === 0,
      checks: checks.map((check) => ({ ...check, rows: [...check.rows] })),
    });
  }

  private shown({ vault, epoch, leaf, claimed, claimable }: Claim): z.output<typeof ClaimBody> {
    const { asset, chainId, address } = vault;
    const { wallet, cumulative, lane } = leaf;
    const deadline = BigInt(Math.floor(this.clock.now() / 1000) + SIGN_WITHIN_SECONDS);
    const signed = { epoch: epoch.number, lane, wallet, cumulative, to: wallet, deadline };
    return {
      chain_id: String(chainId),
      vault: address,
      epoch: String(epoch.number),
      index: String(leaf.index),
      leaf_count: String(epoch.leafCount),
      lane: String(lane),
      wallet,
      cumulative: { amount: cumulative, asset },
      claimed: { amount: claimed, asset },
      claimable: { amount: claimable, asset },
      last_seq: String(leaf.lastSeq),
      proof: [...leaf.proof],
      root: epoch.root,
      active_at: epoch.activeAt,
      deadline: String(deadline),
      typed_data: claimTypedData({ chainId, vault: address }, signed),
    };
  }
}
