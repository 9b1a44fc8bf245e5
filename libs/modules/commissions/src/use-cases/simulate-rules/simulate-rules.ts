import { Injectable } from '@nestjs/common';
import { type Asset, type Caller, Clock, DAY_MS, type EpochMs, type Id, InvalidInput, present } from '#kernel';
import { AttributeOrders } from '#modules/attribution';
import { FindOrganisation } from '#modules/identity';
import { type Peg as RegisteredPeg, ReadAssets } from '#modules/ledger';
import { FindOrders, type RefundableOrder } from '#modules/orders';
import {
  FindPrograms,
  isCut,
  matchRate,
  type Program,
  ProgramNotFound,
  type RateTable,
  rateTable,
  type RuleVersion,
  RuleVersionAt,
  versionAt,
} from '#modules/programs';
import { type Tx, UnitOfWork } from '#platform/database';
import { pegTo } from '../../domain/price-line.ts';
import type { Pricing } from '../../domain/price-sale.ts';
import { byChange, earnedUnder, type PartnerFigures, type Totals, totalsOf } from '../../domain/simulate.ts';

/** Days that a simulation may look back. */
export const MOST_DAYS = 90;
/** Order lines that one simulation prices, each under both rules; older orders are left out then. */
export const MOST_LINES = 100_000;
/** Partners whom the answer names; all of them are in the totals. */
export const MOST_PARTNERS = 500;
const BATCH = 500;

/** A draft, not published. */
export type Draft = {
  readonly programId: Id<'Program'>;
  readonly table: readonly { readonly category: string; readonly tier: string; readonly bps: number }[];
  readonly days: number;
};

/** What a draft would have paid, beside the rule that is in force now. Amounts in minor units of `asset`. */
export type Simulation = {
  readonly asset: Asset;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Orders of the merchant that were looked at, and lines of those that the program's partners brought. */
  readonly orders: number;
  readonly lines: number;
  /** Whether older orders of the period were left out because there are too many lines. */
  readonly isCapped: boolean;
  readonly inForce: number | undefined;
  readonly commissions: Totals;
  readonly fees: { readonly now: bigint; readonly draft: bigint };
  readonly partners: readonly (PartnerFigures & { readonly name: string })[];
  readonly notice: { readonly isCut: boolean; readonly days: number; readonly earliestFrom: EpochMs };
};

type Cursor = { readonly placedAt: EpochMs; readonly id: Id<'Order'> };

/** What the runs over batches of orders add up to: one line per partner, whatever the number of orders. */
type Sums = {
  readonly partners: Map<Id<'Organisation'>, PartnerFigures>;
  readonly fees: { now: bigint; draft: bigint };
  orders: number;
  lines: number;
};

/** Prices real orders under a draft and under the rule in force, by the functions that price sales. Writes nothing. */
@Injectable()
export class SimulateRules {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly findPrograms: FindPrograms,
    private readonly ruleVersions: RuleVersionAt,
    private readonly findOrders: FindOrders,
    private readonly attributeOrders: AttributeOrders,
    private readonly readAssets: ReadAssets,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
  ) {}

  /**
   * Orders of the last `days` days, newest first, a batch at a time, each in a part of a transaction that PostgreSQL
   * keeps from writing. Orders are attributed as they would be today; refunds are taken off as they are in the books.
   * @throws {InvalidInput | ProgramNotFound} in this order.
   */
  async execute(caller: Caller, { programId, table, days }: Draft): Promise<Simulation> {
    const draft = rateTable(table);
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
      throw new InvalidInput('days', `this is a whole number of days, 1 to ${MOST_DAYS}`);
    }
    const program = await this.ownProgram(caller, programId);
    const versions = await this.ruleVersions.all(programId);
    const to = this.clock.now();
    const from = (to - days * DAY_MS) as EpochMs;
    const inForce = versionAt(versions, to);
    const rules: Rules = {
      now: inForce === undefined ? undefined : pricingOf(inForce.table, inForce.feeBps),
      draft: pricingOf(draft, program.feeBps),
    };
    const { sums, isCapped } = await this.run(program, rules, from);
    const { orders, lines, fees, partners } = sums;
    const most = byChange(partners.values()).slice(0, MOST_PARTNERS);
    const names = await this.organisations.many(most.map(({ partnerId }) => partnerId));
    return {
      asset: program.settlementAsset,
      from,
      to,
      orders,
      lines,
      isCapped,
      inForce: inForce?.version,
      commissions: totalsOf(partners.values()),
      fees,
      partners: most.map((each) => ({ ...each, name: names.get(each.partnerId)?.name ?? '' })),
      notice: noticeOf(program, versions.at(-1), draft, to),
    };
  }

  /** The merchant's own, or finance's. @throws {ProgramNotFound} */
  private async ownProgram(caller: Caller, id: Id<'Program'>): Promise<Program> {
    const program = (await this.findPrograms.execute([id])).get(id);
    const isTheirs = caller.roles.includes('finance') || caller.organisation === program?.merchantId;
    if (program === undefined || !isTheirs) throw new ProgramNotFound();
    return program;
  }

  private async run(program: Program, rules: Rules, from: EpochMs): Promise<{ sums: Sums; isCapped: boolean }> {
    const sums: Sums = { partners: new Map(), fees: { now: 0n, draft: 0n }, orders: 0, lines: 0 };
    const pegs = new Map<Asset, RegisteredPeg | undefined>();
    for (let after: Cursor | undefined; ;) {
      const batch = await this.findOrders.list(program.merchantId, after, BATCH);
      const orders = batch.filter(({ placedAt }) => placedAt >= from);
      // A part of its own: the transaction may be a request's, which still has its answer to keep.
      await this.unitOfWork.run((tx) => tx.savepoint(() => this.price(tx, program, rules, orders, pegs, sums)));
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH || last.placedAt < from) return { sums, isCapped: false };
      if (sums.lines >= MOST_LINES) return { sums, isCapped: true };
      after = { placedAt: last.placedAt, id: last.id };
    }
  }

  private async price(
    tx: Tx,
    program: Program,
    rules: Rules,
    orders: readonly RefundableOrder[],
    pegs: Map<Asset, RegisteredPeg | undefined>,
    sums: Sums,
  ): Promise<void> {
    if (orders.length === 0) return;
    await tx.query('set transaction read only');
    const attributions = await this.attributeOrders.preview(tx, orders);
    sums.orders += orders.length;
    for (const order of orders) {
      const by = attributions.get(order.id);
      if (by === undefined || by.programId !== program.id) continue;
      const { currency } = order;
      if (!pegs.has(currency)) pegs.set(currency, await this.readAssets.pegOf(currency));
      const peg = pegTo(program.settlementAsset, currency, pegs.get(currency));
      sums.lines += order.lines.length;
      if (peg === undefined) continue;
      add(sums, by.partnerId, {
        now: earnedUnder(order, by.tier, rules.now, peg),
        draft: earnedUnder(order, by.tier, rules.draft, peg),
      });
    }
  }
}

type Rules = { readonly now: Pricing | undefined; readonly draft: Pricing };
type Both = Record<'now' | 'draft', ReturnType<typeof earnedUnder>>;

function pricingOf(table: RateTable, feeBps: Pricing['feeBps']): Pricing {
  return { feeBps, match: (category, tier) => matchRate({ table }, category, tier).clause };
}

function add({ partners, fees }: Sums, partnerId: Id<'Organisation'>, { now, draft }: Both): void {
  if (!partners.has(partnerId)) partners.set(partnerId, { partnerId, orders: 0, now: 0n, draft: 0n });
  const figures = present(partners.get(partnerId), 'the figures that were just made');
  figures.orders += 1;
  figures.now += now.commission;
  figures.draft += draft.commission;
  fees.now += now.fee;
  fees.draft += draft.fee;
}

/** Whether the draft cuts the newest version, and when it could start if it were published at `now`. */
function noticeOf(
  { noticeDays }: Program,
  last: RuleVersion | undefined,
  table: RateTable,
  now: EpochMs,
): Simulation['notice'] {
  const cuts = last !== undefined && isCut(last.table, table);
  const bound = cuts ? now + noticeDays * DAY_MS : now;
  const earliestFrom = Math.max(bound, last === undefined ? 0 : last.from + 1) as EpochMs;
  return { isCut: cuts, days: noticeDays, earliestFrom };
}
