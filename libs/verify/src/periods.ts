// Rule I11, replayed from nothing: the books are closed up to an instant, and every move of it is a leaf of the log.
import { toHex, utf8 } from './bytes.ts';
import type { NoteLeaf } from './leaf.ts';
import type { ExportedPeriod } from './ledger-export.ts';
import { sha256 } from './sha256.ts';

/** Topic of the notes that fix the moves. */
const PERIOD_TOPIC = 'ledger.period';

/** Until when exported books are closed at each place in their log, and what takes effect in spite of it. */
export class Periods {
  /** Milliseconds since 1970; null: everything is open. */
  closedUntil: bigint | null = null;
  moves = 0;

  constructor(private readonly broken: (rule: string, at: string, message: string) => void) {}

  /** A closing or re-opening: its note has its hash, and it goes on from where the books were closed. Answers the note. */
  move(period: ExportedPeriod): NoteLeaf {
    const { seq, recorded_at, hash, kind } = period;
    const at = `position ${seq}`;
    const [until, before] = [instantOf(period.until), instantOf(period.before)];
    if (toHex(periodHash(period)) !== hash) this.broken('I11', at, 'has another hash than its move of a period');
    if (before !== this.closedUntil) {
      this.broken('I11', at, `moves from ${said(before)}, but the books are closed until ${said(this.closedUntil)}`);
    }
    const isLater = until !== null && (before === null || until > before);
    const isEarlier = before !== null && (until === null || until < before);
    if (kind === 'close' ? !isLater : !isEarlier) this.broken('I11', at, `is a ${kind} that goes the other way`);
    this.closedUntil = until;
    this.moves += 1;
    return { kind: 'note', seq, topic: PERIOD_TOPIC, hash, recorded_at };
  }

  /** A note that moves a period without saying which is no note of these books. */
  note({ seq, topic }: { readonly seq: string; readonly topic: string }): void {
    if (topic === PERIOD_TOPIC) this.broken('I11', `position ${seq}`, 'moves a period and does not say how');
  }

  /** A transfer must not take effect in what is closed where it stands. */
  check(seq: string, effectiveAt: string): void {
    if (this.closedUntil === null || BigInt(effectiveAt) >= this.closedUntil) return;
    this.broken(
      'I11',
      `transfer ${seq}`,
      `takes effect at ${effectiveAt}, the books are closed until ${this.closedUntil}`,
    );
  }
}

/** Hash of a move's note: SHA-256 of its five parts a line each; instants in milliseconds, nothing for none. */
function periodHash({ kind, until, before, by, reason }: ExportedPeriod): Uint8Array {
  return sha256(utf8([kind, until ?? '', before ?? '', by, reason].join('\n')));
}

function instantOf(decimal: string | null): bigint | null {
  return decimal === null ? null : BigInt(decimal);
}

function said(instant: bigint | null): string {
  return instant === null ? 'nothing' : String(instant);
}
