import { type Asset, type IsoDate, dayIn, decimalsOf, formatMinor, uuidOf } from '#kernel';
import type { AccountKind } from '../account.ts';
import { transferKindOf } from '../entry.ts';
import type { StoredNote, StoredPeriodMove, StoredTransfer } from '../replay.ts';
import { type ExportedBooks, type ExportedCheckpoint, type ExportedEntry, LedgerFormat } from './exported.ts';

/** hledger's letters for kinds of accounts (hledger manual, "Account types"). */
const TYPES: Readonly<Record<AccountKind, string>> = {
  asset: 'A',
  liability: 'L',
  equity: 'E',
  income: 'R',
  expense: 'X',
};

/**
 * A journal of hledger (and of ledger-cli): other people's accounting tools add our books up again. Debits are positive.
 * Dates are the effective day in the book's zone, the recorded day stands behind it. Holds and voids move nothing: comments.
 */
export class Journal extends LedgerFormat {
  constructor(
    books: ExportedBooks,
    private readonly zone: string,
  ) {
    super(books);
  }

  override begin(): string[] {
    const { origin, size, accounts } = this.books;
    const assets = [...new Set([...accounts.values()].map(({ asset }) => asset))].toSorted();
    const kinds = new Map([...accounts.values()].map(({ path, kind }) => [path, kind] as const));
    return [
      `; ${origin}, the first ${size} leaves of its log; days in ${this.zone}`,
      ...assets.map((asset) => `commodity ${amountOf(10n ** BigInt(decimalsOf(asset)) * 1_000n, asset)}`),
      ...[...kinds].toSorted(byPath).map(([path, kind]) => `account ${path}  ; type:${TYPES[kind]}`),
      '',
    ];
  }

  override entry(rows: ExportedEntry): string[] {
    const [first] = rows;
    const [effective, recorded] = [this.day(first.effectiveAt), this.day(first.recordedAt)];
    return [
      `${effective}=${recorded} * ${reasonOf(first.opens?.metadata)} | ${uuidOf(first.entryId)}`,
      ...rows.flatMap((row) => this.postings(row)),
      '',
    ];
  }

  override note({ seq, topic, hash }: StoredNote, move: StoredPeriodMove | undefined): string[] {
    if (move !== undefined) return [`; note ${seq}: ${this.closing(move)}, by ${move.by}: ${move.reason}`];
    return [`; note ${seq}: ${topic} ${Buffer.from(hash).toString('hex')}`];
  }

  override checkpoint({ size, root }: ExportedCheckpoint): string[] {
    return [`; signed head: ${size} leaves, ${root.toString('hex')}`];
  }

  override end(): string[] {
    return [];
  }

  private postings(row: StoredTransfer): string[] {
    const [debit, credit] = [this.account(row.debit.accountId).path, this.account(row.credit.accountId).path];
    const kind = transferKindOf(row.kind);
    const asset = row.asset as Asset;
    if (kind === 'hold' || kind === 'void') {
      return [`    ; ${kind} of ${amountOf(row.amount, asset)}: ${debit} to ${credit}, leaf ${row.seq}`];
    }
    const tag = `; seq:${row.seq}, kind:${kind}`;
    return [
      `    ${debit}  ${amountOf(row.amount, asset)}  ${tag}`,
      `    ${credit}  ${amountOf(-row.amount, asset)}  ${tag}`,
    ];
  }

  private closing({ until }: StoredPeriodMove): string {
    return until === undefined ? 'every day is open' : `days before ${this.day(until)} are closed`;
  }

  private day(at: StoredTransfer['effectiveAt']): IsoDate {
    return dayIn(this.zone, at);
  }
}

function amountOf(amount: bigint, asset: Asset): string {
  // A commodity with digits or a slash in its name stands in quotes.
  return `${formatMinor(amount, asset)} "${asset}"`;
}

/** The entry's reason as a description: without what hledger reads as a comment, code or payee. */
function reasonOf(metadata: string | null | undefined): string {
  const [, reason = 'entry'] = /"reason":"([^"]*)"/.exec(metadata ?? '') ?? [];
  return reason.replaceAll(/[^\p{L}\p{N} ._-]/gu, ' ').trim();
}

function byPath([a]: readonly [string, AccountKind], [b]: readonly [string, AccountKind]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
