import { Injectable } from '@nestjs/common';
import type { Caller, Id } from '#kernel';
import { actsFor } from '../../domain/actor.ts';
import type { Enrolment, Program } from '../../domain/program.ts';
import { ProgramNotFound } from '../../programs.errors.ts';
import { EnrolmentStore } from '../../storage/enrolment.store.ts';
import { type ProgramFilter, ProgramStore } from '../../storage/program.store.ts';

/** Reads programs and enrolments, for other modules and the API. */
@Injectable()
export class FindPrograms {
  constructor(
    private readonly programs: ProgramStore,
    private readonly enrolments: EnrolmentStore,
  ) {}

  /** Those of `ids` that exist, by id. One query. */
  async execute(ids: readonly Id<'Program'>[]): Promise<Map<Id<'Program'>, Program>> {
    const found = ids.length === 0 ? [] : await this.programs.find(ids);
    return new Map(found.map((program) => [program.id, program]));
  }

  /** The program, when `caller` may see it: finance, its merchant, and partners who are or were enrolled. @throws {ProgramNotFound} */
  async visible(id: Id<'Program'>, caller: Caller): Promise<Program> {
    const [program] = await this.programs.find([id]);
    if (program === undefined) throw new ProgramNotFound();
    if (actsFor(caller, program.merchantId)) return program;
    const enrolled = await this.enrolments.list(id, caller.organisation, undefined, 1);
    if (enrolled.length === 0) throw new ProgramNotFound();
    return program;
  }

  /** At most `limit` programs behind the id `after`, oldest first. */
  list(filter: ProgramFilter, after: string | undefined, limit: number): Promise<Program[]> {
    return this.programs.list(filter, after, limit);
  }

  /** At most `limit` enrolments of a program behind the id `after`, of one partner when given. */
  enrolmentsOf(
    programId: Id<'Program'>,
    partnerId: Id<'Organisation'> | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Enrolment[]> {
    return this.enrolments.list(programId, partnerId, after, limit);
  }
}
