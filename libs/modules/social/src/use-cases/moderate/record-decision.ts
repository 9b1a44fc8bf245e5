import { Injectable } from '@nestjs/common';
import { canonicalJson, formatInstant, IdSource, sha256 } from '#kernel';
import { AppendNotes } from '#modules/ledger/notes';
import type { Tx } from '#platform/database';
import { CaseStore, type Decision } from '../../storage/case.store.ts';

/** Topic of the notes that hold decisions' hashes. */
const DECISION_TOPIC = 'social.decision';

/** The bytes that a decision's note is the SHA-256 of. Who wrote and who decided is in them by id only. */
export function decisionBytes(decision: Omit<Decision, 'hash'>): Uint8Array {
  const { id, caseId, step, outcome, policy, reason, decidedBy, evidence, at, label } = decision;
  const who = { decided_by: decidedBy ?? null, label: label ?? null };
  const said = { id, case_id: caseId, step, outcome, policy, reason, ...who, evidence };
  return new TextEncoder().encode(canonicalJson({ ...said, at: formatInstant(at) }));
}

/** Writes a decision and its note: the log fixes what was decided, when and why, and it can be checked later. */
@Injectable()
export class RecordDecision {
  constructor(
    private readonly cases: CaseStore,
    private readonly notes: AppendNotes,
    private readonly ids: IdSource,
  ) {}

  /** Takes the ledger's head and holds it to the end of the transaction: nothing may be locked after this. */
  async execute(tx: Tx, draft: Omit<Decision, 'id' | 'hash'>): Promise<Decision> {
    const given = { id: this.ids.next<'Decision'>(), ...draft };
    const decision = { ...given, hash: sha256(decisionBytes(given)) };
    await this.cases.insertDecision(tx, decision);
    const [noteSeq = 0n] = await this.notes.execute(tx, [{ topic: DECISION_TOPIC, hash: decision.hash }]);
    await this.cases.insertNote(tx, decision.id, noteSeq);
    return decision;
  }
}
