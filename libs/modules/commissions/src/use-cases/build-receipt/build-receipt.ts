import { Inject, Injectable, Optional } from '@nestjs/common';
import { assert, type Caller, type Id, type Json, present } from '#kernel';
import {
  type EntryView,
  MakeCheckpoint,
  NoCheckpoint,
  ProveInclusion,
  ReadCheckpoint,
  ReadEntry,
} from '#modules/ledger';
import { RuleVersionAt } from '#modules/programs';
import { type AnchorFact, AnchorReader } from '../../anchor-reader.ts';
import { receiptHash, receiptOf, type SaleTerms } from '../../domain/receipt.ts';
import type { CommissionView } from '../../storage/commission-view.store.ts';
import { ListCommissions } from '../list-commissions/list-commissions.ts';
import { bundleOf, type SignedLog } from './receipt-bundle.ts';

/** Builds the bundle with which a stranger checks a commission: receipt, entry, leaves, proofs, anchor. */
@Injectable()
export class BuildReceipt {
  constructor(
    private readonly listCommissions: ListCommissions,
    private readonly ruleVersionAt: RuleVersionAt,
    private readonly readEntry: ReadEntry,
    private readonly readCheckpoint: ReadCheckpoint,
    private readonly makeCheckpoint: MakeCheckpoint,
    private readonly proveInclusion: ProveInclusion,
    @Optional() @Inject(AnchorReader) private readonly anchors?: AnchorReader,
  ) {}

  /**
   * The bundle `provisio.receipt.v1` of a commission. It is proven in the latest anchored head of the log when that
   * holds the entry, else in the latest signed one; a head is signed when there is none yet that holds it.
   * @throws {CommissionNotFound} also when it concerns others.
   */
  async execute(caller: Caller, commissionId: Id<'Commission'>): Promise<Json> {
    const view = await this.listCommissions.one(caller, commissionId);
    const terms = await this.termsOf(view);
    const receipt = receiptOf(terms, view.line);
    assert(receiptHash(receipt).equals(view.receiptHash), `receipt ${commissionId} is what its hash says`);
    const entry = await this.readEntry.execute(view.entryId);
    const note = await this.readEntry.note(terms.rule.noteSeq);
    const seqs = [...entry.leaves.map(({ seq }) => BigInt(seq)), note.seq];
    const log = await this.prove(seqs, entry);
    return bundleOf({ receipt, entry, note, log });
  }

  private async termsOf({ terms, ruleVersionId }: CommissionView): Promise<SaleTerms> {
    const versions = await this.ruleVersionAt.all(terms.programId);
    const rule = present(
      versions.find(({ id }) => id === ruleVersionId),
      'rule version',
    );
    const { version, hash, noteSeq } = rule;
    return { ...terms, rule: { versionId: rule.id, version, hash, noteSeq, terms: rule.terms } };
  }

  private async prove(seqs: readonly bigint[], entry: EntryView): Promise<SignedLog> {
    const lastSeq = BigInt(present(entry.leaves.at(-1), 'last leaf').seq);
    const anchor = await this.anchorOver(lastSeq);
    const checkpoint = await this.checkpointOver(lastSeq, anchor);
    const { paths } = await this.proveInclusion.execute(seqs, checkpoint.size);
    const { origin, key } = await this.readCheckpoint.verifierKey();
    return { origin, publicKey: key, checkpoint, paths, anchor };
  }

  /** The latest anchor, when it holds the entry and we still have its signed head. */
  private async anchorOver(lastSeq: bigint): Promise<AnchorFact | undefined> {
    const anchor = await this.anchors?.latest();
    if (anchor === undefined || anchor.size < lastSeq) return undefined;
    return (await this.readCheckpoint.bySize(anchor.size)) === undefined ? undefined : anchor;
  }

  private async checkpointOver(lastSeq: bigint, anchor: AnchorFact | undefined): Promise<SignedLog['checkpoint']> {
    if (anchor !== undefined) return present(await this.readCheckpoint.bySize(anchor.size), 'anchored head');
    const latest = await this.latestHead();
    return latest !== undefined && latest.size >= lastSeq ? latest : this.makeCheckpoint.execute();
  }

  private async latestHead(): Promise<SignedLog['checkpoint'] | undefined> {
    try {
      return await this.readCheckpoint.execute();
    } catch (error) {
      if (error instanceof NoCheckpoint) return undefined;
      throw error;
    }
  }
}
