import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Json } from '#kernel';
import { type AnchorFact, AnchorReader } from '../../anchor-reader.ts';
import type { Account, AccountRef } from '../../domain/account.ts';
import { sumProof } from '../../domain/balance-tree.ts';
import { AccountNotFound, StatementTooLong } from '../../ledger.errors.ts';
import type { Checkpoint } from '../../storage/log.store.ts';
import { type PlaceInBalances, type StatementTransfer, StatementStore } from '../../storage/statement.store.ts';
import { signedLogBody } from '../prove-log/prove-entry.ts';
import { ProveInclusion } from '../prove-log/prove-inclusion.ts';
import { ReadBalances } from '../read-balances/read-balances.ts';
import { ReadCheckpoint } from '../read-checkpoint/read-checkpoint.ts';

/** Longer accounts are audited from an export of the books. */
const MOST_TRANSFERS = 10_000;

/** A statement in the making: who adds to it (a payout's proof) names the notes that its log must prove too. */
export type StatementOptions = { readonly noteSeqs?: readonly bigint[] };

/** Draws up the statement with which somebody checks that nothing of an account is left out. */
@Injectable()
export class DrawStatement {
  constructor(
    private readonly readBalances: ReadBalances,
    private readonly readCheckpoint: ReadCheckpoint,
    private readonly proveInclusion: ProveInclusion,
    private readonly store: StatementStore,
    @Optional() @Inject(AnchorReader) private readonly anchors?: AnchorReader,
  ) {}

  /**
   * `provisio.statement.v1` of an account: every transfer up to the latest anchored head of the log (the latest signed one
   * before the first anchor), each with its path, and the account's place in the newest balances that head covers.
   * @throws {AccountNotFound | NoCheckpoint | StatementTooLong}
   */
  async execute(ref: AccountRef, { noteSeqs = [] }: StatementOptions = {}): Promise<{ [key: string]: Json }> {
    const [balance] = await this.readBalances.execute([ref]);
    const account = balance?.account;
    if (account === undefined) throw new AccountNotFound(ref.path, ref.asset);
    const { checkpoint, anchor } = await this.head(noteSeqs);
    const transfers = await this.store.transfers(account.id, checkpoint.size, MOST_TRANSFERS + 1);
    if (transfers.length > MOST_TRANSFERS) throw new StatementTooLong(ref.path, MOST_TRANSFERS);
    const place = await this.store.place(account.asset, checkpoint.size, account.id);
    const seqs = [
      ...transfers.map(({ seq }) => BigInt(seq)),
      ...noteSeqs,
      ...(place === undefined ? [] : [place.noteSeq]),
    ];
    const { paths } = await this.proveInclusion.execute(seqs, checkpoint.size);
    const { origin, key } = await this.readCheckpoint.verifierKey();
    return {
      format: 'provisio.statement.v1',
      account: { path: account.path, asset: account.asset },
      transfers,
      ...signedLogBody({ origin, publicKey: key, checkpoint, paths, anchor }),
      payout: null,
      balances: place === undefined ? null : balancesBody(place, transfers, account),
    };
  }

  /** The newest anchored head that covers the notes and that we have signed, else the newest signed one. */
  private async head(noteSeqs: readonly bigint[]): Promise<{ checkpoint: Checkpoint; anchor: AnchorFact | undefined }> {
    const anchor = await this.anchors?.latest();
    const anchored = anchor === undefined ? undefined : await this.readCheckpoint.bySize(anchor.size);
    if (anchored !== undefined && noteSeqs.every((seq) => seq <= anchored.size)) {
      return { checkpoint: anchored, anchor };
    }
    return { checkpoint: await this.readCheckpoint.execute(), anchor: undefined };
  }
}

function balancesBody(place: PlaceInBalances, transfers: readonly StatementTransfer[], { path }: Account): Json {
  const last = transfers.findLast(({ seq }) => BigInt(seq) <= place.size);
  const own = last?.debit.path === path ? last.debit : last?.credit;
  return {
    note: { seq: String(place.noteSeq), hash: hex(place.noteHash), recorded_at: String(place.notedAt) },
    size: String(place.size),
    account_count: String(place.leaves.length),
    index: String(place.index),
    account_seq: own?.account_seq ?? '0',
    last_seq: last?.seq ?? '0',
    debits: own?.debits_after ?? '0',
    credits: own?.credits_after ?? '0',
    owed: String(place.leaves[place.index]?.owed ?? 0n),
    proof: sumProof(place.leaves, place.index).map(({ hash, owed }) => ({ hash: hex(hash), owed: String(owed) })),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
