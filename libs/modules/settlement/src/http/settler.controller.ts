import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, InvalidInput } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { admissionTypedData, saleTypedData } from '../adapters/typed-data.ts';
import { orgRefOf } from '../domain/org-ref.ts';
import type { Settler } from '../storage/contract.store.ts';
import { FindContracts } from '../use-cases/find-contracts/find-contracts.ts';
import { AdmitMerchant } from '../use-cases/settle-sale/admit-merchant.ts';
import { FindSettlerMoney } from '../use-cases/settle-sale/find-settler-money.ts';
import { PrepareSale, type SaleDraft } from '../use-cases/settle-sale/prepare-sale.ts';
import { RelaySale } from '../use-cases/settle-sale/relay-sale.ts';
import { RelayWithdrawal } from '../use-cases/settle-sale/relay-withdrawal.ts';
import { type Relayed, WatchRelay } from '../use-cases/settle-sale/watch-relay.ts';
import {
  NewAdmission,
  NewSale,
  NewSignedAdmission,
  NewSignedSale,
  RelayedBody,
  RelayedIdParams,
  RelayedListBody,
  SaleToSignBody,
  SettlerBody,
  TypedDataBody,
} from './settler.schemas.ts';

/** Sales that settle on chain. */
@ApiTags('settlement')
@Controller('v1/settler')
export class SettlerController {
  constructor(
    private readonly contracts: FindContracts,
    private readonly money: FindSettlerMoney,
    private readonly admit: AdmitMerchant,
    private readonly prepare: PrepareSale,
    private readonly relay: RelaySale,
    private readonly withdrawal: RelayWithdrawal,
    private readonly watch: WatchRelay,
  ) {}

  @Get()
  @Allow('merchant', 'influencer')
  @Scopes('settlement:read')
  @ApiOkResponse({ standardSchema: SettlerBody })
  async read(@CurrentCaller() { organisation, roles }: Caller): Promise<unknown> {
    const settler = await this.contracts.settler();
    return z.encode(SettlerBody, {
      chain_id: String(settler.chainId),
      settler: settler.address,
      schedule: settler.schedule,
      custody_key: settler.custodyKey,
      asset: settler.asset,
      merchant: roles.includes('merchant') ? await this.merchantOf(organisation, settler) : null,
      payee: roles.includes('influencer') ? await this.payeeOf(organisation, settler) : null,
    });
  }

  @Post('merchants/typed-data')
  @HttpCode(200)
  @Allow('merchant')
  @Scopes('settlement:write')
  @ApiOkResponse({ standardSchema: TypedDataBody })
  async offerAdmission(
    @Body({ schema: NewAdmission }) { wallet }: z.output<typeof NewAdmission>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { chainId, address: settler } = await this.contracts.settler();
    const admission = { orgRef: orgRefOf(caller.organisation), merchant: wallet.toLowerCase() };
    return z.encode(TypedDataBody, { typed_data: admissionTypedData({ chainId, settler }, admission) });
  }

  @Post('merchants')
  @HttpCode(202)
  @Allow('merchant')
  @Scopes('settlement:write')
  @ApiAcceptedResponse({ standardSchema: RelayedBody })
  async admitCaller(
    @Body({ schema: NewSignedAdmission }) body: z.output<typeof NewSignedAdmission>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return shownRelay(await this.admit.execute({ merchant: caller.organisation, ...body }));
  }

  @Post('sales/typed-data')
  @HttpCode(200)
  @Allow('merchant')
  @Scopes('settlement:write')
  @ApiOkResponse({ standardSchema: SaleToSignBody })
  async offer(
    @Body({ schema: NewSale }) body: z.output<typeof NewSale>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const draft = await this.draftOf(body, caller);
    const { settler, sale, bps, commission } = await this.prepare.execute(draft);
    return z.encode(SaleToSignBody, {
      version: String(sale.version),
      bps,
      commission: { amount: commission, asset: settler.asset },
      deadline: String(sale.deadline),
      typed_data: saleTypedData({ chainId: settler.chainId, settler: settler.address }, sale),
    });
  }

  @Post('sales')
  @HttpCode(202)
  @Allow('merchant')
  @Scopes('settlement:write')
  @ApiAcceptedResponse({ standardSchema: RelayedBody })
  async settle(
    @Body({ schema: NewSignedSale }) body: z.output<typeof NewSignedSale>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { deadline, signature } = body;
    const draft = await this.draftOf(body, caller);
    return shownRelay(await this.relay.execute({ ...draft, deadline: BigInt(deadline), signature }));
  }

  @Post('withdrawals')
  @HttpCode(202)
  @Allow('influencer')
  @Scopes('claims:write')
  @ApiAcceptedResponse({ standardSchema: RelayedListBody })
  async withdraw(@CurrentCaller() caller: Caller): Promise<unknown> {
    const relayed = await this.withdrawal.execute(caller.organisation);
    return z.encode(RelayedListBody, { withdrawals: relayed.map(relayShape) });
  }

  @Get('transactions/:id')
  @Allow('merchant', 'influencer')
  @Scopes('settlement:read')
  @ApiOkResponse({ standardSchema: RelayedBody })
  async relayed(
    @Param({ schema: RelayedIdParams }) params: z.output<typeof RelayedIdParams>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return shownRelay(await this.watch.execute(params.id, caller.organisation));
  }

  private async merchantOf(organisation: Caller['organisation'], { asset }: Settler) {
    const { wallet, isAdmitted, escrow, booked } = await this.money.merchant(organisation);
    return { wallet, is_admitted: isAdmitted, escrow: { amount: escrow, asset }, booked: { amount: booked, asset } };
  }

  private async payeeOf(organisation: Caller['organisation'], { asset }: Settler) {
    const { withdrawable, credited, paid } = await this.money.payee(organisation);
    return {
      withdrawable: { amount: withdrawable, asset },
      credited: { amount: credited, asset },
      paid: { amount: paid, asset },
    };
  }

  private async draftOf(body: z.output<typeof NewSale>, { organisation }: Caller): Promise<SaleDraft> {
    const { asset } = await this.contracts.settler();
    if (body.amount.asset !== asset) throw new InvalidInput('amount.asset', `the settler pays ${asset}`);
    return {
      merchant: organisation,
      externalId: body.order_id,
      placedAt: body.placed_at,
      lineNo: body.line,
      program: body.program,
      payee: body.payee,
      category: body.category,
      tier: body.tier,
      amount: body.amount.amount,
    };
  }
}

function relayShape({ id, state, txHash, problem }: Relayed): z.output<typeof RelayedBody> {
  return { id, state, tx_hash: txHash, problem };
}

function shownRelay(relayed: Relayed): unknown {
  return z.encode(RelayedBody, relayShape(relayed));
}
