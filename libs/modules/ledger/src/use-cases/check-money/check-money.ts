import { Injectable } from '@nestjs/common';
import { balanceOf } from '../../domain/account.ts';
import { GrowingTree } from '../../domain/merkle.ts';
import { type MoneyBreak, Replay } from '../../domain/replay.ts';
import { checkpointText } from '../../domain/signed-note.ts';
import { type Funds, fundsOf } from '../../domain/solvency.ts';
import { TILE_HEIGHT } from '../../domain/tiles.ts';
import { type AuditSnapshot, AuditReader, type LogPage, inLogOrder, isNote } from '../../storage/audit-reader.ts';
import { LogStore } from '../../storage/log.store.ts';

const PAGE = 8_192n;
/** A broken book is broken: the first breaks are worth reading. */
const MOST_BREAKS = 100;

/** What must hold for money, and what does not. */
export type MoneyReport = {
  readonly isSound: boolean;
  /** In the order they were found; at most 100. */
  readonly breaks: readonly MoneyBreak[];
  readonly checked: { readonly leaves: bigint; readonly accounts: number; readonly checkpoints: number };
  readonly funds: readonly Funds[];
};

/** A head of the log that was published where nobody can change it, such as by an anchor contract. */
export type PublishedHead = { readonly size: bigint; readonly root: Buffer; readonly where: string };

/** Replays the whole ledger and compares it with what it shows: used by tests, the simulation and `cli reconcile`. */
@Injectable()
export class CheckMoney {
  constructor(
    private readonly reader: AuditReader,
    private readonly log: LogStore,
  ) {}

  /**
   * Checks the books as they are at one moment, while posting goes on: every row by itself and against those before it
   * (I1, I3, I4, I7, I8, I12), every balance = replay of its rows (I3), every leaf, tile and checkpoint recomputed (I10),
   * trial balance zero (I2), funds held ≥ owed; and that the log still starts with every head of `published`. Reads the
   * whole log; memory grows with accounts only.
   */
  async execute(
    onProgress: (checked: bigint, of: bigint) => void = () => undefined,
    published: readonly PublishedHead[] = [],
  ): Promise<MoneyReport> {
    const breaks: MoneyBreak[] = [];
    const report = (found: MoneyBreak): void => void (breaks.length < MOST_BREAKS && breaks.push(found));
    // Before the snapshot: a head that is signed by now is within the log that is read afterwards.
    const tree = await this.treeCheck(published, report);
    const snapshot = await this.reader.snapshot();
    // After the snapshot: the moves of every note in it are there.
    const replay = new Replay(snapshot.accounts.values(), report, await this.reader.periodMoves());
    for await (const page of this.pages(snapshot.seq)) {
      replayPage(replay, tree, page);
      onProgress(page.to, snapshot.seq);
    }
    replay.finish(snapshot.seq, snapshot.closedUntil);
    if (snapshot.outside !== undefined) {
      report({ rule: 'I4', at: `position ${snapshot.outside}`, message: `is outside of the log of ${snapshot.seq}` });
    }
    const checkpoints = tree.finish();
    const funds = checkTotals(snapshot, report);
    const checked = { leaves: snapshot.seq, accounts: snapshot.accounts.size, checkpoints };
    return { isSound: breaks.length === 0, breaks, checked, funds };
  }

  /** The log up to `last`; the next page is read while one is replayed. */
  private async *pages(last: bigint): AsyncGenerator<LogPage & { readonly to: bigint }> {
    const read = async (from: bigint): Promise<LogPage & { readonly to: bigint }> => {
      const to = from + PAGE - 1n < last ? from + PAGE - 1n : last;
      return { ...(await this.reader.page(from, to)), to };
    };
    let ahead = last > 0n ? read(1n) : undefined;
    while (ahead !== undefined) {
      const page: LogPage & { readonly to: bigint } = await ahead;
      ahead = page.to < last ? read(page.to + 1n) : undefined;
      ahead?.catch(() => undefined); // Said when it is awaited; nobody awaits it after a replay that failed.
      yield page;
    }
  }

  private async treeCheck(
    published: readonly PublishedHead[],
    report: (found: MoneyBreak) => void,
  ): Promise<TreeCheck> {
    const { origin } = await this.log.state();
    const tiles = await this.reader.tiles();
    return new TreeCheck(origin, await this.reader.checkpoints(), published, tiles, report);
  }
}

function replayPage(replay: Replay, tree: TreeCheck, page: LogPage): void {
  for (const row of inLogOrder(page)) tree.add(isNote(row) ? replay.note(row) : replay.transfer(row, page.originals));
}

/** Grows the tree again from recomputed leaves and compares it with every tile and checkpoint (I10). */
class TreeCheck {
  private readonly tree = new GrowingTree();
  private next = 0;

  constructor(
    private readonly origin: string,
    private readonly checkpoints: readonly { size: bigint; root: Buffer; signed_note: string }[],
    private readonly published: readonly PublishedHead[],
    private readonly tiles: Map<string, { root: Buffer; isWhole: boolean }>,
    private readonly report: (found: MoneyBreak) => void,
  ) {
    this.compareHeads();
  }

  add(leafHash: Buffer): void {
    this.tree.add(leafHash, (height, index, root) => this.compareTile(height, index, root));
    this.compareHeads();
  }

  /** Answers how many checkpoints were compared; one that was not is of a longer log than there is. */
  finish(): number {
    const beyond = this.checkpoints[this.next];
    if (beyond !== undefined) {
      this.report({
        rule: 'I10',
        at: `checkpoint ${beyond.size}`,
        message: `is of more leaves than the ${this.tree.size} there are`,
      });
    }
    for (const { size, where } of this.published) {
      if (size <= this.tree.size) continue;
      const message = `${where} has ${size} leaves, there are ${this.tree.size}`;
      this.report({ rule: 'I10', at: `published head ${size}`, message });
    }
    return this.next;
  }

  private compareTile(height: number, index: bigint, root: Buffer): void {
    if (height % TILE_HEIGHT !== 0) return;
    const name = `${height / TILE_HEIGHT - 1}/${index}`;
    const tile = this.tiles.get(name);
    // Not sealed yet is no break: the next checkpoint seals it.
    if (tile !== undefined && !(tile.isWhole && tile.root.equals(root))) {
      this.report({ rule: 'I10', at: `tile ${name}`, message: 'is not what its leaves make' });
    }
  }

  private compareHeads(): void {
    for (const { size, root, where } of this.published) {
      if (size !== this.tree.size || root.equals(this.tree.root())) continue;
      const message = `the first ${size} leaves are not those of the root that ${where} has: history was rewritten`;
      this.report({ rule: 'I10', at: `published head ${size}`, message });
    }
    for (
      let of = this.checkpoints[this.next];
      of !== undefined && of.size === this.tree.size;
      of = this.checkpoints[this.next]
    ) {
      this.next += 1;
      const root = this.tree.root();
      const isSigned = of.signed_note.startsWith(`${checkpointText({ origin: this.origin, size: of.size, root })}\n`);
      if (!of.root.equals(root) || !isSigned) {
        this.report({ rule: 'I10', at: `checkpoint ${of.size}`, message: 'is not the root of its leaves' });
      }
    }
  }
}

/** Trial balance zero and funds held ≥ owed, of the balances that the database shows. */
function checkTotals(snapshot: AuditSnapshot, report: (found: MoneyBreak) => void): Funds[] {
  const accounts = [...snapshot.accounts.values()];
  for (const { stored, isCharted } of accounts) {
    if (!isCharted) {
      report({ rule: 'chart', at: `${stored.path} ${stored.asset}`, message: 'is not what the chart says' });
    }
  }
  for (const [asset, ofAsset] of Map.groupBy(accounts, ({ stored }) => stored.asset)) {
    const debits = ofAsset.reduce((sum, { stored }) => sum + stored.debits, 0n);
    const credits = ofAsset.reduce((sum, { stored }) => sum + stored.credits, 0n);
    if (debits !== credits) report({ rule: 'I2', at: asset, message: `debits ${debits} are not credits ${credits}` });
  }
  const funds = fundsOf(
    accounts.map(({ stored, solvency }) => ({ asset: stored.asset, solvency, balance: balanceOf(stored) })),
  );
  for (const { asset, held, owed } of funds) {
    if (held < owed) report({ rule: 'solvency', at: asset, message: `${held} are held, ${owed} are owed` });
  }
  return funds;
}
