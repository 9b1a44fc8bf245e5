import { Injectable } from '@nestjs/common';
import { type Asset, Clock, type Id, IdSource, InvalidInput, bps } from '#kernel';
import { FindOrganisation, OrganisationNotFound } from '#modules/identity';
import { UnitOfWork } from '#platform/database';
import { type Actor, actsFor, subjectOf } from '../../domain/actor.ts';
import type { Program } from '../../domain/program.ts';
import { NotAMerchant, ProgramNameTaken } from '../../programs.errors.ts';
import { ProgramStore } from '../../storage/program.store.ts';

/** A new program. Days are of 24 h. */
export type NewProgram = {
  readonly merchantId: Id<'Organisation'>;
  readonly name: string;
  readonly settlementAsset: Asset;
  /** 0 to 365; 30 unless given. */
  readonly maturationDays?: number | undefined;
  /** 0 to 10,000; 1,000 unless given. */
  readonly feeBps?: number | undefined;
  /** 1 to 365; 30 unless given. */
  readonly attributionWindowDays?: number | undefined;
  /** 0 to 365; 30 unless given. */
  readonly noticeDays?: number | undefined;
  readonly id?: Id<'Program'> | undefined;
};

/** Adds a program. It prices nothing until its first rule version. */
@Injectable()
export class CreateProgram {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly programs: ProgramStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @throws {InvalidInput | OrganisationNotFound | NotAMerchant | ProgramNameTaken} in this order; nothing was written. */
  async execute(input: NewProgram, actor: Actor): Promise<Program> {
    const program: Program = {
      id: input.id ?? this.ids.next<'Program'>(),
      merchantId: input.merchantId,
      name: input.name.trim(),
      settlementAsset: input.settlementAsset,
      maturationDays: days('maturation_days', input.maturationDays ?? 30, 0),
      feeBps: bps(input.feeBps ?? 1000),
      attributionWindowDays: days('attribution_window_days', input.attributionWindowDays ?? 30, 1),
      noticeDays: days('notice_days', input.noticeDays ?? 30, 0),
      createdAt: this.clock.now(),
    };
    if (program.name.length === 0 || program.name.length > 200) {
      throw new InvalidInput('name', 'a name has 1 to 200 characters');
    }
    if (!actsFor(actor, program.merchantId)) throw new OrganisationNotFound();
    const { kind } = await this.organisations.execute(program.merchantId);
    if (kind !== 'merchant') throw new NotAMerchant();
    return this.unitOfWork.run(async (tx) => {
      const isNew = await this.programs.insert(tx, program, subjectOf(actor));
      if (!isNew) throw new ProgramNameTaken(program.name);
      return program;
    });
  }
}

function days(field: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least || value > 365) {
    throw new InvalidInput(field, `this is a whole number of days, ${least} to 365`);
  }
  return value;
}
