import { Injectable } from '@nestjs/common';
import { balanceOf } from '../../domain/account.ts';
import { type MoneyBreak, Replay } from '../../domain/replay.ts';
import { type Funds, fundsOf } from '../../domain/solvency.ts';
import { type AuditSnapshot, AuditReader, type LogPage, inLogOrder, isNote } from '../../storage/audit-reader.ts';
import { LogStore } from '../../storage/log.store.ts';
import { type PublishedHead, TreeCheck } from './tree-check.ts';

export type { PublishedHead } from './tree-check.ts';

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
    tree.nameLeaves(await this.reader.tileHashes(tree.wrongTiles));
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
    // In this order: the tail may be of a newer head than those that are compared, never of an older one.
    const [tiles, checkpoints] = [await this.reader.tiles(), await this.reader.checkpoints()];
    return new TreeCheck({ origin, tiles, checkpoints, tail: await this.reader.tail(), published }, report);
  }
}

function replayPage(replay: Replay, tree: TreeCheck, page: LogPage): void {
  for (const row of inLogOrder(page)) tree.add(isNote(row) ? replay.note(row) : replay.transfer(row, page.originals));
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
