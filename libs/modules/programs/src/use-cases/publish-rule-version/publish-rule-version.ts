import { Injectable } from '@nestjs/common';
import { type Bps, Clock, type EpochMs, type Id, IdSource, bps, formatInstant } from '#kernel';
import { AppendNotes } from '#modules/ledger/notes';
import { UnitOfWork } from '#platform/database';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { type Actor, actsFor, subjectOf } from '../../domain/actor.ts';
import { AT_ONCE_MS, checkVersion } from '../../domain/check-version.ts';
import type { Program, RuleVersion } from '../../domain/program.ts';
import { rateTable } from '../../domain/rate-table.ts';
import { RULE_VERSION_TOPIC, canonicalTerms, ruleTerms } from '../../domain/terms.ts';
import { PROGRAMS_TOPIC, type RuleVersionPublishedV1 } from '../../events.ts';
import { AdShareIsThePlatforms, ChangedMeanwhile, ProgramNotFound } from '../../programs.errors.ts';
import { ProgramStore } from '../../storage/program.store.ts';
import { constraintOf } from '../../storage/rows.ts';
import { RuleVersionStore } from '../../storage/rule-version.store.ts';

/** What a new version shall pay, and from when; a few seconds from now unless given. */
export type NewRuleVersion = {
  readonly programId: Id<'Program'>;
  readonly from?: EpochMs | undefined;
  readonly table: readonly { readonly category: string; readonly tier: string; readonly bps: number }[];
  /** Creators' share of ads beside their posts; as in the version before unless given. Finance alone changes it. */
  readonly adShareBps?: number | undefined;
  readonly id?: Id<'RuleVersion'> | undefined;
};

/**
 * Publishes a rule version: its row and the note with its hash are one transaction, the note last, so what pricing
 * uses was in the log before it took effect (a program's first version may be backdated: docs/decisions/0005). It is told
 * on topic `programs` in the same transaction, whence settlement publishes it on chain.
 */
@Injectable()
export class PublishRuleVersion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programs: ProgramStore,
    private readonly versions: RuleVersionStore,
    private readonly notes: AppendNotes,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws {InvalidInput | ProgramNotFound | AdShareIsThePlatforms | VersionNotLater | VersionInThePast | CutWithoutNotice | ChangedMeanwhile}
   * in this order; nothing was written.
   */
  async execute(input: NewRuleVersion, actor: Actor): Promise<RuleVersion> {
    const table = rateTable(input.table);
    const [program] = await this.programs.find([input.programId]);
    if (program === undefined || !actsFor(actor, program.merchantId)) throw new ProgramNotFound();
    const { id: programId, maturationDays, feeBps, noticeDays } = program;

    return this.unitOfWork.run(async (tx) => {
      await this.versions.lockProgram(tx, programId);
      const last = (await this.versions.find([programId])).at(-1);
      const now = this.clock.now();
      const from = input.from ?? ((now + AT_ONCE_MS) as EpochMs);
      const adShareBps = shareOf(input, last, actor);
      checkVersion({ from, table, adShareBps }, last, noticeDays, now);

      const version = (last?.version ?? 0) + 1;
      const terms = ruleTerms({ programId, version, from, table, maturationDays, feeBps, adShareBps });
      const { hash } = canonicalTerms(terms);
      const id = input.id ?? this.ids.next<'RuleVersion'>();
      const priced = { table, maturationDays, feeBps, adShareBps, terms };
      const whole = { id, programId, version, from, ...priced, publishedAt: now };
      try {
        await this.versions.insert(tx, { ...whole, hash: hash.toString('hex') }, subjectOf(actor));
      } catch (error) {
        // The advisory lock makes this impossible for our own code; another writer still meets the database's rules.
        if (constraintOf(error)?.startsWith('rule_version_') === true) throw new ChangedMeanwhile();
        throw error;
      }
      const [noteSeq = 0n] = await this.notes.execute(tx, [{ topic: RULE_VERSION_TOPIC, hash }]);
      await this.versions.insertNote(tx, id, noteSeq);
      const published = { ...whole, hash: hash.toString('hex'), noteSeq };
      await this.outbox.add(tx, toldOf(published, program, last));
      return published;
    });
  }
}

function toldOf(version: RuleVersion, program: Program, before: RuleVersion | undefined): OutboxEvent {
  const body: RuleVersionPublishedV1 = {
    event: 'programs.rule_version_published.v1',
    rule_version: {
      program_id: program.id,
      merchant_id: program.merchantId,
      settlement_asset: program.settlementAsset,
      version: version.version,
      from: formatInstant(version.from),
      notice_days: program.noticeDays,
      rules_hash: version.hash,
      table: [...version.terms.table],
      before: before === undefined ? null : [...before.terms.table],
    },
  };
  return { topic: PROGRAMS_TOPIC, key: program.id, body };
}

/** The share of ads that a version carries. */
function shareOf({ adShareBps }: NewRuleVersion, before: RuleVersion | undefined, actor: Actor): Bps {
  const standing = before?.adShareBps ?? bps(0);
  if (adShareBps === undefined || adShareBps === standing) return standing;
  if (actor !== 'system' && !actor.roles.includes('finance')) throw new AdShareIsThePlatforms();
  return bps(adShareBps);
}
