import { BadInput } from './bad-input.ts';
import { type AuditBreak, Books } from './books.ts';
import { toHex } from './bytes.ts';
import { parseCheckpoint, parseVerifierKey, verifyCheckpoint } from './checkpoint.ts';
import { type Ed25519, webCryptoEd25519 } from './ed25519.ts';
import { GrowingTree } from './growing-tree.ts';
import { contentHash, leafHash } from './leaf.ts';
import { Periods } from './periods.ts';
import { withoutControls } from './report.ts';
import { type ExportLine, type ExportedContent, type ExportedLeaf, readExportLine } from './ledger-export.ts';

/** A head of the log that was published where its operator cannot change it, such as by an anchor contract. */
export type PublishedHead = { readonly size: bigint; readonly root: string; readonly where: string };

/** What an audit may be given. */
export type AuditOptions = {
  readonly published?: readonly PublishedHead[];
  /** The log's key that is trusted; the export's own unless given. */
  readonly publicKey?: string;
  readonly ed25519?: Ed25519;
};

/** What an audit found. */
export type AuditReport = {
  readonly isSound: boolean;
  /** In the order of the log; at most 100. */
  readonly breaks: readonly AuditBreak[];
  readonly checked: {
    readonly leaves: bigint;
    /** Leaves that signed heads cover; what stands behind them is believed from this file alone. */
    readonly signed: bigint;
    readonly accounts: number;
    readonly checkpoints: number;
    /** Closings and re-openings of the books. */
    readonly periodMoves: number;
  };
  /** Root over all leaves, hex: what an anchor of this size must have. */
  readonly root: string;
};

const MOST_BREAKS = 100;

/**
 * Audits a whole exported ledger, line by line: every row against those before it, every balance = replay of its rows,
 * debits = credits, no effect in a period that was closed there, every content hash, leaf, signed head and published head. Never throws for what the lines hold; a line
 * that cannot be read is a break. Memory grows with rows that later ones may refer to.
 */
export async function auditLedger(
  lines: AsyncIterable<string> | Iterable<string>,
  options: AuditOptions = {},
): Promise<AuditReport> {
  const audit = new LedgerAudit(options);
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line !== '') await audit.line(line, number);
  }
  return audit.finish();
}

class LedgerAudit {
  private readonly breaks: AuditBreak[] = [];
  private readonly tree = new GrowingTree();
  private readonly books = new Books((rule, at, message) => this.broken(rule, at, message));
  private readonly periods = new Periods((rule, at, message) => this.broken(rule, at, message));
  private readonly entries = new Set<string>();
  private readonly totals = new Map<string, bigint>();
  private head: Extract<ExportLine, { kind: 'ledger' }>['ledger'] | undefined;
  private recordedAt: bigint | undefined;
  private checkpoints = 0;
  private signed = 0n;
  private accounts = 0;
  /** A balance was shown. */
  private isClosing = false;
  private isEnded = false;

  constructor(private readonly options: AuditOptions) {}

  async line(text: string, number: number): Promise<void> {
    try {
      await this.take(readExportLine(text));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.broken('form', `line ${number}`, error.message);
    }
  }

  finish(): AuditReport {
    if (this.head === undefined) this.broken('form', 'line 1', 'does not say which ledger this is');
    const size = BigInt(this.head?.size ?? '0');
    if (!this.isEnded || this.tree.size !== size) {
      this.broken('I4', `position ${this.tree.size + 1n}`, `is missing: the ledger has ${size} leaves`);
    }
    this.books.finish();
    for (const [asset, total] of this.totals) {
      if (total !== 0n) this.broken('I2', asset, `debits − credits is ${total}`);
    }
    for (const head of this.options.published ?? []) {
      if (head.size <= this.tree.size) continue;
      this.broken('I10', `published head ${head.size}`, `${head.where} has more leaves than these books`);
    }
    const { breaks, checkpoints, accounts, signed } = this;
    const checked = { leaves: this.tree.size, signed, accounts, checkpoints, periodMoves: this.periods.moves };
    return { isSound: breaks.length === 0, breaks, checked, root: toHex(this.tree.root()) };
  }

  private async take(line: ExportLine): Promise<void> {
    this.checkPlace(line.kind);
    switch (line.kind) {
      case 'ledger':
        this.head = line.ledger;
        return this.comparePublished();
      case 'account':
        this.accounts += 1;
        return this.books.open(line.account);
      case 'entry':
        return this.entry(line.entry, line.leaves);
      case 'note':
        this.next(line.note.seq, line.note.recorded_at);
        this.periods.note(line.note);
        return this.grow(leafHash({ kind: 'note', ...line.note }));
      case 'period':
        this.next(line.period.seq, line.period.recorded_at);
        return this.grow(leafHash(this.periods.move(line.period)));
      case 'checkpoint':
        return this.checkpoint(line.checkpoint);
      case 'balance': {
        this.isClosing = true;
        const { asset, debits, credits } = line.balance;
        this.totals.set(asset, (this.totals.get(asset) ?? 0n) + BigInt(debits) - BigInt(credits));
        return this.books.compare(line.balance);
      }
      case 'end':
        this.isEnded = true;
    }
  }

  /** Behind an account's balance nothing may happen, or it could begin again from nothing. */
  private checkPlace(kind: ExportLine['kind']): void {
    if (this.isEnded) throw new BadInput('line', 'comes behind the end');
    if ((this.head === undefined) !== (kind === 'ledger')) {
      throw new BadInput('line', this.head === undefined ? 'comes before the ledger line' : 'is a second ledger line');
    }
    if (this.isClosing && kind !== 'balance' && kind !== 'end') throw new BadInput('line', 'comes behind a balance');
  }

  private entry(content: ExportedContent, leaves: readonly [ExportedLeaf, ...ExportedLeaf[]]): void {
    const at = `entry ${content.id} at ${leaves[0].seq}`;
    if (this.entries.has(content.id)) this.broken('I8', at, 'is booked twice');
    this.entries.add(content.id);
    const content_hash = toHex(contentHash(content.whole));
    for (const leaf of leaves) {
      this.next(leaf.seq, leaf.recorded_at);
      this.periods.check(leaf.seq, content.effective_at);
      this.books.book(leaf, content.asset);
      const { asset, effective_at, id: entry } = content;
      this.grow(leafHash({ kind: 'transfer', ...leaf, entry, asset, effective_at, content_hash }));
    }
    if (!isBooking(content, leaves)) this.broken('I8', at, 'booked something else than was asked for');
  }

  private next(seq: string, recordedAt: string): void {
    const expected = this.tree.size + 1n;
    if (BigInt(seq) !== expected) this.broken('I4', `position ${seq}`, `comes where ${expected} must stand`);
    if (this.recordedAt !== undefined && BigInt(recordedAt) < this.recordedAt) {
      this.broken('I4', `position ${seq}`, 'is recorded before the one in front of it');
    }
    this.recordedAt = BigInt(recordedAt);
  }

  private grow(hash: Uint8Array): void {
    this.tree.add(hash);
    this.comparePublished();
  }

  private comparePublished(): void {
    for (const { size, root, where } of this.options.published ?? []) {
      if (size !== this.tree.size || root === toHex(this.tree.root())) continue;
      this.broken('I10', `published head ${size}`, `is not the root that ${where} has: history was rewritten`);
    }
  }

  private async checkpoint(line: Extract<ExportLine, { kind: 'checkpoint' }>['checkpoint']): Promise<void> {
    const at = `checkpoint ${line.size}`;
    this.checkpoints += 1;
    const root = toHex(this.tree.root());
    if (BigInt(line.size) !== this.tree.size || line.root !== root) {
      return this.broken('I10', at, 'is not the root of its leaves');
    }
    const signed = parseCheckpoint(line.signed_note);
    if (signed.size !== this.tree.size || toHex(signed.root) !== root || signed.origin !== this.head?.origin) {
      return this.broken('I10', at, 'signs another head');
    }
    const key = parseVerifierKey(this.options.publicKey ?? this.head.public_key);
    const verdict = await verifyCheckpoint(signed, key, this.options.ed25519 ?? webCryptoEd25519);
    if (verdict === 'valid') this.signed = signed.size;
    else this.broken('I10', at, `has a signature that is ${verdict}`);
  }

  private broken(rule: string, at: string, message: string): void {
    if (this.breaks.length < MOST_BREAKS) this.breaks.push({ rule, at, message: withoutControls(message) });
  }
}

/** Whether the rows are what was asked for: "up to" amounts may be smaller, their rest behind them (I8). */
function isBooking(content: ExportedContent, leaves: readonly ExportedLeaf[]): boolean {
  let at = 0;
  for (const asked of content.transfers) {
    const want = BigInt(asked.amount);
    const take = (debit: string, credit: string, most: bigint): bigint => {
      const row = leaves[at];
      const isIt =
        row !== undefined &&
        row.debit.path === debit &&
        row.credit.path === credit &&
        row.transfer_kind === asked.kind &&
        row.refers_to === asked.refers_to &&
        row.facts === asked.facts &&
        BigInt(row.amount) <= most;
      if (!isIt) return 0n;
      at += 1;
      return BigInt(row.amount);
    };
    const part = take(asked.debit, asked.credit, want);
    const rest = asked.rest !== null && part < want ? take(asked.rest.debit, asked.rest.credit, want - part) : 0n;
    if (part + rest !== want && !(asked.up_to && asked.rest === null)) return false;
  }
  return at === leaves.length;
}
