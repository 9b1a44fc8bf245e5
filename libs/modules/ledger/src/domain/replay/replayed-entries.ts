import { sha256, uuidOf } from '#kernel';
import { KIND_CODES } from '../entry.ts';
import type { TransferContent } from '../entry-content.ts';
import { isBooking } from './is-booking.ts';
import { type Broken, type StoredEntry, type StoredTransfer, atTransfer } from './stored.ts';

const NO_HASH = Buffer.alloc(32);
/** By code. */
const KIND_NAMES = new Map(Object.entries(KIND_CODES).map(([name, code]) => [code as number, name]));

/** The entry in hand: its rows so far, as requests for exactly what they booked. */
type OpenEntry = {
  readonly of: StoredEntry;
  readonly first: StoredTransfer;
  /** Canonical JSON (RFC 8785) of the rows, without brackets. */
  rows: string;
  count: number;
  /** The rows themselves; only where something else was asked for than was booked. */
  readonly booked: TransferContent[];
};

/** The entries of a log that is replayed: each comes whole and is what its content hash says (I8). */
export class ReplayedEntries {
  private open: OpenEntry | undefined;

  constructor(private readonly broken: Broken) {}

  /** Opens the entry of a first row; the one before is over. */
  begin(first: StoredTransfer, of: StoredEntry): void {
    this.close();
    this.open = { of, first, rows: '', count: 0, booked: [] };
  }

  /** Takes a row with the paths of its accounts, and answers the content hash of its entry. */
  take(row: StoredTransfer, debit: string, credit: string): Buffer {
    this.checkMembership(row);
    const { open } = this;
    if (open === undefined) return NO_HASH;
    open.count += 1;
    if (open.of.requested !== null) open.booked.push(contentOf(row, debit, credit));
    else open.rows += `${open.count > 1 ? ',' : ''}${rowText(row, debit, credit)}`;
    return open.of.contentHash ?? NO_HASH;
  }

  /** The entry in hand is over: it must be whole, and what its hash says. */
  close(): void {
    if (this.open === undefined) return;
    const { of: entry, first, rows, count, booked } = this.open;
    this.open = undefined;
    if (count !== entry.transferCount) {
      this.broken('I8', atEntry(first), `has ${count} of ${entry.transferCount} transfers`);
    }
    // The stored texts are what was hashed, byte for byte: they need not be parsed to be checked.
    const content =
      `{"asset":${JSON.stringify(first.asset)},"effective_at":"${first.effectiveAt}","id":"${uuidOf(first.entryId)}",` +
      `"metadata":${entry.metadata},"transfers":${entry.requested ?? `[${rows}]`}}`;
    if (entry.contentHash === null || !sha256(content).equals(entry.contentHash)) {
      this.broken('I8', atEntry(first), 'has another content hash than its content');
    }
    if (entry.requested !== null) this.checkRequest(entry.requested, booked, first);
  }

  private checkMembership(row: StoredTransfer): void {
    const first = this.open?.first;
    if (first === row) return;
    if (first === undefined || !row.entryId.equals(first.entryId)) {
      this.broken('I8', atTransfer(row), 'is no row of the entry before it');
    } else if (row.effectiveAt !== first.effectiveAt || row.recordedAt !== first.recordedAt) {
      this.broken('I8', atTransfer(row), 'has other times than its entry');
    }
  }

  /** Whether the rows are what "up to" amounts may have become. */
  private checkRequest(requested: string, booked: readonly TransferContent[], first: StoredTransfer): void {
    let asked: readonly TransferContent[];
    try {
      asked = JSON.parse(requested) as readonly TransferContent[];
    } catch {
      return this.broken('I8', atEntry(first), 'has texts that are not JSON'); // Somebody changed it.
    }
    if (!isBooking(asked, booked)) this.broken('I8', atEntry(first), 'booked something else than was asked for');
  }
}

function atEntry({ entryId, seq }: StoredTransfer): string {
  return `entry ${uuidOf(entryId)} at ${seq}`;
}

/** The row as a request for exactly it. */
function contentOf(row: StoredTransfer, debit: string, credit: string): TransferContent {
  return {
    amount: String(row.amount),
    credit,
    debit,
    facts: factsOf(row),
    kind: (KIND_NAMES.get(row.kind) ?? '') as TransferContent['kind'],
    refers_to: String(row.refersTo),
    rest: null,
    up_to: false,
  };
}

/** The same as canonical JSON; nothing in it needs escaping. */
function rowText(row: StoredTransfer, debit: string, credit: string): string {
  return (
    `{"amount":"${row.amount}","credit":"${credit}","debit":"${debit}","facts":"${factsOf(row)}",` +
    `"kind":"${KIND_NAMES.get(row.kind) ?? ''}","refers_to":"${row.refersTo}","rest":null,"up_to":false}`
  );
}

function factsOf({ facts }: StoredTransfer): string {
  return facts === undefined ? '' : Buffer.from(facts).toString('hex');
}
