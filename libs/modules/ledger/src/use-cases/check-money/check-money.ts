import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type MoneyBreak, Replay } from '../../domain/replay.ts';
import { type PublishedHead, ReplayedTree } from '../../domain/replay/replayed-tree.ts';
import type { Funds } from '../../domain/solvency.ts';
import { AuditReader, type LogPage, inLogOrder, isNote } from '../../storage/audit-reader.ts';
import { LogStore } from '../../storage/log.store.ts';
import { checkTotals } from './check-totals.ts';

export type { PublishedHead } from '../../domain/replay/replayed-tree.ts';

const PAGE = 8_192n;
/** Rows between two looks at what else waits in the process: the next page, which comes in meanwhile, and whoever calls. */
const ROWS_A_TURN = 512;
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
   * (I1, I3, I4, I7, I8, I9, I11, I12), every balance = replay of its rows (I3), every leaf, tile and checkpoint recomputed
   * (I10), trial balance zero (I2), funds held ≥ owed; and that the log still starts with every head of `published`. Reads the
   * whole log; memory grows with accounts, open holds and reversals only.
   */
  async execute(
    onProgress: (checked: bigint, of: bigint) => void = () => undefined,
    published: readonly PublishedHead[] = [],
  ): Promise<MoneyReport> {
    const breaks: MoneyBreak[] = [];
    const report = (found: MoneyBreak): void => void (breaks.length < MOST_BREAKS && breaks.push(found));
    // Before the snapshot: a head that is signed by now is within the log that is read afterwards.
    const tree = await this.tree(published, report);
    const snapshot = await this.reader.snapshot();
    // After the snapshot: the moves of every note in it are there.
    const replay = new Replay(snapshot.accounts.values(), report, await this.reader.periodMoves());
    for await (const page of this.pages(snapshot.seq)) {
      await replayPage(replay, tree, page);
      onProgress(page.to, snapshot.seq);
    }
    replay.finish(snapshot.seq, snapshot.closedUntil);
    if (snapshot.outside !== undefined) {
      report({ rule: 'I4', at: `position ${snapshot.outside}`, message: `is outside of the log of ${snapshot.seq}` });
    }
    for (const part of await this.reader.falseParts()) {
      report({ rule: 'I8', at: `part ${part}`, message: 'is not what is said of it: ids in it may count twice' });
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

  private async tree(published: readonly PublishedHead[], report: (found: MoneyBreak) => void): Promise<ReplayedTree> {
    const { origin } = await this.log.state();
    const broken = (rule: string, at: string, message: string): void => report({ rule, at, message });
    const checkpoints = await this.reader.checkpoints();
    return new ReplayedTree({ origin, checkpoints, published, tail: await this.reader.tail() }, broken);
  }
}

async function replayPage(replay: Replay, tree: ReplayedTree, page: LogPage): Promise<void> {
  let rows = 0;
  for (const row of inLogOrder(page)) {
    tree.add(isNote(row) ? replay.note(row) : replay.transfer(row, page.originals), page.tiles);
    rows += 1;
    if (rows % ROWS_A_TURN === 0) await nextTurn();
  }
}
