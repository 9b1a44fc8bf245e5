import { Injectable } from '@nestjs/common';
import { assert, type Caller, type Id, type Json, present } from '#kernel';
import { ProveEntry, ReadEntry } from '#modules/ledger';
import { RuleVersionAt } from '#modules/programs';
import { receiptHash, receiptOf, type SaleTerms } from '../../domain/receipt.ts';
import type { CommissionView } from '../../storage/commission-view.store.ts';
import { ListCommissions } from '../list-commissions/list-commissions.ts';
import { bundleOf } from './receipt-bundle.ts';

/** Builds the bundle with which a stranger checks a commission: receipt, entry, leaves, proofs, anchor. */
@Injectable()
export class BuildReceipt {
  constructor(
    private readonly listCommissions: ListCommissions,
    private readonly ruleVersionAt: RuleVersionAt,
    private readonly readEntry: ReadEntry,
    private readonly proveEntry: ProveEntry,
  ) {}

  /**
   * The bundle `provisio.receipt.v1` of a commission, proven as `ProveEntry` says.
   * @throws {CommissionNotFound} also when it concerns others.
   */
  async execute(caller: Caller, commissionId: Id<'Commission'>): Promise<Json> {
    const view = await this.listCommissions.one(caller, commissionId);
    const terms = await this.termsOf(view);
    const receipt = receiptOf(terms, view.line);
    assert(receiptHash(receipt).equals(view.receiptHash), `receipt ${commissionId} is what its hash says`);
    const entry = await this.readEntry.execute(view.entryId);
    const note = await this.readEntry.note(terms.rule.noteSeq);
    const log = await this.proveEntry.execute(entry, [note.seq]);
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
}
