/** Sums of one account in one asset. */
type Sums = { debits: bigint; credits: bigint; heldDebits: bigint; heldCredits: bigint; isClosed: boolean };

type Side = 'debit' | 'credit';

/** As much as anything: what an account without a limit can give. */
const ENDLESS = 1n << 100n;

/** The chart of the accounts that the simulation uses: which side makes an account grow, and whether it may go below zero. */
const CHART: readonly { readonly path: RegExp; readonly grows: Side; readonly mayOwe?: true }[] = [
  { path: /^suspense$|^platform:/, grows: 'credit', mayOwe: true },
  { path: /^custody:bank:/, grows: 'debit', mayOwe: true },
  { path: /:receivable$/, grows: 'debit' },
  { path: /^(org|payee|tax|fx):/, grows: 'credit' },
];

/** Balances as sums, kept by hand. */
export class ModelAccounts {
  private readonly sums = new Map<string, Sums>();
  private readonly lines = new Map<string, (typeof CHART)[number]>();

  of(path: string, asset: string): Sums {
    const key = `${path} ${asset}`;
    let found = this.sums.get(key);
    if (found === undefined) {
      found = { debits: 0n, credits: 0n, heldDebits: 0n, heldCredits: 0n, isClosed: false };
      this.sums.set(key, found);
    }
    return found;
  }

  /** What can still be taken on `side` before the account's limit, open holds counted. */
  left(path: string, side: Side, asset: string): bigint {
    const { grows, mayOwe } = this.line(path);
    if (grows === side || mayOwe === true) return ENDLESS;
    const { heldDebits, heldCredits } = this.of(path, asset);
    const left = this.balance(path, asset) - (side === 'debit' ? heldDebits : heldCredits);
    return left > 0n ? left : 0n;
  }

  /** Moves `amount`; answers how to take it back. */
  move(debit: string, credit: string, amount: bigint, asset: string): () => void {
    const [from, to] = [this.of(debit, asset), this.of(credit, asset)];
    from.debits += amount;
    to.credits += amount;
    return () => {
      from.debits -= amount;
      to.credits -= amount;
    };
  }

  /** Reserves `amount`, or gives it back when it is below zero; answers how to take that back. */
  hold(debit: string, credit: string, amount: bigint, asset: string): () => void {
    const [from, to] = [this.of(debit, asset), this.of(credit, asset)];
    from.heldDebits += amount;
    to.heldCredits += amount;
    return () => {
      from.heldDebits -= amount;
      to.heldCredits -= amount;
    };
  }

  isEmpty(path: string, asset: string): boolean {
    const { debits, credits, heldDebits, heldCredits } = this.of(path, asset);
    return debits === credits && heldDebits === 0n && heldCredits === 0n;
  }

  /** Balance on the side that makes it grow. */
  balance(path: string, asset: string): bigint {
    const { debits, credits } = this.of(path, asset);
    return this.line(path).grows === 'credit' ? credits - debits : debits - credits;
  }

  /** Every open account as path and asset; a closed one was empty, and nothing goes there any more. */
  open(): readonly (readonly [path: string, asset: string])[] {
    const open = [...this.sums].filter(([, { isClosed }]) => !isClosed);
    return open.map(([key]) => key.split(' ') as [string, string]);
  }

  private line(path: string): (typeof CHART)[number] {
    let found = this.lines.get(path);
    if (found === undefined) {
      found = CHART.find((line) => line.path.test(path));
      if (found === undefined) throw new Error(`the model does not know ${path}`);
      this.lines.set(path, found);
    }
    return found;
  }
}
