import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, type Id, IdSource, InvalidInput } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { UnitOfWork } from '#platform/database';
import { type Actor, actsFor, subjectOf } from '../../domain/actor.ts';
import type { Enrolment, Program } from '../../domain/program.ts';
import { isTierCut, isTierName } from '../../domain/rate-table.ts';
import { CutWithoutNotice, EnrolmentNotLater, NotAPartner, ProgramNotFound } from '../../programs.errors.ts';
import { EnrolmentStore } from '../../storage/enrolment.store.ts';
import { ProgramStore } from '../../storage/program.store.ts';
import { RuleVersionStore } from '../../storage/rule-version.store.ts';

/** A partner for a program at a tier; `from` is now unless given. */
export type NewEnrolment = {
  readonly programId: Id<'Program'>;
  readonly partnerId: Id<'Organisation'>;
  readonly tier: string;
  readonly from?: EpochMs | undefined;
};

/**
 * Enrols a partner, or moves them to another tier: the tier before then ends where the new one starts. The first
 * enrolment may lie in the past (it promises more, never less); a move may not, and one that pays the partner less
 * under a version that is or will be in force waits out the program's notice, like a cut of the rates themselves.
 */
@Injectable()
export class EnrolPartner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programs: ProgramStore,
    private readonly versions: RuleVersionStore,
    private readonly enrolments: EnrolmentStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * The same tier again answers with the enrolment that is there.
   * @throws {InvalidInput | ProgramNotFound | OrganisationNotFound | NotAPartner | EnrolmentNotLater | CutWithoutNotice}
   * in this order; nothing was written.
   */
  async execute(input: NewEnrolment, actor: Actor): Promise<Enrolment> {
    const { programId, partnerId, tier } = input;
    if (!isTierName(tier)) throw new InvalidInput('tier', 'this is no tier name like gold');
    const [program] = await this.programs.find([programId]);
    if (program === undefined || !actsFor(actor, program.merchantId)) throw new ProgramNotFound();
    const { kind } = await this.organisations.execute(partnerId);
    if (kind !== 'partner') throw new NotAPartner();

    return this.unitOfWork.run(async (tx) => {
      const last = await this.enrolments.lockLast(tx, programId, partnerId);
      const isOpen = last !== undefined && last.to === undefined;
      if (isOpen && last.tier === tier) return last;
      const now = this.clock.now();
      const from = input.from ?? now;
      if (last !== undefined) await this.checkMove(program, last, tier, from, now);
      if (isOpen) await this.enrolments.end(tx, last.id, from);
      const enrolment = { id: this.ids.next<'Enrolment'>(), programId, partnerId, tier, from, to: undefined };
      await this.enrolments.insert(tx, enrolment, now, subjectOf(actor));
      return enrolment;
    });
  }

  private async checkMove(program: Program, last: Enrolment, tier: string, from: EpochMs, now: EpochMs): Promise<void> {
    const bound = last.to ?? ((last.from + 1) as EpochMs);
    if (from < bound || from < now) throw new EnrolmentNotLater(bound > now ? bound : now);
    const earliest = (now + program.noticeDays * DAY_MS) as EpochMs;
    if (from >= earliest) return;
    const versions = await this.versions.find([program.id]);
    const inForce = versions.filter((_, index) => (versions[index + 1]?.from ?? Infinity) > from);
    if (inForce.some(({ table }) => isTierCut(table, last.tier, tier))) {
      throw new CutWithoutNotice(program.noticeDays, earliest);
    }
  }
}
