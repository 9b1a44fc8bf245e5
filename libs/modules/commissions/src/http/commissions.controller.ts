import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Caller, EpochMs, Id, Json, Minor, Money } from '#kernel';
import { Allow, CurrentCaller, decodeCursor, pageOf, publicIdSchema, Scopes, ShowsMoney } from '#platform/http';
import type { CommissionFilter, CommissionView } from '../storage/commission-view.store.ts';
import { BuildReceipt } from '../use-cases/build-receipt/build-receipt.ts';
import { ListCommissions } from '../use-cases/list-commissions/list-commissions.ts';
import { type Earnings, SummariseEarnings } from '../use-cases/summarise-earnings/summarise-earnings.ts';
import {
  CommissionBody,
  CommissionPage,
  CommissionQuery,
  EarningsSummary,
  ReceiptBundle,
} from './commissions.schemas.ts';

const CommissionCursor = z.tuple([z.int(), z.uuid(), z.int()]);
const CommissionId = publicIdSchema<'Commission'>('cm');

/** Commissions of the caller's organisation, with the proof of each. */
@ApiTags('commissions')
@Controller('v1')
@Allow('influencer', 'merchant', 'finance')
@ShowsMoney()
export class CommissionsController {
  constructor(
    private readonly listCommissions: ListCommissions,
    private readonly buildReceipt: BuildReceipt,
    private readonly summariseEarnings: SummariseEarnings,
  ) {}

  @Get('commissions')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: CommissionPage })
  async list(
    @Query({ schema: CommissionQuery }) query: z.output<typeof CommissionQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const { limit, cursor, state, program: programId } = query;
    const rows = await this.listCommissions.execute(caller, {
      state,
      programId,
      after: after(cursor),
      limit: limit + 1,
    });
    const page = pageOf(rows, limit, ({ terms, line }) => [terms.placedAt, terms.orderId, line.lineNo]);
    return { ...page, items: page.items.map(shape) };
  }

  @Get('commissions/:id')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: CommissionBody })
  async read(
    @Param('id', { schema: CommissionId }) commissionId: Id<'Commission'>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    return shape(await this.listCommissions.one(caller, commissionId));
  }

  /** Everything that proves the commission: save it and run `provisio verify` on it. */
  @Get('commissions/:id/receipt')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: ReceiptBundle })
  receipt(
    @Param('id', { schema: CommissionId }) commissionId: Id<'Commission'>,
    @CurrentCaller() caller: Caller,
  ): Promise<Json> {
    return this.buildReceipt.execute(caller, commissionId);
  }

  /** The caller's money in the five states, per asset. */
  @Get('earnings/summary')
  @Allow('influencer')
  @Scopes('commissions:read')
  @ApiOkResponse({ standardSchema: EarningsSummary })
  async summary(@CurrentCaller() caller: Caller): Promise<unknown> {
    const summaries = await this.summariseEarnings.execute(caller.organisation);
    return z.encode(EarningsSummary, { summaries: summaries.map(earningsFields) });
  }
}

function after(cursor: string | undefined): CommissionFilter['after'] {
  if (cursor === undefined) return undefined;
  const [placedAt, orderId, lineNo] = decodeCursor(CommissionCursor, cursor);
  return { placedAt: placedAt as EpochMs, orderId: orderId as Id<'Order'>, lineNo };
}

function shape({
  terms,
  line,
  state,
  reversed,
  ruleVersionId,
  entryId,
  review,
}: CommissionView): z.input<typeof CommissionBody> {
  const of = (amount: Minor): Money => ({ amount, asset: terms.asset });
  return z.encode(CommissionBody, {
    id: line.commissionId,
    state,
    program: terms.programId,
    partner: terms.partnerId,
    merchant: terms.merchantId,
    order: terms.orderId,
    order_external_id: terms.externalId,
    line: line.lineNo,
    sku: line.sku,
    category: line.category,
    placed_at: terms.placedAt,
    matures_at: terms.maturesAt,
    ...broughtFields(terms.brought),
    rule_version: ruleVersionId,
    matched: line.matched,
    base: of(line.base),
    amount: of(line.amount),
    reversed: of(reversed),
    fee: of(line.fee),
    entry: entryId,
    under_review: review === undefined ? null : { case: review.caseId, reason: review.reason, since: review.at },
  });
}

/** A click with its link, or a coupon; the other's fields are null. */
function broughtFields(brought: CommissionView['terms']['brought']) {
  if (brought.by === 'coupon') {
    return { link: null, click: null, click_at: null, coupon: { id: brought.id, code: brought.code } };
  }
  return { link: brought.linkId, click: brought.id, click_at: brought.at, coupon: null };
}

function earningsFields({ asset, receivable, ...states }: Earnings) {
  const of = (amount: bigint): Money => ({ amount: amount as Minor, asset });
  return {
    asset,
    unfunded: of(states.unfunded),
    pending: of(states.pending),
    payable: of(states.payable),
    settling: of(states.settling),
    paid: of(states.paid),
    owed_back: of(receivable),
  };
}
