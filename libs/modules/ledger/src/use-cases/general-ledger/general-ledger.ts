import { Injectable } from '@nestjs/common';
import { type EpochMs, type IsoDate, dayIn } from '#kernel';
import { type AccountRef, balanceOf } from '../../domain/account.ts';
import { type DayRange, nextDay } from '../../domain/report-days.ts';
import {
  type AccountInRange,
  type Movement,
  type ReportAccount,
  type ReportFilter,
  ReportStore,
  type SideTotals,
} from '../../storage/report.store.ts';

/** Accounts in one look; most of an organisation's fit. */
const ACCOUNTS = 100;
/** Days of an account in one look at most. */
const MOST_DAYS = 1_000;
/** Chunks that a short account may have. */
const SHORT = 4n;

/** What an account had when the range began: `balance` on its natural side, minor units, as in every row. */
type OpeningRow = { readonly row: 'opening'; readonly account: ReportAccount; readonly balance: bigint };
/** One thing that moved, and the balance after it. */
type MovementRow = {
  readonly row: 'movement';
  readonly account: ReportAccount;
  readonly movement: Omit<Movement, 'since'>;
  readonly balance: bigint;
};
/** What moved in the range, and the balance at its end. */
type ClosingRow = {
  readonly row: 'closing';
  readonly account: ReportAccount;
  readonly within: SideTotals;
  readonly balance: bigint;
};
/** A row of a general ledger. */
export type LedgerRow = OpeningRow | MovementRow | ClosingRow;

/** A row that was seen, to go on behind it. */
export type LedgerPlace = {
  readonly account: AccountRef;
  readonly row: LedgerRow['row'];
  readonly effectiveAt?: EpochMs | undefined;
  readonly seq?: bigint | undefined;
};

/** Which accounts over which days; `size` is the log that the report is of, so that its pages belong together. */
type LedgerQuestion = {
  readonly filter: ReportFilter;
  readonly range: DayRange;
  readonly size: bigint;
  /** Movements to read in one look: a page, or many of them for a stream. */
  readonly chunk: number;
};

type Look = Omit<LedgerQuestion, 'filter'> & { readonly zone: string };
type TimeAndPlace = { readonly effectiveAt: EpochMs; readonly seq: bigint };

/** The general ledger: accounts over a range of days, each with its opening, every movement, and its closing. */
@Injectable()
export class GeneralLedger {
  constructor(private readonly reports: ReportStore) {}

  /** The size of the log now, for a report that starts. */
  async size(): Promise<bigint> {
    return (await this.reports.log()).size;
  }

  /** The place of a row. */
  static placeOf(row: LedgerRow): LedgerPlace {
    const account = { path: row.account.path, asset: row.account.asset };
    if (row.row !== 'movement') return { account, row: row.row };
    return { account, row: row.row, effectiveAt: row.movement.effectiveAt, seq: row.movement.seq };
  }

  /**
   * The rows behind `after`, account by account in order of path and asset, within an account by effective time and log position.
   * Accounts without a balance and without a movement are left out. Rows that are posted meanwhile are not in it.
   */
  async *rows({ filter, ...question }: LedgerQuestion, after?: LedgerPlace): AsyncGenerator<LedgerRow> {
    const of: Look = { ...question, zone: (await this.reports.log()).zone };
    for (let from = after?.account, skip = after; ;) {
      const found = await this.reports.accounts(filter, { from, limit: ACCOUNTS }, of);
      for (const account of found) {
        const seen = skip !== undefined && sameAccount(account, skip.account) ? skip : undefined;
        if (seen?.row !== 'closing' && !isIdle(account)) yield* this.ofAccount(account, of, seen);
      }
      const last = found.at(-1);
      if (last === undefined || found.length < ACCOUNTS) return;
      [from, skip] = [last, { account: last, row: 'closing' }];
    }
  }

  private async *ofAccount(
    account: AccountInRange,
    of: Look,
    after: LedgerPlace | undefined,
  ): AsyncGenerator<LedgerRow> {
    const { before, within, transfers: _transfers, ...shown } = account;
    if (after === undefined) yield { row: 'opening', account: shown, balance: balanceFrom(shown, before) };
    if (within.debits + within.credits > 0n) yield* this.movements(account, of, after);
    yield { row: 'closing', account: shown, within, balance: balanceFrom(shown, before, within) };
  }

  /**
   * A short account at once. A long one a window of days after the other, wider as long as more is asked for: a look at a window
   * walks all of its rows.
   */
  private async *movements(
    { before, within: _within, transfers, ...account }: AccountInRange,
    of: Look,
    after: LedgerPlace | undefined,
  ): AsyncGenerator<MovementRow> {
    const { range, zone } = of;
    let behind = timeOf(after);
    let from = behind === undefined ? range.from : dayIn(zone, behind.effectiveAt);
    let opening = from === range.from ? before : await this.before(account, from, of);
    for (let many = 1; from <= range.to; many = Math.min(many * 4, MOST_DAYS)) {
      const isShort = transfers <= SHORT * BigInt(of.chunk);
      const days = isShort ? [from, range.to] : await this.reports.daysOf(account.id, { from, to: range.to }, of, many);
      const [first, last] = [days[0], days.at(-1)];
      if (first === undefined || last === undefined) return;
      let since: SideTotals | undefined;
      for await (const { since: moved, ...movement } of this.within(account, { from: first, to: last }, of, behind)) {
        since = moved;
        yield { row: 'movement', account, movement, balance: balanceFrom(account, opening, since) };
      }
      from = nextDay(last);
      if (from > range.to) return;
      opening = since === undefined ? await this.before(account, from, of) : plus(opening, since);
      behind = undefined;
    }
  }

  /** All movements of a window behind a place, a chunk at a time. */
  private async *within(
    { id }: ReportAccount,
    range: DayRange,
    { zone, size, chunk }: Look,
    after: TimeAndPlace | undefined,
  ): AsyncGenerator<Movement> {
    for (let behind = after; ;) {
      const found = await this.reports.movements(id, range, { zone, size, limit: chunk }, behind);
      yield* found;
      behind = found.at(-1);
      if (found.length < chunk) return;
    }
  }

  /** What the account had before `day`. */
  private async before({ path, asset }: AccountRef, day: IsoDate, of: Look): Promise<SideTotals> {
    const [found] = await this.reports.accounts(
      { path, asset },
      { limit: 1 },
      { ...of, range: { from: day, to: day } },
    );
    return found?.before ?? { debits: 0n, credits: 0n };
  }
}

function sameAccount(a: AccountRef, b: AccountRef): boolean {
  return a.path === b.path && a.asset === b.asset;
}

/** An account that had nothing and on which nothing moved. */
function isIdle({ before, within }: AccountInRange): boolean {
  return before.debits === before.credits && within.debits + within.credits === 0n;
}

function timeOf(place: LedgerPlace | undefined): TimeAndPlace | undefined {
  if (place?.effectiveAt === undefined || place.seq === undefined) return undefined;
  return { effectiveAt: place.effectiveAt, seq: place.seq };
}

function plus(a: SideTotals, b: SideTotals): SideTotals {
  return { debits: a.debits + b.debits, credits: a.credits + b.credits };
}

function balanceFrom({ naturalSide }: ReportAccount, ...parts: readonly SideTotals[]): bigint {
  return balanceOf({ naturalSide, ...parts.reduce(plus) });
}
