import type { Account, Side } from '../account.ts';
import {
  type Broken,
  type StoredAccount,
  type StoredSide,
  type StoredTransfer,
  atTransfer,
  isMoving,
} from './stored.ts';
import { TOTALS, type Total, TotalsTable } from './totals.ts';

const { debits, credits, pendingDebits, pendingCredits, accountSeq, lastSeq } = TOTALS;

/** The accounts of a log that is replayed: one asset (I1), totals (I3), numbering (I4) and limits (I7) of each. */
export class ReplayedAccounts {
  private readonly accounts: readonly StoredAccount[];
  private readonly totals: TotalsTable;
  /** Place of an account in both, by its row number. */
  private readonly places = new Map<number, number>();

  constructor(
    accounts: Iterable<StoredAccount>,
    private readonly broken: Broken,
  ) {
    this.accounts = [...accounts];
    this.totals = new TotalsTable(this.accounts.length);
    for (const [place, { stored }] of this.accounts.entries()) this.places.set(Number(stored.id), place);
  }

  /**
   * Moves one side of `row`, compares it with what the row says, and answers its account. `reserved` is what the row adds to
   * what is pending.
   */
  move(row: StoredTransfer, side: Side, reserved: bigint): StoredAccount | undefined {
    const claimed = row[side];
    const place = this.places.get(Number(claimed.accountId)) ?? -1;
    const account = this.accounts[place];
    if (account === undefined) {
      this.broken('I1', atTransfer(row), `names account ${claimed.accountId}, which is not there`);
      return undefined;
    }
    const { totals } = this;
    totals.add(place, accountSeq, 1n);
    totals.add(place, side === 'debit' ? debits : credits, isMoving(row.kind) ? row.amount : 0n);
    totals.add(place, side === 'debit' ? pendingDebits : pendingCredits, reserved);
    this.compare(row, claimed, place, account.stored);
    this.checkLimit(row, place, account.stored);
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

  private compare(row: StoredTransfer, claimed: StoredSide, place: number, { path, asset }: Account): void {
    const { totals } = this;
    if (asset !== row.asset) this.broken('I1', atTransfer(row), `moves ${row.asset} on ${path} in ${asset}`);
    const [number, last] = [totals.get(place, accountSeq), totals.get(place, lastSeq)];
    if (claimed.accountSeq !== number || claimed.prevSeq !== last) {
      const message = `is number ${claimed.accountSeq} of ${path} after ${claimed.prevSeq}, not ${number} after ${last}`;
      this.broken('I4', atTransfer(row), message);
    }
    const [debited, credited] = [totals.get(place, debits), totals.get(place, credits)];
    if (claimed.debitsAfter !== debited || claimed.creditsAfter !== credited) {
      const message = `leaves ${path} at ${claimed.debitsAfter} | ${claimed.creditsAfter}, its rows make ${debited} | ${credited}`;
      this.broken('I3', atTransfer(row), message);
    }
  }

  private checkLimit(row: StoredTransfer, place: number, { path, naturalSide, minBalance }: Account): void {
    if (minBalance === null) return;
    const { totals } = this;
    const balance = totals.get(place, credits) - totals.get(place, debits);
    const free =
      naturalSide === 'credit'
        ? balance - totals.get(place, pendingDebits)
        : -balance - totals.get(place, pendingCredits);
    if (free < minBalance) this.broken('I7', atTransfer(row), `leaves ${free} free on ${path}`);
  }
}
