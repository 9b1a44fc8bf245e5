import type { EntryDraft, TransferDraft } from '#modules/ledger';

type Balance = { amount: bigint; held: bigint };
type Hold = { readonly draft: TransferDraft; isOpen: boolean };

/**
 * The ledger as a reader of its README would write it in an afternoon: sums in memory, no log, no hashes. It shares no
 * code with the product. Every account but `source` has the limit 0 and grows on its credit side.
 */
export class Model {
  private readonly balances = new Map<string, Balance>();
  private readonly contents = new Map<string, string>();
  private readonly holds = new Map<bigint, Hold>();

  constructor(private readonly source: string) {}

  /** What must come of `draft`: a code, or `posted`, or `replayed`. Changes nothing. */
  expect(draft: EntryDraft): string {
    const known = this.contents.get(draft.id);
    if (known !== undefined) return known === textOf(draft) ? 'replayed' : 'ledger.entry_id_reused';
    const [transfer] = draft.transfers as readonly [TransferDraft];
    const { kind = 'post', amount } = transfer;
    if (kind === 'capture' || kind === 'void') {
      const hold = this.holds.get(transfer.refersTo ?? 0n);
      if (hold === undefined) return 'ledger.hold_not_found';
      if (hold.draft.debit !== transfer.debit || hold.draft.credit !== transfer.credit) return 'ledger.hold_of_others';
      if (!hold.isOpen) return 'ledger.hold_resolved';
      const isWithin = kind === 'void' ? amount === hold.draft.amount : amount <= hold.draft.amount;
      return isWithin ? 'posted' : 'ledger.hold_exceeded';
    }
    if (transfer.debit === this.source) return 'posted';
    const { amount: has, held } = this.balance(transfer.debit);
    return has - held >= amount ? 'posted' : 'ledger.insufficient_funds';
  }

  /** Books `draft`, which was posted at log position `seq`. */
  book(draft: EntryDraft, seq: bigint): void {
    this.contents.set(draft.id, textOf(draft));
    const [transfer] = draft.transfers as readonly [TransferDraft];
    const { kind = 'post', amount } = transfer;
    const from = this.balance(transfer.debit);
    const to = this.balance(transfer.credit);
    if (kind === 'hold') {
      from.held += amount;
      this.holds.set(seq, { draft: transfer, isOpen: true });
      return;
    }
    const hold = this.holds.get(transfer.refersTo ?? 0n);
    if (hold !== undefined && (kind === 'capture' || kind === 'void')) {
      hold.isOpen = false;
      from.held -= hold.draft.amount;
    }
    if (kind === 'void') return;
    from.amount -= amount;
    to.amount += amount;
  }

  /** Every account with what it has; the source's is below zero. */
  all(): ReadonlyMap<string, Readonly<Balance>> {
    return this.balances;
  }

  /** Log positions of all holds, open or not. */
  holdsOf(): readonly [bigint, Hold][] {
    return [...this.holds];
  }

  private balance(path: string): Balance {
    let found = this.balances.get(path);
    if (found === undefined) {
      found = { amount: 0n, held: 0n };
      this.balances.set(path, found);
    }
    return found;
  }
}

function textOf(draft: EntryDraft): string {
  return JSON.stringify(draft, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
