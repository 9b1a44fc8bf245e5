import { type EpochMs, MAX_MINOR } from '#kernel';
import { type Account, balanceOf } from './account.ts';
import { KIND_CODES } from './entry.ts';
import { type EntryContent, type TransferContent, hashContent } from './entry-content.ts';
import { type LeafSide, type NoteLeaf, type TransferLeaf, noteLeafHash, transferLeafHash } from './leaf.ts';

/** Something that does not hold. `rule` is I1 … I12 of libs/modules/ledger/README.md, or the name of a check over the whole. */
export type MoneyBreak = {
  readonly rule: string;
  /** What it is about: a log position, an account, an entry, an asset, a checkpoint. */
  readonly at: string;
  readonly message: string;
};

/** A stored transfer: its leaf's fields, where the accounts are known by row number, and the leaf hash beside it. */
export type StoredTransfer = Omit<TransferLeaf, 'contentHash' | 'debit' | 'credit' | 'effectiveAt' | 'recordedAt'> & {
  readonly effectiveAt: EpochMs;
  readonly recordedAt: EpochMs;
  readonly debit: StoredSide;
  readonly credit: StoredSide;
  readonly leafHash: Buffer;
};

/** One side of a stored transfer. */
type StoredSide = Omit<LeafSide, 'pathHash'> & { readonly accountId: bigint };

/** A stored entry. */
export type StoredEntry = {
  readonly id: string;
  readonly firstSeq: bigint;
  readonly transferCount: number;
  readonly effectiveAt: EpochMs;
  readonly recordedAt: EpochMs;
  readonly contentHash: Buffer;
  readonly metadata: string;
  readonly requested: string | null;
};

/** A stored note. */
export type StoredNote = NoteLeaf & { readonly recordedAt: EpochMs; readonly leafHash: Buffer };

/** An account whose totals are replayed, beside the row that the database has of it. */
export type ReplayedAccount = {
  readonly stored: Account;
  readonly pathHash: Buffer;
  debits: bigint;
  credits: bigint;
  pendingDebits: bigint;
  pendingCredits: bigint;
  accountSeq: bigint;
  lastSeq: bigint;
};

const MOVING_KINDS: ReadonlySet<number> = new Set([KIND_CODES.post, KIND_CODES.capture, KIND_CODES.reversal]);
const KIND_NAMES = new Map(Object.entries(KIND_CODES).map(([name, code]) => [code as number, name]));

/** Replays a log row by row from nothing and says what does not hold. Pure; shares no rule with the code that posts. */
export class Replay {
  seq = 0n;
  private recordedAt = Number.NEGATIVE_INFINITY;
  private entry: { of: StoredEntry; rows: StoredTransfer[] } | undefined;
  private readonly reversed = new Map<bigint, bigint>();
  private readonly openHolds = new Map<bigint, StoredTransfer>();

  constructor(
    private readonly accounts: ReadonlyMap<bigint, ReplayedAccount>,
    private readonly report: (found: MoneyBreak) => void,
  ) {}

  /** Begins an entry: its transfers come next. */
  open(entry: StoredEntry): void {
    this.close();
    if (entry.firstSeq !== this.seq + 1n) {
      this.broken('I4', `entry ${entry.id}`, `starts at ${entry.firstSeq} behind ${this.seq}`);
    }
    this.entry = { of: entry, rows: [] };
  }

  /** Replays a note and answers its leaf hash. */
  note(note: StoredNote): Buffer {
    this.close();
    this.next(note.seq, note.recordedAt);
    return this.leaf(note.seq, noteLeafHash(note), note.leafHash);
  }

  /** Replays a transfer and answers its leaf hash. `originals` has the transfers that reversals name. */
  transfer(
    row: StoredTransfer,
    originals: ReadonlyMap<bigint, { asset: string; amount: bigint; kind: number }>,
  ): Buffer {
    this.next(row.seq, row.recordedAt);
    this.entry?.rows.push(row);
    const at = `transfer ${row.seq}`;
    if (row.amount <= 0n || row.debit.accountId === row.credit.accountId) {
      this.broken('I1', at, 'moves nothing or nowhere');
    }
    const reserved = this.reserve(row);
    const debit = this.side(row, 'debit', reserved);
    const credit = this.side(row, 'credit', reserved);
    if (row.kind === KIND_CODES.reversal) this.checkReversal(row, originals.get(row.refersTo));
    const entry = this.entry?.of;
    if (entry === undefined || row.entryId !== entry.id || row.seq >= entry.firstSeq + BigInt(entry.transferCount)) {
      this.broken('I8', at, `is no row of the entry before it`);
    } else if (row.effectiveAt !== entry.effectiveAt || row.recordedAt !== entry.recordedAt) {
      this.broken('I8', at, 'has other times than its entry');
    }
    const contentHash = entry?.contentHash ?? Buffer.alloc(32);
    return this.leaf(row.seq, transferLeafHash({ ...row, contentHash, debit, credit }), row.leafHash);
  }

  /** Ends the log; every balance must now be the one that the database shows. */
  finish(headSeq: bigint): void {
    this.close();
    if (this.seq !== headSeq) this.broken('I4', 'head', `says ${headSeq}, the log ends at ${this.seq}`);
    for (const {
      stored,
      debits,
      credits,
      pendingDebits,
      pendingCredits,
      accountSeq,
      lastSeq,
    } of this.accounts.values()) {
      const isReplay =
        stored.debits === debits &&
        stored.credits === credits &&
        stored.pendingDebits === pendingDebits &&
        stored.pendingCredits === pendingCredits &&
        stored.accountSeq === accountSeq &&
        stored.lastSeq === lastSeq;
      if (!isReplay) {
        this.broken(
          'I3',
          `${stored.path} ${stored.asset}`,
          `shows debits ${stored.debits} (${stored.pendingDebits} pending), credits ${stored.credits} (${stored.pendingCredits}) after ${stored.accountSeq} transfers up to ${stored.lastSeq}; ` +
            `its rows make ${debits} (${pendingDebits}), ${credits} (${pendingCredits}) after ${accountSeq} up to ${lastSeq}`,
        );
      }
    }
  }

  private next(seq: bigint, recordedAt: EpochMs): void {
    if (seq !== this.seq + 1n) this.broken('I4', `position ${seq}`, `comes after ${this.seq}`);
    if (recordedAt < this.recordedAt) this.broken('I4', `position ${seq}`, 'is recorded before the one in front of it');
    this.seq = seq;
    this.recordedAt = recordedAt;
  }

  private leaf(seq: bigint, recomputed: Buffer, stored: Buffer): Buffer {
    if (!recomputed.equals(stored)) this.broken('I10', `position ${seq}`, 'has another leaf hash than its columns');
    return recomputed;
  }

  /** Moves one side, compares it with the row, and answers it as the leaf has it: the row's own claims. */
  private side(row: StoredTransfer, name: 'debit' | 'credit', reserved: bigint): LeafSide {
    const claimed = row[name];
    const account = this.accounts.get(claimed.accountId);
    const at = `transfer ${row.seq}`;
    if (account === undefined) {
      this.broken('I1', at, `names account ${claimed.accountId}, which is not there`);
      return { ...claimed, pathHash: Buffer.alloc(32) };
    }
    const { path, asset, minBalance, naturalSide } = account.stored;
    if (asset !== row.asset) this.broken('I1', at, `moves ${row.asset} on ${path} in ${asset}`);
    const moved = MOVING_KINDS.has(row.kind) ? row.amount : 0n;
    if (name === 'debit') account.debits += moved;
    else account.credits += moved;
    if (name === 'debit') account.pendingDebits += reserved;
    else account.pendingCredits += reserved;
    account.accountSeq += 1n;
    const isNext = claimed.accountSeq === account.accountSeq && claimed.prevSeq === account.lastSeq;
    if (!isNext) {
      this.broken(
        'I4',
        at,
        `is number ${claimed.accountSeq} of ${path} after ${claimed.prevSeq}, not ${account.accountSeq} after ${account.lastSeq}`,
      );
    }
    if (claimed.debitsAfter !== account.debits || claimed.creditsAfter !== account.credits) {
      this.broken(
        'I3',
        at,
        `leaves ${path} at ${claimed.debitsAfter} | ${claimed.creditsAfter}, its rows make ${account.debits} | ${account.credits}`,
      );
    }
    const balance = balanceOf({ naturalSide, debits: account.debits, credits: account.credits });
    const free = balance - (naturalSide === 'credit' ? account.pendingDebits : account.pendingCredits);
    if (minBalance !== null && free < minBalance) this.broken('I7', at, `leaves ${free} free on ${path}`);
    // Go on from what the row says, so that one wrong row is one break and not one for each row after it.
    [account.debits, account.credits, account.accountSeq] = [
      claimed.debitsAfter,
      claimed.creditsAfter,
      claimed.accountSeq,
    ];
    account.lastSeq = row.seq;
    return { ...claimed, pathHash: account.pathHash };
  }

  /** What the row adds to the pending amounts of its accounts: a hold opens, a capture or void ends it (I9). */
  private reserve(row: StoredTransfer): bigint {
    if (row.kind === KIND_CODES.hold) {
      this.openHolds.set(row.seq, row);
      return row.amount;
    }
    if (row.kind !== KIND_CODES.capture && row.kind !== KIND_CODES.void) return 0n;
    const hold = this.openHolds.get(row.refersTo);
    this.openHolds.delete(row.refersTo);
    const isWithin =
      hold !== undefined &&
      hold.asset === row.asset &&
      hold.debit.accountId === row.debit.accountId &&
      hold.credit.accountId === row.credit.accountId &&
      (row.kind === KIND_CODES.void ? row.amount === hold.amount : row.amount <= hold.amount);
    if (!isWithin) this.broken('I9', `transfer ${row.seq}`, `does not resolve an open hold at ${row.refersTo}`);
    return -(hold?.amount ?? 0n);
  }

  private checkReversal(
    row: StoredTransfer,
    original: { asset: string; amount: bigint; kind: number } | undefined,
  ): void {
    const at = `transfer ${row.seq}`;
    if (original === undefined || row.refersTo >= row.seq) {
      return this.broken('I12', at, `reverses ${row.refersTo}, which is not there`);
    }
    if ((original.kind !== KIND_CODES.post && original.kind !== KIND_CODES.capture) || original.asset !== row.asset) {
      this.broken('I12', at, `cannot reverse ${row.refersTo}`);
    }
    const reversed = (this.reversed.get(row.refersTo) ?? 0n) + row.amount;
    this.reversed.set(row.refersTo, reversed);
    if (reversed > original.amount) {
      this.broken('I12', at, `takes the reversals of ${row.refersTo} to ${reversed} of ${original.amount}`);
    }
  }

  /** The entry before is over: it must be whole, and what its hash says. */
  private close(): void {
    if (this.entry === undefined) return;
    const { of: entry, rows } = this.entry;
    this.entry = undefined;
    const at = `entry ${entry.id}`;
    if (rows.length !== entry.transferCount) {
      this.broken('I8', at, `has ${rows.length} of ${entry.transferCount} transfers`);
    }
    const content = contentOf(
      entry,
      rows.map((row) => this.asked(row)),
      rows[0]?.asset ?? '',
    );
    if (content === undefined) return this.broken('I8', at, 'has texts that are not JSON');
    if (!hashContent(content).hash.equals(entry.contentHash)) {
      this.broken('I8', at, 'has another content hash than its content');
    }
    if (
      entry.requested !== null &&
      !isBooking(
        content.transfers,
        rows.map((row) => this.asked(row)),
      )
    ) {
      this.broken('I8', at, 'booked something else than was asked for');
    }
  }

  /** The row as a request for exactly it. */
  private asked(row: StoredTransfer): TransferContent {
    const path = (side: StoredSide): string => this.accounts.get(side.accountId)?.stored.path ?? '';
    return {
      amount: String(row.amount),
      credit: path(row.credit),
      debit: path(row.debit),
      facts: row.facts === undefined ? '' : Buffer.from(row.facts).toString('hex'),
      kind: (KIND_NAMES.get(row.kind) ?? '') as TransferContent['kind'],
      refers_to: String(row.refersTo),
      rest: null,
      up_to: false,
    };
  }

  private broken(rule: string, at: string, message: string): void {
    this.report({ rule, at, message });
  }
}

function contentOf(entry: StoredEntry, booked: readonly TransferContent[], asset: string): EntryContent | undefined {
  try {
    return {
      asset: asset as EntryContent['asset'],
      effective_at: String(entry.effectiveAt),
      id: entry.id as EntryContent['id'],
      metadata: JSON.parse(entry.metadata) as EntryContent['metadata'],
      transfers: entry.requested === null ? booked : (JSON.parse(entry.requested) as TransferContent[]),
    };
  } catch {
    return undefined; // Tampered text that is no JSON any more: the caller reports it.
  }
}

/** Whether `booked` is what `asked` may have become: "up to" amounts smaller, their rest behind them. */
function isBooking(asked: readonly TransferContent[], booked: readonly TransferContent[]): boolean {
  let at = 0;
  const take = (like: TransferContent, debit: string, credit: string, most: bigint): bigint => {
    const row = booked[at];
    const isLike =
      row !== undefined &&
      row.debit === debit &&
      row.credit === credit &&
      BigInt(row.amount) <= most &&
      row.kind === like.kind &&
      row.refers_to === like.refers_to &&
      row.facts === like.facts;
    if (!isLike) return 0n;
    at += 1;
    return BigInt(row.amount);
  };
  for (const want of asked) {
    const amount = BigInt(want.amount);
    const part = take(want, want.debit, want.credit, amount);
    const rest = want.rest !== null && part < amount ? take(want, want.rest.debit, want.rest.credit, MAX_MINOR) : 0n;
    const isWhole = part + rest === amount;
    if (!isWhole && !(want.up_to && want.rest === null)) return false;
  }
  return at === booked.length;
}
