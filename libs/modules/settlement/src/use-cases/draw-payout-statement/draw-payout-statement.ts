import { Injectable } from '@nestjs/common';
import { type Id, type Json, present } from '#kernel';
import { DrawStatement, ReadEntry, accounts } from '#modules/ledger';
import { EpochStore } from '../../storage/epoch.store.ts';
import { FindClaim } from '../find-claim/find-claim.ts';

/** Draws up the statement of what a payee was paid out, up to the leaf by which the vault pays now. */
@Injectable()
export class DrawPayoutStatement {
  constructor(
    private readonly findClaim: FindClaim,
    private readonly epochs: EpochStore,
    private readonly readEntry: ReadEntry,
    private readonly drawStatement: DrawStatement,
  ) {}

  /**
   * `provisio.statement.v1` of the payee's account in the vault. With `payout` while a root pays them: the place in the payout
   * tree, and the note that ties its lane to this account. @throws {NoVault | AccountNotFound | ChainUnavailable}
   */
  async execute(payee: Id<'Organisation'>): Promise<Json> {
    const { vault, claim } = await this.findClaim.execute(payee);
    const ref = { path: accounts.settling(payee, vault.custodyKey), asset: vault.asset };
    if (claim === null) return this.drawStatement.execute(ref);
    const { leaf, epoch } = claim;
    const note = await this.readEntry.note(present(await this.epochs.laneNote(vault.custodyKey, payee), 'lane note'));
    const [chainId = ''] = vault.custodyKey.split('-');
    return {
      ...(await this.drawStatement.execute(ref, { noteSeqs: [note.seq] })),
      payout: {
        lane_note: {
          seq: String(note.seq),
          hash: note.hash.toString('hex'),
          recorded_at: String(note.recordedAt),
        },
        chain_id: chainId,
        vault: vault.address.toLowerCase(),
        epoch: String(epoch.number),
        leaf_count: String(epoch.leafCount),
        index: String(leaf.index),
        lane: String(leaf.lane),
        wallet: leaf.wallet.toLowerCase(),
        cumulative: String(leaf.cumulative),
        last_seq: String(leaf.lastSeq),
        proof: leaf.proof.map((sibling) => sibling.replace(/^0x/, '')),
      },
    };
  }
}
