import { type Asset, type EpochMs, type Id, type IsoDate, type SeededRandom, asset, minor, newId } from '#kernel';
import {
  type AccountPath,
  type Conversion,
  type EntryDraft,
  type PostedEntry,
  type TransferDraft,
  accounts,
} from '#modules/ledger';

/** When the simulation begins. */
export const START = Date.UTC(2026, 0, 1);
/** Assets of the simulation; the registry has the first from the beginning. */
export const ASSETS = [asset('GBPT/2'), asset('EURT/2')] as const;

const DAY_MS = 86_400_000;
/** Effective times are drawn from so many days before and after the start. */
const DAYS = 20;
/** So many accounts have most of the traffic. */
const PLAIN_PATHS = 6;
/** What of an ordinary batch has to be asked for, or may have changed without a trace in the log. */
const ODD = ['again', 'other asset', 'resolution', 'empty account'] as const;
const LIQUIDITY: Record<string, AccountPath> = {
  'GBPT/2': accounts.fxLiquidity('gbpt'),
  'EURT/2': accounts.fxLiquidity('eurt'),
};

/** One thing that somebody does to the ledger: one transaction. */
export type Deed =
  | { readonly kind: 'each'; readonly drafts: readonly EntryDraft[] }
  | { readonly kind: 'all'; readonly drafts: readonly EntryDraft[] }
  | { readonly kind: 'convert'; readonly conversion: Conversion; readonly drafts: readonly [EntryDraft, EntryDraft] }
  | { readonly kind: 'note'; readonly hash: Uint8Array }
  | { readonly kind: 'move'; readonly to: 'close' | 'reopen'; readonly day: IsoDate | null }
  | { readonly kind: 'close'; readonly path: AccountPath; readonly asset: Asset };

/** A deed, and how its sender's clock stands. */
export type Step = {
  readonly deed: Deed;
  /** Its sender never hears what was answered. */
  readonly isReplyLost: boolean;
  /** Its sender sends it twice, without waiting. */
  readonly isTwice: boolean;
  readonly clockMs: number;
};

/** The last so many of something, to pick from. */
class Recent<T> {
  private readonly items: T[] = [];
  private at = 0;

  constructor(private readonly most: number) {}

  add(item: T): void {
    this.items[this.at] = item;
    this.at = (this.at + 1) % this.most;
  }

  pick(random: SeededRandom): T | undefined {
    return this.items.length === 0 ? undefined : random.pick(this.items);
  }
}

type Reference = { readonly seq: bigint; readonly debit: AccountPath; readonly credit: AccountPath; amount: bigint };
type Filed = Reference & { readonly asset: Asset };

/** Draws what happens next from a seed and from what has been answered so far; nothing else. */
export class Draws {
  private readonly sent = new Recent<EntryDraft>(4_000);
  private readonly plain = new Recent<EntryDraft>(200);
  private readonly conversions = new Recent<Conversion>(30);
  private readonly moved = new Recent<Filed>(2_000);
  private readonly holds = new Recent<Filed>(300);
  private readonly again: { readonly at: number; readonly deed: Deed }[] = [];
  private readonly paths: readonly AccountPath[];
  private readonly plainPaths: readonly AccountPath[];
  private step = 0;
  private isQuiet = false;
  private moodEnds = 0;

  constructor(private readonly random: SeededRandom) {
    const ids = Array.from({ length: 6 }, () => this.id<'Organisation'>());
    this.paths = ids.flatMap((id, n) =>
      n < 3
        ? [accounts.prepaid(id), accounts.prepaid(id), accounts.leased(id), accounts.receivable(id)]
        : [accounts.pending(id), accounts.payable(id), accounts.payable(id)],
    );
    this.plainPaths = this.paths.filter((path) => !path.endsWith(':receivable')).slice(0, PLAIN_PATHS);
  }

  /** The next thing that happens. */
  next(): Step {
    this.step += 1;
    const { random } = this;
    const jump = random.chance(0.1) ? random.between(-DAY_MS, DAY_MS) : random.between(0, 50);
    const [isReplyLost, isTwice] = [random.chance(0.1), random.chance(0.02)];
    const deed = this.dueAgain() ?? this.fresh();
    return { deed, isReplyLost, isTwice, clockMs: START + 7 * this.step + jump };
  }

  /** Whoever got no answer to `deed` sends it again, `after` so many steps, and not in the same order. */
  sendAgain(deed: Deed, after: number = this.random.between(1, 12)): void {
    if (deed.kind === 'note' || deed.kind === 'move' || deed.kind === 'close') return; // Those look first; here they do not.
    const at = this.step + after;
    if (deed.kind !== 'each') return void this.again.push({ at, deed });
    const drafts = this.shuffled(deed.drafts);
    const cut = this.random.chance(0.5) ? drafts.length >> 1 : 0;
    for (const part of [drafts.slice(cut), drafts.slice(0, cut)]) {
      if (part.length > 0) this.again.push({ at, deed: { kind: 'each', drafts: part } });
    }
  }

  private shuffled<T>(items: readonly T[]): T[] {
    const ranked = items.map((item) => ({ item, rank: this.random.uint32() }));
    return ranked.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
  }

  /** Remembers what was booked of `draft`, so that it can be reversed, captured and voided. */
  heard(draft: EntryDraft, { replayed, transfers }: PostedEntry): void {
    if (replayed) return;
    for (const { seq, kind, debit, credit, amount } of transfers) {
      const filed = { seq, debit, credit, amount, asset: draft.asset };
      if (kind === 'hold') this.holds.add(filed);
      else if (this.random.chance(0.2)) this.moved.add(filed);
    }
  }

  private dueAgain(): Deed | undefined {
    const index = this.again.findIndex(({ at }) => at <= this.step);
    return index === -1 ? undefined : this.again.splice(index, 1)[0]?.deed;
  }

  private fresh(): Deed {
    const { random } = this;
    // A poster sends half of what is large ahead of the rest.
    const size = random.chance(0.1) ? random.between(24, 40) : random.between(1, 6);
    if (this.random.chance(0.01)) return { kind: 'close', path: this.empty(), asset: ASSETS[0] };
    if (this.isPlain()) return { kind: 'each', drafts: this.plainBatch(size) };
    const at = random.between(1, 100);
    if (at <= 80) return { kind: 'each', drafts: this.batch(random.between(1, 12), true) };
    if (at <= 88) return { kind: 'all', drafts: this.batch(random.between(1, 4), false) };
    if (at <= 93) return this.convert();
    if (at <= 95) return { kind: 'note', hash: this.bytes(32) };
    if (at <= 98) return this.move();
    return this.close();
  }

  private batch(size: number, mayBeBroken: boolean): EntryDraft[] {
    const drafts: EntryDraft[] = [];
    for (let n = 0; n < size; n += 1) {
      const isTwice = drafts.length > 0 && this.random.chance(0.03);
      drafts.push(isTwice ? this.random.pick(drafts) : this.draft(mayBeBroken));
    }
    return drafts;
  }

  /** Times in which nobody does anything unusual, and others. */
  private isPlain(): boolean {
    if (this.step >= this.moodEnds) {
      this.isQuiet = !this.isQuiet;
      this.moodEnds = this.step + (this.isQuiet ? this.random.between(10, 120) : this.random.between(5, 25));
    }
    return this.isQuiet ? this.random.chance(0.97) : this.random.chance(0.1);
  }

  /** What is sent most: between accounts that everybody knows, most of it covered; a poster decides it without asking. */
  private plainBatch(size: number): EntryDraft[] {
    const { random } = this;
    const odd = random.chance(0.2) ? random.pick(ODD) : undefined;
    const of = odd === 'other asset' ? ASSETS[1] : ASSETS[0];
    if (odd === 'empty account' && random.chance(0.5)) this.closeSoon();
    return Array.from({ length: size }, () => {
      const isOdd = random.chance(0.3);
      const earlier = isOdd && odd === 'again' ? this.earlier(this.plain) : undefined;
      if (earlier !== undefined) return earlier;
      const transfer = isOdd ? this.oddTransfer(odd) : this.plainTransfer();
      const draft = this.newDraft(of, [transfer], START + random.between(1, DAYS) * DAY_MS);
      this.plain.add(draft);
      return draft;
    });
  }

  private plainTransfer(): TransferDraft {
    const { random } = this;
    const at = random.between(1, 100);
    const debit = random.pick(this.plainPaths);
    const credit = random.pick(this.plainPaths.filter((path) => path !== debit));
    const amount = minor(BigInt(random.between(1, 100)));
    if (at <= 8) return { debit, credit, amount, kind: 'hold' };
    if (at <= 60) return { debit: accounts.suspense(), credit, amount: minor(10n * amount) };
    const rest = { debit: accounts.suspense(), credit };
    return at <= 80 ? { debit, credit, amount, upTo: true, rest } : { debit, credit, amount };
  }

  /** Closes the account that is named now, and names it once more. */
  private closeSoon(): void {
    const path = this.empty();
    const at = this.step + this.random.between(1, 3);
    const once = this.newDraft(ASSETS[0], [this.oddTransfer('empty account')], START + DAY_MS);
    this.again.push({ at, deed: { kind: 'close', path, asset: ASSETS[0] } });
    this.again.push({ at: at + this.random.between(1, 3), deed: { kind: 'each', drafts: [once] } });
  }

  private oddTransfer(odd: (typeof ODD)[number] | undefined): TransferDraft {
    if (odd === 'resolution') return this.resolution(ASSETS[0]);
    if (odd !== 'empty account') return this.plainTransfer();
    const credit = this.random.pick(this.plainPaths);
    const amount = minor(BigInt(this.random.between(1, 100)));
    return { debit: this.empty(), credit, amount, upTo: true, rest: { debit: accounts.suspense(), credit } };
  }

  /** One of those that never hold anything and are closed after a while. */
  private empty(): AccountPath {
    return accounts.withheld(`e${Math.floor(this.step / 60)}`);
  }

  private draft(mayBeBroken: boolean): EntryDraft {
    const { random } = this;
    const earlier = random.chance(0.12) ? this.earlier(this.sent) : undefined;
    if (earlier !== undefined) return earlier;
    const of = random.chance(0.8) ? ASSETS[0] : ASSETS[1];
    const transfers = Array.from({ length: random.chance(0.7) ? 1 : random.between(2, 4) }, () => this.transfer(of));
    const draft = this.newDraft(of, transfers, this.effectiveAt());
    return mayBeBroken && random.chance(0.01) ? this.broken(draft) : draft;
  }

  /** One that was sent before, or its id with other content. */
  private earlier(from: Recent<EntryDraft>): EntryDraft | undefined {
    const earlier = from.pick(this.random);
    return earlier === undefined || this.random.chance(0.75) ? earlier : { ...earlier, metadata: { reason: 'forged' } };
  }

  private newDraft(of: Asset, transfers: readonly TransferDraft[], effectiveAt: number): EntryDraft {
    const draft: EntryDraft = {
      id: this.id<'Entry'>(),
      asset: of,
      effectiveAt: effectiveAt as EpochMs,
      transfers,
      metadata: { reason: 'simulation', step: this.step },
    };
    this.sent.add(draft);
    return draft;
  }

  private broken(draft: EntryDraft): EntryDraft {
    const [transfer, ...others] = draft.transfers as readonly [TransferDraft, ...TransferDraft[]];
    const broken = this.random.chance(0.5)
      ? { ...transfer, amount: 0n as TransferDraft['amount'] }
      : { ...transfer, credit: transfer.debit };
    return { ...draft, transfers: [broken, ...others] };
  }

  private transfer(of: Asset): TransferDraft {
    const { random } = this;
    const at = random.between(1, 100);
    if (at <= 10) return this.reversal(of);
    if (at <= 20) return this.resolution(of);
    const [debit, credit] = this.sides();
    const amount = minor(BigInt(random.between(1, 1_000)));
    if (at <= 45) return { debit: accounts.suspense(), credit, amount };
    if (at <= 48) return { debit: accounts.bank('treasury'), credit: LIQUIDITY[of] ?? credit, amount };
    if (at <= 50) return { debit, credit: accounts.suspense(), amount: minor(1_000_000n), upTo: true };
    if (at <= 58) return { debit, credit, amount, kind: 'hold', ...(random.chance(0.2) ? { upTo: true } : {}) };
    if (at <= 68) return { debit, credit, amount, upTo: true };
    if (at > 78) return { debit, credit, amount };
    return { debit, credit, amount, upTo: true, rest: { debit: accounts.suspense(), credit: this.tax() } };
  }

  /** Of something that was moved, mostly; of nothing now and then. */
  private reversal(of: Asset): TransferDraft {
    const { random } = this;
    const original = this.filed(random.chance(0.97) ? this.moved : this.holds, of);
    const { seq, debit, credit, amount } = original ?? this.nothing();
    const part = random.chance(0.5) ? amount : BigInt(random.between(1, 700));
    return { debit: credit, credit: debit, amount: minor(part), kind: 'reversal', refersTo: seq, ...this.maybeUpTo() };
  }

  private maybeUpTo(): Partial<TransferDraft> {
    return this.random.chance(0.3) ? { upTo: true } : {};
  }

  private resolution(of: Asset): TransferDraft {
    const { random } = this;
    const hold = this.filed(random.chance(0.95) ? this.holds : this.moved, of) ?? this.nothing();
    const { seq, debit, credit, amount } = hold;
    const sides = random.chance(0.97) ? { debit, credit } : { debit: credit, credit: debit };
    if (random.chance(0.4)) return { ...sides, amount: minor(amount), kind: 'void', refersTo: seq };
    const captured = random.chance(0.6) ? amount : BigInt(random.between(1, 1_000));
    return { ...sides, amount: minor(captured), kind: 'capture', refersTo: seq };
  }

  /** One of them, mostly of the wanted asset. */
  private filed(from: Recent<Filed>, of: Asset): Filed | undefined {
    let found = from.pick(this.random);
    for (let tries = 1; tries < 4 && found?.asset !== of; tries += 1) found = from.pick(this.random);
    return found;
  }

  private nothing(): Reference {
    const [debit, credit] = this.sides();
    return { seq: 10n ** 15n + BigInt(this.step), debit, credit, amount: 7n };
  }

  private convert(): Deed {
    const { random } = this;
    const earlier = random.chance(0.1) ? this.conversions.pick(random) : undefined;
    const [from, to] = random.chance(0.5) ? ASSETS : [ASSETS[1], ASSETS[0]];
    const [given, received] = this.sides();
    const conversion: Conversion = earlier ?? {
      id: this.id<'Conversion'>(),
      from: { account: given, asset: from },
      to: { account: received, asset: to },
      amount: minor(BigInt(random.between(1, 300))),
      quote: {
        numerator: BigInt(random.between(1, 500)),
        denominator: BigInt(random.between(1, 500)),
        source: 'simulation',
        quotedAt: START as EpochMs,
      },
      effectiveAt: this.effectiveAt(),
    };
    const sent = earlier !== undefined && random.chance(0.2) ? { ...earlier, amount: minor(301n) } : conversion;
    // Once: what is picked again and again would outlive the model's memory.
    if (earlier === undefined) this.conversions.add(conversion);
    return { kind: 'convert', conversion: sent, drafts: draftsOf(sent) };
  }

  private move(): Deed {
    const { random } = this;
    const to = random.chance(0.5) ? 'close' : 'reopen';
    if (to === 'reopen' && random.chance(0.3)) return { kind: 'move', to, day: null };
    // A day that has begun or will tomorrow, most of them long ago: or nothing could be booked any more.
    const days = random.chance(0.9) ? random.between(-DAYS, -DAYS / 2) : random.between(-DAYS / 2, 2);
    return { kind: 'move', to, day: new Date(START + days * DAY_MS).toISOString().slice(0, 10) as IsoDate };
  }

  /** One of the accounts that are used for a while and then never again. */
  private close(): Deed {
    return { kind: 'close', path: this.tax(), asset: this.random.pick(ASSETS) };
  }

  private tax(): AccountPath {
    return accounts.withheld(`t${Math.floor(this.step / 500)}-${this.random.between(1, 20)}`);
  }

  private sides(): [AccountPath, AccountPath] {
    const debit = this.random.pick(this.paths);
    for (;;) {
      const credit = this.random.chance(0.1) ? this.tax() : this.random.pick(this.paths);
      if (credit !== debit) return [debit, credit];
    }
  }

  private effectiveAt(): EpochMs {
    return (START + this.random.between(-DAYS * DAY_MS, DAYS * DAY_MS)) as EpochMs;
  }

  private id<Kind extends string>(): Id<Kind> {
    return newId<Kind>(START as EpochMs, this.bytes(16));
  }

  private bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.random.uint32() & 0xff);
  }
}

/** The two entries that a conversion stands for, as the model sees them: it knows nothing of their ids and metadata. */
function draftsOf({ id, from, to, amount, quote, effectiveAt }: Conversion): readonly [EntryDraft, EntryDraft] {
  const received = (amount * quote.numerator) / quote.denominator;
  const draft = (side: string, of: Asset, debit: AccountPath, credit: AccountPath, sum: bigint): EntryDraft => ({
    id: `${id} ${side}` as Id<'Entry'>,
    asset: of,
    effectiveAt,
    transfers: [{ debit, credit, amount: sum as TransferDraft['amount'] }],
    metadata: { amount: String(amount) },
  });
  return [
    draft('from', from.asset, from.account, LIQUIDITY[from.asset] as AccountPath, amount),
    draft('to', to.asset, LIQUIDITY[to.asset] as AccountPath, to.account, received),
  ];
}
