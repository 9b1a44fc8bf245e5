import type { EntryDraft, TransferDraft } from '#modules/ledger';
import { ModelAccounts } from './model-accounts.ts';

/** A row of the log that others may refer to. */
type Row = {
  readonly seq: bigint;
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  readonly asset: string;
  readonly amount: bigint;
  reversed: bigint;
  isOpen: boolean;
};

type Known = { readonly text: string; readonly said: string };
type Sides = { readonly debit: string; readonly credit: string };

/** A refusal of the model, by its code. */
class Refused extends Error {}

/** Entries and rows that the model remembers: what is sent again or referred to must be among the latest so many. */
const REMEMBERED_ENTRIES = 50_000;
const REMEMBERED_ROWS = 100_000;

/**
 * The ledger as a reader of its README would write it in an afternoon: sums in memory, no log, no hashes, no batches. It
 * shares no code with the product, and says of every entry, word for word, what must be answered: the refusal's code, or
 * each row with its log position, accounts and amount.
 */
export class Model {
  readonly accounts = new ModelAccounts();
  seq = 0n;
  private recordedAt = Number.NEGATIVE_INFINITY;
  private closedUntil: number | undefined;
  private readonly entries = new Map<string, Known>();
  private readonly rows = new Map<bigint, Row>();
  private undos: (() => void)[] = [];

  /** What `work` says; with `isKept` false, everything it did is taken back, as when a transaction is. */
  transaction(work: (model: Model) => readonly string[], isKept: boolean): readonly string[] {
    this.undos = [];
    const said = work(this);
    if (!isKept) this.takeBack();
    return said;
  }

  /** Each entry by itself. */
  postEach(drafts: readonly EntryDraft[], now: number): string[] {
    const head = this.seq;
    return drafts.map((draft) => this.attempt(() => this.entry(draft, now, head)));
  }

  /** All entries, or the first refusal alone. Forms are looked at before anything else. */
  postAll(drafts: readonly EntryDraft[], now: number): string[] {
    if (drafts.some((draft) => this.isBroken(draft))) return ['ledger.entry_invalid'];
    const head = this.seq;
    let said: string[] = [];
    const all = this.attempt(() => {
      said = drafts.map((draft) => this.entry(draft, now, head));
      return 'all';
    });
    return all === 'all' ? said : [all];
  }

  /** A note at the next position. */
  note(now: number): string {
    this.seq += 1n;
    this.undos.push(() => (this.seq -= 1n));
    this.record(now);
    return `note ${this.seq}`;
  }

  /** Closes the books up to `until`, or opens them to there again. */
  movePeriod(kind: 'close' | 'reopen', until: number | undefined, now: number): string {
    if (until !== undefined && until > now) return 'input.invalid';
    const before = this.closedUntil;
    const [to, from] = [until ?? Number.NEGATIVE_INFINITY, before ?? Number.NEGATIVE_INFINITY];
    if (kind === 'close' ? to <= from : to >= from) return 'ledger.period_not_moved';
    this.closedUntil = until;
    this.undos.push(() => (this.closedUntil = before));
    return this.note(now);
  }

  closeAccount(path: string, asset: string): string {
    const account = this.accounts.of(path, asset);
    if (account.isClosed) return 'ledger.account_closed';
    if (!this.accounts.isEmpty(path, asset)) return 'ledger.account_not_empty';
    account.isClosed = true;
    this.undos.push(() => (account.isClosed = false));
    return 'closed';
  }

  /** Whether the form of `draft` is wrong, in one of the few ways that the simulation sends. */
  isBroken({ transfers }: EntryDraft): boolean {
    return transfers.some(
      ({ amount, debit, credit, rest, upTo }) =>
        amount <= 0n || debit === credit || (rest !== undefined && upTo !== true),
    );
  }

  /** What `work` says, or its refusal, with everything that it did taken back. */
  private attempt(work: () => string): string {
    const before = this.undos;
    this.undos = [];
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.takeBack();
      return error.message;
    } finally {
      this.undos = [...before, ...this.undos];
    }
  }

  private takeBack(): void {
    for (const undo of this.undos.toReversed()) undo();
    this.undos = [];
  }

  private entry(draft: EntryDraft, now: number, head: bigint): string {
    if (this.isBroken(draft)) throw new Refused('ledger.entry_invalid');
    const text = textOf(draft);
    const known = this.entries.get(draft.id);
    if (known !== undefined) {
      if (known.text !== text) throw new Refused('ledger.entry_id_reused');
      return `replayed ${known.said}`;
    }
    if (this.closedUntil !== undefined && draft.effectiveAt < this.closedUntil) {
      throw new Refused('ledger.period_closed');
    }
    this.mustBeOpen(draft);
    const rows = draft.transfers.flatMap((transfer) => this.transfer(transfer, draft.asset, head));
    if (rows.length === 0) throw new Refused('ledger.nothing_to_book');
    const said = `@${this.record(now)} ${rows.join(' ')}`;
    this.remember(draft.id, { text, said });
    return `posted ${said}`;
  }

  private mustBeOpen({ asset, transfers }: EntryDraft): void {
    for (const { debit, credit, rest } of transfers) {
      for (const path of [debit, credit, ...(rest === undefined ? [] : [rest.debit, rest.credit])]) {
        if (this.accounts.of(path, asset).isClosed) throw new Refused('ledger.account_closed');
      }
    }
  }

  private transfer(transfer: TransferDraft, asset: string, head: bigint): string[] {
    if (transfer.upTo !== true) return [this.row(transfer, transfer, transfer.amount, asset, head)];
    const said: string[] = [];
    const { amount, debit, credit, rest } = transfer;
    const part = least(amount, this.accounts.left(debit, 'debit', asset), this.accounts.left(credit, 'credit', asset));
    if (part > 0n) said.push(this.row(transfer, transfer, part, asset, head));
    if (rest !== undefined && part < amount) said.push(this.row(transfer, rest, amount - part, asset, head));
    return said;
  }

  private row(transfer: TransferDraft, { debit, credit }: Sides, amount: bigint, asset: string, head: bigint): string {
    const { kind = 'post', refersTo = 0n } = transfer;
    if (kind === 'reversal') this.reverse(refersTo, amount, asset, head);
    else if (kind === 'capture' || kind === 'void') this.resolve(transfer, refersTo, amount, asset, head);
    if (kind !== 'capture' && kind !== 'void') this.mustFit({ debit, credit }, amount, asset);
    if (kind === 'hold') this.hold({ debit, credit }, amount, asset);
    else if (kind !== 'void') this.undos.push(this.accounts.move(debit, credit, amount, asset));
    this.seq += 1n;
    const seq = this.seq;
    this.rows.set(seq, { seq, kind, debit, credit, asset, amount, reversed: 0n, isOpen: kind === 'hold' });
    this.undos.push(() => {
      this.rows.delete(seq);
      this.seq -= 1n;
    });
    return `${seq}:${kind}:${debit}>${credit}:${amount}:${refersTo}`;
  }

  private reverse(refersTo: bigint, amount: bigint, asset: string, head: bigint): void {
    const original = this.found(refersTo, head);
    if (original === undefined) throw new Refused('ledger.original_not_found');
    const canBe = (original.kind === 'post' || original.kind === 'capture') && original.asset === asset;
    if (!canBe) throw new Refused('ledger.original_not_reversible');
    if (original.reversed + amount > original.amount) throw new Refused('ledger.reversal_exceeds_original');
    original.reversed += amount;
    this.undos.push(() => (original.reversed -= amount));
  }

  private resolve(transfer: TransferDraft, refersTo: bigint, amount: bigint, asset: string, head: bigint): void {
    const hold = this.found(refersTo, head);
    if (hold?.kind !== 'hold') throw new Refused('ledger.hold_not_found');
    const isOurs = hold.debit === transfer.debit && hold.credit === transfer.credit && hold.asset === asset;
    if (!isOurs) throw new Refused('ledger.hold_of_others');
    if (!hold.isOpen) throw new Refused('ledger.hold_resolved');
    const isWithin = transfer.kind === 'void' ? amount === hold.amount : amount <= hold.amount;
    if (!isWithin) throw new Refused('ledger.hold_exceeded');
    hold.isOpen = false;
    this.undos.push(() => (hold.isOpen = true));
    this.hold(hold, -hold.amount, asset);
  }

  private hold({ debit, credit }: Sides, amount: bigint, asset: string): void {
    this.undos.push(this.accounts.hold(debit, credit, amount, asset));
  }

  private mustFit({ debit, credit }: Sides, amount: bigint, asset: string): void {
    const most = least(this.accounts.left(debit, 'debit', asset), this.accounts.left(credit, 'credit', asset));
    if (amount > most) throw new Refused('ledger.insufficient_funds');
  }

  /** What was booked before this transaction; nobody can name what is not there yet. */
  private found(seq: bigint, head: bigint): Row | undefined {
    return seq <= head ? this.rows.get(seq) : undefined;
  }

  /** Recorded time never goes back, whatever a clock says. */
  private record(now: number): number {
    const before = this.recordedAt;
    this.undos.push(() => (this.recordedAt = before));
    this.recordedAt = Math.max(before, now);
    return this.recordedAt;
  }

  private remember(id: string, known: Known): void {
    this.entries.set(id, known);
    this.undos.push(() => this.entries.delete(id));
    if (this.entries.size > REMEMBERED_ENTRIES) this.entries.delete(first(this.entries));
    if (this.rows.size > REMEMBERED_ROWS) for (let n = 0; n < 100; n += 1) this.rows.delete(first(this.rows));
  }
}

function first<Key>(map: ReadonlyMap<Key, unknown>): Key {
  return map.keys().next().value as Key;
}

function least(...amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => (a < b ? a : b));
}

function textOf(draft: EntryDraft): string {
  return JSON.stringify(draft, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
