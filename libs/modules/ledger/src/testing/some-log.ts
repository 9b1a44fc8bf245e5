import { type EpochMs, sha256, uuidBytes } from '#kernel';
import { type Account, accountKey } from '../domain/account.ts';
import { type DecidedSide, type Original, decideEntries } from '../domain/decide.ts';
import { type EntryDraft, KIND_CODES } from '../domain/entry.ts';
import { noteLeafHash } from '../domain/leaf.ts';
import { PERIOD_TOPIC, type PeriodMove, periodHash } from '../domain/period.ts';
import { prepareEntry } from '../domain/prepare-entry.ts';
import {
  type MoneyBreak,
  Replay,
  type StoredNote,
  type StoredOriginal,
  type StoredPeriodMove,
  type StoredTransfer,
} from '../domain/replay.ts';
import { DECIDED_AT, aLockedState } from './some-decisions.ts';

/** A log as it is stored, written by the code that posts; in memory, to be spoiled and replayed. */
export class SomeLog {
  rows: (StoredTransfer | StoredNote)[] = [];
  readonly moves = new Map<bigint, StoredPeriodMove>();
  readonly accounts: Map<string, Account>;
  closedUntil: EpochMs | undefined;
  /** What the head says; the last position unless somebody changed it. */
  headSeq: bigint | undefined;
  private readonly originals = new Map<bigint, Original>();

  constructor(accounts: readonly Account[]) {
    this.accounts = new Map(accounts.map((account) => [accountKey(account.path, account.asset), account]));
  }

  get seq(): bigint {
    return BigInt(this.rows.length);
  }

  /** Books `draft`, which must not be refused. */
  post(draft: EntryDraft): this {
    const { accounts, originals, closedUntil, seq } = this;
    const head = { seq, recordedAt: DECIDED_AT, closedUntil };
    const state = aLockedState([...accounts.values()], { head, originals });
    const [decision] = decideEntries([prepareEntry(draft)], state, DECIDED_AT);
    if (decision?.outcome === 'refused') throw decision.error;
    if (decision?.outcome !== 'posted') throw new Error('it is booked already');
    const { entry } = decision;
    for (const [index, row] of entry.transfers.entries()) {
      const { contentHash, metadata, requested, recordedAt } = entry;
      const hash = Buffer.from(contentHash, 'hex');
      const opens = { transferCount: entry.transfers.length, contentHash: hash, metadata, requested };
      this.rows.push({
        seq: row.seq,
        entryId: uuidBytes(draft.id),
        kind: KIND_CODES[row.kind],
        amount: row.amount,
        asset: draft.asset,
        effectiveAt: draft.effectiveAt,
        recordedAt,
        refersTo: row.refersTo,
        facts: row.facts,
        debit: sideOf(row.debit),
        credit: sideOf(row.credit),
        opens: index === 0 ? opens : undefined,
      });
      for (const { account } of [row.debit, row.credit]) accounts.set(accountKey(account.path, account.asset), account);
      const hold = { debit: row.debit.account.path, credit: row.credit.account.path, isResolved: false };
      const original = { kind: row.kind, asset: draft.asset, amount: row.amount as bigint, reversed: 0n };
      originals.set(row.seq, row.kind === 'hold' ? { ...original, hold } : original);
    }
    return this;
  }

  /** Appends a note. */
  note(topic: string, hash: Buffer = sha256(topic)): this {
    const leaf = { seq: this.seq + 1n, topic, hash, recordedAt: DECIDED_AT };
    this.rows.push({ ...leaf, leafHash: noteLeafHash(leaf) });
    return this;
  }

  /** Closes the books further, or opens them again. */
  move(kind: PeriodMove['kind'], until: EpochMs | undefined): this {
    const move = { kind, until, before: this.closedUntil, by: 'anna', reason: 'it is time' };
    this.moves.set(this.seq + 1n, { ...move, noteSeq: this.seq + 1n });
    this.closedUntil = until;
    return this.note(PERIOD_TOPIC, periodHash(move));
  }

  /** Changes the transfer at `seq`. */
  spoil(seq: bigint, more: (row: StoredTransfer) => Partial<StoredTransfer>): this {
    return this.replace(seq, (row) => ({ ...row, ...more(row as StoredTransfer) }));
  }

  /** Puts something else where the row at `seq` stands. */
  replace(seq: bigint, by: (row: StoredTransfer | StoredNote) => StoredTransfer | StoredNote): this {
    this.rows = this.rows.map((row) => (row.seq === seq ? by(row) : row));
    return this;
  }

  /** Everything that does not hold, as `rule at: message`. */
  breaks(): string[] {
    const found: MoneyBreak[] = [];
    this.replay((of) => found.push(of));
    return found.map(({ rule, at, message }) => `${rule} ${at}: ${message}`);
  }

  /** The leaf hashes that a replay answers. */
  leaves(): Buffer[] {
    return this.replay(() => undefined);
  }

  private replay(report: (found: MoneyBreak) => void): Buffer[] {
    const accounts = [...this.accounts.values()].map((stored) => ({ stored, pathHash: sha256(stored.path) }));
    const replay = new Replay(accounts, report, this.moves);
    // Whatever stands at a position, behind the row that names it, too: the audit reads them by page.
    const transfers = this.rows.filter((row) => !('topic' in row)) as StoredTransfer[];
    const originals = new Map<bigint, StoredOriginal>(transfers.map((row) => [row.seq, row]));
    const leaves = this.rows.map((row) => ('topic' in row ? replay.note(row) : replay.transfer(row, originals)));
    replay.finish(this.headSeq ?? this.seq, this.closedUntil);
    return leaves;
  }
}

function sideOf({ account, prevSeq }: DecidedSide): StoredTransfer['debit'] {
  const { id, accountSeq, credits, debits } = account;
  return { accountId: id, accountSeq, prevSeq, creditsAfter: credits, debitsAfter: debits };
}
