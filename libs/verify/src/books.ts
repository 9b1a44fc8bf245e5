// The rules that every booked row must keep, replayed from nothing. Numbers I1 … I12 as in libs/modules/ledger/README.md.
import { isCharted } from './chart.ts';
import type { ExportedAccount, ExportedBalance, ExportedLeaf } from './ledger-export.ts';

/** Something that does not hold: the rule, what it is about, and what was found. */
export type AuditBreak = { readonly rule: string; readonly at: string; readonly message: string };

type Book = {
  readonly opened: ExportedAccount;
  debits: bigint;
  credits: bigint;
  pendingDebits: bigint;
  pendingCredits: bigint;
  accountSeq: bigint;
  lastSeq: bigint;
};
type Booked = { readonly leaf: ExportedLeaf; readonly asset: string };

/** The accounts of an exported ledger, as their rows make them. */
export class Books {
  private readonly accounts = new Map<string, Book>();
  private readonly rows = new Map<string, Booked>();
  private readonly openHolds = new Set<string>();
  private readonly reversed = new Map<string, bigint>();

  constructor(private readonly broken: (rule: string, at: string, message: string) => void) {}

  open(account: ExportedAccount): void {
    const key = keyOf(account.path, account.asset);
    if (this.accounts.has(key)) this.broken('I3', key, 'is opened twice');
    if (!isCharted(account)) this.broken('chart', key, 'is not what the chart of accounts says of its path');
    const zero = { debits: 0n, credits: 0n, pendingDebits: 0n, pendingCredits: 0n, accountSeq: 0n, lastSeq: 0n };
    this.accounts.set(key, { opened: account, ...zero });
  }

  /** Books one row: I1, I3, I4, I7, I9, I12. */
  book(leaf: ExportedLeaf, asset: string): void {
    const at = `transfer ${leaf.seq}`;
    if (leaf.debit.path === leaf.credit.path) this.broken('I1', at, 'moves nothing: both sides are one account');
    const reserved = this.reserve(leaf, asset);
    this.side(leaf, asset, 'debit', reserved);
    this.side(leaf, asset, 'credit', reserved);
    if (leaf.transfer_kind === 'reversal') this.reverse(leaf, asset);
    // Only what a later row may refer to is kept.
    if (leaf.transfer_kind !== 'void') this.rows.set(leaf.seq, { leaf, asset });
  }

  /** What the account showed at the end must be what its rows make. */
  compare(shown: ExportedBalance): void {
    const key = keyOf(shown.path, shown.asset);
    const book = this.accounts.get(key);
    const isReplay =
      book !== undefined &&
      book.debits === BigInt(shown.debits) &&
      book.credits === BigInt(shown.credits) &&
      book.pendingDebits === BigInt(shown.pending_debits) &&
      book.pendingCredits === BigInt(shown.pending_credits) &&
      book.accountSeq === BigInt(shown.account_seq) &&
      book.lastSeq === BigInt(shown.last_seq);
    if (!isReplay) this.broken('I3', key, 'shows another balance than its rows make');
    this.accounts.delete(key);
  }

  /** After every balance was compared: none may be left. */
  finish(): void {
    for (const key of this.accounts.keys()) this.broken('I3', key, 'does not show its balance');
  }

  private side(leaf: ExportedLeaf, asset: string, name: 'debit' | 'credit', reserved: bigint): void {
    const claimed = leaf[name];
    const at = `transfer ${leaf.seq}`;
    const book = this.accounts.get(keyOf(claimed.path, asset));
    if (book === undefined) return this.broken('I1', at, `moves ${asset} on ${claimed.path}, which is not opened`);
    const moved = leaf.transfer_kind === 'hold' || leaf.transfer_kind === 'void' ? 0n : BigInt(leaf.amount);
    if (name === 'debit') {
      book.debits += moved;
      book.pendingDebits += reserved;
    } else {
      book.credits += moved;
      book.pendingCredits += reserved;
    }
    book.accountSeq += 1n;
    if (BigInt(claimed.account_seq) !== book.accountSeq || BigInt(claimed.prev_seq) !== book.lastSeq) {
      this.broken('I4', at, `is not number ${book.accountSeq} of ${claimed.path} after ${book.lastSeq}`);
    }
    if (BigInt(claimed.debits_after) !== book.debits || BigInt(claimed.credits_after) !== book.credits) {
      this.broken('I3', at, `leaves ${claimed.path} elsewhere than its rows: ${book.debits} | ${book.credits}`);
    }
    checkLimit(book, (free) => this.broken('I7', at, `leaves ${free} free on ${claimed.path}`));
    // Go on from what the row says: one wrong row is one break, not one for each row after it.
    book.debits = BigInt(claimed.debits_after);
    book.credits = BigInt(claimed.credits_after);
    book.accountSeq = BigInt(claimed.account_seq);
    book.lastSeq = BigInt(leaf.seq);
  }

  /** What the row adds to the pending amounts of its accounts (I9). */
  private reserve(leaf: ExportedLeaf, asset: string): bigint {
    if (leaf.transfer_kind === 'hold') {
      this.openHolds.add(leaf.seq);
      return BigInt(leaf.amount);
    }
    if (leaf.transfer_kind !== 'capture' && leaf.transfer_kind !== 'void') return 0n;
    const hold = this.openHolds.delete(leaf.refers_to) ? this.rows.get(leaf.refers_to) : undefined;
    const amount = BigInt(leaf.amount);
    const most = BigInt(hold?.leaf.amount ?? '0');
    const isWithin =
      hold !== undefined &&
      hold.asset === asset &&
      hold.leaf.debit.path === leaf.debit.path &&
      hold.leaf.credit.path === leaf.credit.path &&
      (leaf.transfer_kind === 'void' ? amount === most : amount <= most);
    if (!isWithin) this.broken('I9', `transfer ${leaf.seq}`, `does not resolve an open hold at ${leaf.refers_to}`);
    return -most;
  }

  private reverse(leaf: ExportedLeaf, asset: string): void {
    const at = `transfer ${leaf.seq}`;
    const original = this.rows.get(leaf.refers_to);
    const kind = original?.leaf.transfer_kind;
    if (original === undefined || original.asset !== asset || (kind !== 'post' && kind !== 'capture')) {
      return this.broken('I12', at, `cannot reverse ${leaf.refers_to}`);
    }
    const reversed = (this.reversed.get(leaf.refers_to) ?? 0n) + BigInt(leaf.amount);
    this.reversed.set(leaf.refers_to, reversed);
    if (reversed > BigInt(original.leaf.amount)) {
      this.broken('I12', at, `takes the reversals of ${leaf.refers_to} to ${reversed} of ${original.leaf.amount}`);
    }
  }
}

function checkLimit(book: Book, tooLow: (free: bigint) => void): void {
  const { natural_side: side, min_balance: least } = book.opened;
  if (least === null) return;
  const free =
    side === 'credit'
      ? book.credits - book.debits - book.pendingDebits
      : book.debits - book.credits - book.pendingCredits;
  if (free < BigInt(least)) tooLow(free);
}

function keyOf(path: string, asset: string): string {
  return `${path} ${asset}`;
}
