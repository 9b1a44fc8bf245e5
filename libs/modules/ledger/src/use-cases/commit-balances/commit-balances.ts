import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { balanceOf } from '../../domain/account.ts';
import { type SumNode, balanceLeaf, balancesNoteHash, sumRoot } from '../../domain/balance-tree.ts';
import { owedByAccount } from '../../domain/solvency.ts';
import { type AuditSnapshot, AuditReader } from '../../storage/audit-reader.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';
import { type StoredBalances, StatementStore } from '../../storage/statement.store.ts';
import { AppendNotes } from '../append-notes/append-notes.ts';

/** Topic of the notes that commit to what every account shows. */
const TOPIC = 'ledger.balances';

/** What was committed: an asset, its note, how many accounts and what is owed by them all, minor units. */
export type CommittedBalances = {
  readonly asset: string;
  readonly size: bigint;
  readonly noteSeq: bigint;
  readonly accounts: number;
  readonly owed: bigint;
};

/**
 * Commits to what every account shows at one moment: a Merkle-sum tree an asset, whose root goes into the log. From then
 * on nobody can be shown an account with its last transfers left out, nor be owed something that the sum does not hold.
 */
@Injectable()
export class CommitBalances {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: AuditReader,
    private readonly store: StatementStore,
    private readonly ledger: LedgerStore,
    private readonly appendNotes: AppendNotes,
    private readonly clock: Clock,
  ) {}

  /** The trees are made without the head: posting goes on, and the note says of which size of the log they are. */
  async execute(): Promise<readonly CommittedBalances[]> {
    const snapshot = await this.reader.snapshot();
    const trees = treesOf(snapshot);
    if (trees.length === 0) return [];
    return this.unitOfWork.run(async (tx) => {
      await this.ledger.takeHead(tx); // Who was first with this size is seen from here on.
      if (((await this.store.latest())?.size ?? -1n) >= snapshot.seq) return [];
      const drafts = trees.map((tree) => ({ topic: TOPIC, hash: noteHash(tree) }));
      const seqs = await this.appendNotes.execute(tx, drafts);
      const noted = trees.map((tree, at): StoredBalances => ({ ...tree, noteSeq: seqs[at] ?? 0n }));
      for (const balances of noted) await this.store.append(tx, balances);
      return noted.map(({ asset, size, noteSeq, leaves, root }) => ({
        asset,
        size,
        noteSeq,
        accounts: leaves.length,
        owed: root.owed,
      }));
    });
  }

  /** The same once a day: does nothing while the newest is younger. */
  async daily(): Promise<void> {
    const latest = await this.store.latest();
    if (latest === undefined || this.clock.now() - latest.notedAt >= DAY_MS) await this.execute();
  }
}

type Tree = Omit<StoredBalances, 'noteSeq'>;

function noteHash({ asset, size, leaves, root }: Tree): Buffer {
  return balancesNoteHash(asset, size, leaves.length, root);
}

/** One tree an asset over its accounts, in order of their row numbers. */
function treesOf({ seq: size, accounts }: AuditSnapshot): Tree[] {
  const all = [...accounts.values()].map(({ stored, solvency }) => ({ stored, solvency }));
  return [...Map.groupBy(all, ({ stored }) => stored.asset)].map(([asset, ofAsset]) => {
    const owed = owedByAccount(
      ofAsset.map(({ stored, solvency }) => ({ path: stored.path, solvency, balance: balanceOf(stored) })),
    );
    const leaves = ofAsset.map(({ stored }): SumNode =>
      balanceLeaf(asset, {
        path: stored.path,
        accountSeq: stored.accountSeq,
        lastSeq: stored.lastSeq,
        debits: stored.debits,
        credits: stored.credits,
        owed: owed.get(stored.path) ?? 0n,
      }),
    );
    const lastAccountId = ofAsset.reduce((last, { stored }) => (stored.id > last ? stored.id : last), 0n);
    return { asset, size, lastAccountId, leaves, root: sumRoot(leaves) };
  });
}
