import { uuidOf } from '#kernel';
import { transferKindOf } from '../entry.ts';
import type { StoredNote, StoredPeriodMove, StoredTransfer } from '../replay.ts';
import { type ExportedCheckpoint, type ExportedEntry, LedgerFormat } from './exported.ts';

/**
 * `provisio.ledger.v1`: one JSON object a line, everything that an audit needs and nothing else. `libs/verify` reads it
 * (`auditLedger`). Amounts, positions and milliseconds are decimal strings, bytes lower-case hex.
 */
export class JsonLines extends LedgerFormat {
  override begin(): string[] {
    const { origin, publicKey, size, accounts } = this.books;
    const head = { format: 'provisio.ledger.v1', origin, public_key: publicKey, size: String(size) };
    const opened = [...accounts.values()].map(({ path, asset, naturalSide, minBalance, owner }) => ({
      account: {
        path,
        asset,
        natural_side: naturalSide,
        min_balance: minBalance === null ? null : String(minBalance),
        owner,
      },
    }));
    return [{ ledger: head }, ...opened].map((line) => JSON.stringify(line));
  }

  override entry(rows: ExportedEntry): string[] {
    const [first] = rows;
    const { opens } = first;
    const requested = opens?.requested ?? null;
    // Written by hand, because the texts of metadata and request must stay the bytes that were hashed.
    const content =
      `{"asset":${JSON.stringify(first.asset)},"effective_at":"${first.effectiveAt}","id":"${uuidOf(first.entryId)}",` +
      `"metadata":${opens?.metadata ?? 'null'},"transfers":${requested ?? JSON.stringify(rows.map((row) => this.asked(row)))}}`;
    return [`{"entry":${content},"leaves":${JSON.stringify(rows.map((row) => this.leaf(row)))}}`];
  }

  override note({ seq, topic, hash, recordedAt }: StoredNote, move: StoredPeriodMove | undefined): string[] {
    const leaf = { seq: String(seq), hash: hex(hash), recorded_at: String(recordedAt) };
    return [
      JSON.stringify(move === undefined ? { note: { ...leaf, topic } } : { period: { ...leaf, ...moveOf(move) } }),
    ];
  }

  override checkpoint({ size, root, signedNote }: ExportedCheckpoint): string[] {
    return [JSON.stringify({ checkpoint: { size: String(size), root: hex(root), signed_note: signedNote } })];
  }

  override end(): string[] {
    const totals = [...this.books.accounts.values()].map((of) => ({
      balance: {
        path: of.path,
        asset: of.asset,
        debits: String(of.debits),
        credits: String(of.credits),
        pending_debits: String(of.pendingDebits),
        pending_credits: String(of.pendingCredits),
        account_seq: String(of.accountSeq),
        last_seq: String(of.lastSeq),
      },
    }));
    return [...totals, { end: { size: String(this.books.size) } }].map((line) => JSON.stringify(line));
  }

  /** The row as a request for exactly it, members in the order of RFC 8785. */
  private asked(row: StoredTransfer): object {
    return {
      amount: String(row.amount),
      credit: this.account(row.credit.accountId).path,
      debit: this.account(row.debit.accountId).path,
      facts: hex(row.facts),
      kind: transferKindOf(row.kind),
      refers_to: String(row.refersTo),
      rest: null,
      up_to: false,
    };
  }

  private leaf(row: StoredTransfer): object {
    return {
      seq: String(row.seq),
      transfer_kind: transferKindOf(row.kind),
      amount: String(row.amount),
      recorded_at: String(row.recordedAt),
      refers_to: String(row.refersTo),
      facts: hex(row.facts),
      debit: this.side(row.debit),
      credit: this.side(row.credit),
    };
  }

  private side({ accountId, accountSeq, prevSeq, creditsAfter, debitsAfter }: StoredTransfer['debit']): object {
    return {
      path: this.account(accountId).path,
      account_seq: String(accountSeq),
      prev_seq: String(prevSeq),
      credits_after: String(creditsAfter),
      debits_after: String(debitsAfter),
    };
  }
}

function moveOf({ kind, until, before, by, reason }: StoredPeriodMove): object {
  return {
    kind,
    until: until === undefined ? null : String(until),
    before: before === undefined ? null : String(before),
    by,
    reason,
  };
}

function hex(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('hex');
}
