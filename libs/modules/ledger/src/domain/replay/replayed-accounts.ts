import type { Side } from '../account.ts';
import {
  type Broken,
  type StoredAccount,
  type StoredSide,
  type StoredTransfer,
  atTransfer,
  isMoving,
} from './stored.ts';
import { TOTALS, type Total, TotalsTable } from './totals.ts';

const { debits, credits, pendingDebits, pendingCredits, accountSeq, lastSeq, least } = TOTALS;
/** The least there is. */
const NO_LIMIT = -(2n ** 63n);

/** The accounts of a log that is replayed: one asset (I1), totals (I3), numbering (I4) and limits (I7) of each. */
export class ReplayedAccounts {
  private readonly accounts: readonly StoredAccount[];
  private readonly totals: TotalsTable;
  /** Place of an account in both, by its row number. */
  private readonly places: number[] = [];
  /** By place; equal ones are the same text object, so that to compare them is to compare two pointers. */
  private readonly assets: string[] = [];
  private readonly growsByCredits: boolean[] = [];

  constructor(
    accounts: Iterable<StoredAccount>,
    private readonly broken: Broken,
  ) {
    this.accounts = [...accounts];
    this.totals = new TotalsTable(this.accounts.length);
    const known = new Map<string, string>();
    for (const [place, { stored }] of this.accounts.entries()) {
      known.set(stored.asset, known.get(stored.asset) ?? stored.asset);
      this.places[Number(stored.id)] = place; // not money: a row number
      this.assets.push(known.get(stored.asset) ?? stored.asset);
      this.growsByCredits.push(stored.naturalSide === 'credit');
      this.totals.set(place, least, stored.minBalance ?? NO_LIMIT);
    }
  }

  /**
   * Moves one side of `row`, compares it with what the row says, and answers its account. `reserved` is what the row adds to
   * what is pending.
   */
  move(row: StoredTransfer, side: Side, reserved: bigint): StoredAccount | undefined {
    const claimed = row[side];
    const place = this.places[Number(claimed.accountId)] ?? -1; // not money: a row number
    const account = this.accounts[place];
    if (account === undefined) {
      this.broken('I1', atTransfer(row), `names account ${claimed.accountId}, which is not there`);
      return undefined;
    }
    const { totals } = this;
    totals.add(place, accountSeq, 1n);
    totals.add(place, side === 'debit' ? debits : credits, isMoving(row.kind) ? row.amount : 0n);
    if (reserved !== 0n) totals.add(place, side === 'debit' ? pendingDebits : pendingCredits, reserved);
    this.compare(row, claimed, place);
    // Go on from what the row says, so that one wrong row is one break and not one for each row after it.
    totals.set(place, debits, claimed.debitsAfter);
    totals.set(place, credits, claimed.creditsAfter);
    totals.set(place, accountSeq, claimed.accountSeq);
    totals.set(place, lastSeq, row.seq);
    return account;
  }

  /** Every account must now show what its rows make. */
  finish(): void {
    for (const [place, { stored }] of this.accounts.entries()) {
      const of = (total: Total): bigint => this.totals.get(place, total);
      const isReplay =
        stored.debits === of(debits) &&
        stored.credits === of(credits) &&
        stored.pendingDebits === of(pendingDebits) &&
        stored.pendingCredits === of(pendingCredits) &&
        stored.accountSeq === of(accountSeq) &&
        stored.lastSeq === of(lastSeq);
      if (isReplay) continue;
      this.broken(
        'I3',
        `${stored.path} ${stored.asset}`,
        `shows debits ${stored.debits} (${stored.pendingDebits} pending), credits ${stored.credits} (${stored.pendingCredits}) after ${stored.accountSeq} transfers up to ${stored.lastSeq}; ` +
          `its rows make ${of(debits)} (${of(pendingDebits)}), ${of(credits)} (${of(pendingCredits)}) after ${of(accountSeq)} up to ${of(lastSeq)}`,
      );
    }
  }

  private compare(row: StoredTransfer, claimed: StoredSide, place: number): void {
    const { totals } = this;
    const asset = this.assets[place];
    if (asset !== row.asset) this.refuse('I1', row, place, (path) => `moves ${row.asset} on ${path} in ${asset}`);
    const number = totals.get(place, accountSeq);
    const last = totals.get(place, lastSeq);
    if (claimed.accountSeq !== number || claimed.prevSeq !== last) {
      const { accountSeq: said, prevSeq } = claimed;
      this.refuse(
        'I4',
        row,
        place,
        (path) => `is number ${said} of ${path} after ${prevSeq}, not ${number} after ${last}`,
      );
    }
    const debited = totals.get(place, debits);
    const credited = totals.get(place, credits);
    if (claimed.debitsAfter !== debited || claimed.creditsAfter !== credited) {
      const said = `${claimed.debitsAfter} | ${claimed.creditsAfter}`;
      this.refuse('I3', row, place, (path) => `leaves ${path} at ${said}, its rows make ${debited} | ${credited}`);
    }
    const free = this.freeOf(place);
    if (free < totals.get(place, least)) this.refuse('I7', row, place, (path) => `leaves ${free} free on ${path}`);
  }

  /** The balance without what open holds may take of it. */
  private freeOf(place: number): bigint {
    const { totals } = this;
    const balance = totals.get(place, credits) - totals.get(place, debits);
    return this.growsByCredits[place] === true
      ? balance - totals.get(place, pendingDebits)
      : -balance - totals.get(place, pendingCredits);
  }

  private refuse(rule: string, row: StoredTransfer, place: number, say: (path: string) => string): void {
    this.broken(rule, atTransfer(row), say(this.accounts[place]?.stored.path ?? ''));
  }
}
