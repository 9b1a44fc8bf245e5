import { type EpochMs, MAX_MINOR, sha256, uuidOf } from '#kernel';
import { type Account, balanceOf } from './account.ts';
import { KIND_CODES } from './entry.ts';
import type { TransferContent } from './entry-content.ts';
import { PERIOD_TOPIC, type PeriodMove, goesItsWay, periodHash } from './period.ts';
import { type LeafSide, type NoteLeaf, type TransferLeaf, noteLeafHash, storedLeafHash } from './leaf.ts';

/** Something that does not hold. `rule` is I1 … I12 of libs/modules/ledger/README.md, or the name of a check over the whole. */
export type MoneyBreak = {
  readonly rule: string;
  /** What it is about: a log position, an account, an entry, an asset, a checkpoint. */
  readonly at: string;
  readonly message: string;
};

/** A stored transfer: its leaf's fields, where the accounts are known by row number, and the leaf hash beside it. */
export type StoredTransfer = Omit<
  TransferLeaf,
  'contentHash' | 'debit' | 'credit' | 'effectiveAt' | 'recordedAt' | 'entryId'
> & {
  /** 16 bytes. */
  readonly entryId: Buffer;
  readonly effectiveAt: EpochMs;
  readonly recordedAt: EpochMs;
  readonly debit: StoredSide;
  readonly credit: StoredSide;
  readonly leafHash: Buffer;
  /** What is of its entry, on the entry's first row. */
  readonly opens: StoredEntry | undefined;
};

/** One side of a stored transfer. */
type StoredSide = Omit<LeafSide, 'pathHash'> & { readonly accountId: bigint };

/** What a stored entry has beside its rows. Null only where somebody put it there. */
type StoredEntry = {
  readonly transferCount: number;
  readonly contentHash: Buffer | null;
  readonly metadata: string | null;
  readonly requested: string | null;
};

/** A stored note. */
export type StoredNote = NoteLeaf & { readonly recordedAt: EpochMs; readonly leafHash: Buffer };

/** A stored move of the books' closing, by the position of its note. */
export type StoredPeriodMove = PeriodMove & { readonly noteSeq: bigint };

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
const NO_HASH = Buffer.alloc(32);
const KIND_NAMES = new Map(Object.entries(KIND_CODES).map(([name, code]) => [code as number, name]));

/** Replays a log row by row from nothing and says what does not hold. Pure; shares no rule with the code that posts. */
export class Replay {
  seq = 0n;
  private recordedAt = Number.NEGATIVE_INFINITY;
  private closedUntil: EpochMs | undefined;
  private entry:
    | { readonly of: StoredEntry; readonly first: StoredTransfer; readonly rows: StoredTransfer[] }
    | undefined;
  private readonly reversed = new Map<bigint, bigint>();
  private readonly openHolds = new Map<bigint, StoredTransfer>();

  constructor(
    private readonly accounts: ReadonlyMap<bigint, ReplayedAccount>,
    private readonly report: (found: MoneyBreak) => void,
    private readonly periodMoves: ReadonlyMap<bigint, StoredPeriodMove> = new Map(),
  ) {}

  /** Replays a note and answers its leaf hash. */
  note(note: StoredNote): Buffer {
    this.close();
    this.next(note.seq, note.recordedAt);
    if (note.topic === PERIOD_TOPIC) this.movePeriod(note);
    return this.leaf(note.seq, noteLeafHash(note), note.leafHash);
  }

  /** Replays a transfer and answers its leaf hash. `originals` has the transfers that reversals name. */
  transfer(
    row: StoredTransfer,
    originals: ReadonlyMap<bigint, { asset: string; amount: bigint; kind: number }>,
  ): Buffer {
    this.next(row.seq, row.recordedAt);
    if (row.opens !== undefined) this.open(row, row.opens);
    this.entry?.rows.push(row);
    const at = `transfer ${row.seq}`;
    if (this.closedUntil !== undefined && row.effectiveAt < this.closedUntil) {
      this.broken('I11', at, 'takes effect in a period that was closed when it was booked');
    }
    if (row.amount <= 0n || row.debit.accountId === row.credit.accountId) {
      this.broken('I1', at, 'moves nothing or nowhere');
    }
    const reserved = this.reserve(row);
    const debit = this.side(row, 'debit', reserved);
    const credit = this.side(row, 'credit', reserved);
    if (row.kind === KIND_CODES.reversal) this.checkReversal(row, originals.get(row.refersTo));
    this.checkMembership(row, at);
    const contentHash = this.entry?.of.contentHash ?? NO_HASH;
    return this.leaf(row.seq, storedLeafHash(row, contentHash, debit, credit), row.leafHash);
  }

  /** Ends the log; every balance must now be the one that the database shows. */
  finish(headSeq: bigint, closedUntil?: EpochMs): void {
    this.close();
    if (this.closedUntil !== closedUntil) this.broken('I11', 'head', 'is closed until elsewhere than its moves say');
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

  /** The note of a move must be of the move that is stored, and go on from where the books were closed. */
  private movePeriod(note: StoredNote): void {
    const move = this.periodMoves.get(note.seq);
    const at = `position ${note.seq}`;
    if (move === undefined) return this.broken('I11', at, 'moves a period that is not stored');
    if (!periodHash(move).equals(note.hash)) this.broken('I11', at, 'has another hash than its move of a period');
    if (move.before !== this.closedUntil || !goesItsWay(move)) {
      this.broken('I11', at, 'does not go on from where the books were closed');
    }
    this.closedUntil = move.until;
  }

  private open(first: StoredTransfer, of: StoredEntry): void {
    this.close();
    this.entry = { of, first, rows: [] };
  }

  private checkMembership(row: StoredTransfer, at: string): void {
    const first = this.entry?.first;
    if (first === undefined || !row.entryId.equals(first.entryId)) {
      this.broken('I8', at, 'is no row of the entry before it');
    } else if (row.effectiveAt !== first.effectiveAt || row.recordedAt !== first.recordedAt) {
      this.broken('I8', at, 'has other times than its entry');
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

  /** Moves one side, compares it with the row, and answers the hash of its path. */
  private side(row: StoredTransfer, name: 'debit' | 'credit', reserved: bigint): Buffer {
    const claimed = row[name];
    const account = this.accounts.get(claimed.accountId);
    const at = `transfer ${row.seq}`;
    if (account === undefined) {
      this.broken('I1', at, `names account ${claimed.accountId}, which is not there`);
      return NO_HASH;
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
    return account.pathHash;
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
    const { of: entry, first, rows } = this.entry;
    this.entry = undefined;
    const at = `entry ${uuidOf(first.entryId)} at ${first.seq}`;
    if (rows.length !== entry.transferCount) {
      this.broken('I8', at, `has ${rows.length} of ${entry.transferCount} transfers`);
    }
    const transfers = entry.requested ?? `[${rows.map((row) => this.rowText(row)).join(',')}]`;
    // The stored texts are what was hashed, byte for byte: they need not be parsed to be checked.
    const content = `{"asset":${JSON.stringify(first.asset)},"effective_at":"${first.effectiveAt}","id":"${uuidOf(first.entryId)}","metadata":${entry.metadata},"transfers":${transfers}}`;
    if (entry.contentHash === null || !sha256(content).equals(entry.contentHash)) {
      this.broken('I8', at, 'has another content hash than its content');
    }
    if (entry.requested !== null) this.checkRequest(entry.requested, rows, at);
  }

  /** Whether the rows are what "up to" amounts may have become. */
  private checkRequest(requested: string, rows: readonly StoredTransfer[], at: string): void {
    const booked = rows.map((row) => this.asked(row));
    let asked: readonly TransferContent[];
    try {
      asked = JSON.parse(requested) as readonly TransferContent[];
    } catch {
      return this.broken('I8', at, 'has texts that are not JSON'); // Somebody changed it.
    }
    if (!isBooking(asked, booked)) this.broken('I8', at, 'booked something else than was asked for');
  }

  /** Canonical JSON (RFC 8785) of the row as a request for exactly it; nothing in it needs escaping. */
  private rowText(row: StoredTransfer): string {
    const { amount, credit, debit, facts, kind, refers_to: refersTo } = this.asked(row);
    return `{"amount":"${amount}","credit":"${credit}","debit":"${debit}","facts":"${facts}","kind":"${kind}","refers_to":"${refersTo}","rest":null,"up_to":false}`;
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
