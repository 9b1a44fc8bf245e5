import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, IdSource } from '#kernel';
import type { Tx } from '#platform/database';
import type { Judgement } from '../../adapters/text-judge.ts';
import { POLICY } from '../../domain/moderation/policy.ts';
import { CaseStore } from '../../storage/case.store.ts';
import { RecordDecision } from './record-decision.ts';

/** What a case is about. `authorId` is the partner of a post; a comment has none. */
export type CaseSubject =
  | {
      readonly kind: 'post';
      readonly id: Id<'Post'>;
      readonly writtenBy: Id<'User'>;
      readonly authorId: Id<'Organisation'>;
    }
  | { readonly kind: 'comment'; readonly id: Id<'Comment'>; readonly writtenBy: Id<'User'> };

/** Opens cases for what the policy did not let through. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly cases: CaseStore,
    private readonly recordDecision: RecordDecision,
    private readonly ids: IdSource,
  ) {}

  /** Opens a case for the queue, or one that the policy has decided. Takes the ledger's head then: the last step but the outbox. */
  async execute(tx: Tx, subject: CaseSubject, judgement: Judgement, now: EpochMs): Promise<Id<'ModerationCase'>> {
    const id = this.ids.next<'ModerationCase'>();
    const { outcome, reason, expectedHarm, evidence } = judgement;
    const state = outcome === 'remove' ? 'decided' : 'open';
    const of = { id, subjectKind: subject.kind, subjectId: subject.id, authorId: subject.writtenBy };
    await this.cases.insert(tx, { ...of, state, expectedHarm, evidence, openedAt: now });
    if (outcome === 'remove') {
      const decision = {
        caseId: id,
        step: 1,
        outcome: 'remove',
        policy: POLICY,
        reason,
        decidedBy: undefined,
        label: undefined,
      } as const;
      await this.recordDecision.execute(tx, { ...decision, evidence, at: now });
    }
    return id;
  }
}
