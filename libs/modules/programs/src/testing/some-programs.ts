import { type Clock, RandomIdSource } from '#kernel';
import type { FindOrganisation } from '#modules/identity';
import { aLedger } from '#modules/ledger/testing';
import type { TestDatabase } from '#platform/database/testing';
import { Outbox } from '#platform/outbox';
import { EnrolmentStore } from '../storage/enrolment.store.ts';
import { ProgramStore } from '../storage/program.store.ts';
import { RuleVersionStore } from '../storage/rule-version.store.ts';
import { CreateProgram } from '../use-cases/create-program/create-program.ts';
import { EnrolPartner } from '../use-cases/enrol-partner/enrol-partner.ts';
import { EnrolmentsAt } from '../use-cases/enrolments-at/enrolments-at.ts';
import { FindPrograms } from '../use-cases/find-programs/find-programs.ts';
import { PublishRuleVersion } from '../use-cases/publish-rule-version/publish-rule-version.ts';
import { RuleVersionAt } from '../use-cases/rule-version-at/rule-version-at.ts';

/** Tells nobody: tests without a relay must not leave rows in the outbox, for which consumers would wait. */
class NoOutbox extends Outbox {
  override add(): Promise<void> {
    return Promise.resolve();
  }

  override addAll(): Promise<void> {
    return Promise.resolve();
  }
}

/** The use-cases of programs on a test database, without Nest. */
export type TestPrograms = {
  readonly create: CreateProgram;
  readonly publish: PublishRuleVersion;
  readonly enrol: EnrolPartner;
  readonly find: FindPrograms;
  readonly versionAt: RuleVersionAt;
  readonly enrolmentsAt: EnrolmentsAt;
};

/** Wires programs on `database`. PostgreSQL checks starts by its own clock, so `clock` should stand near the real time. */
export function somePrograms(database: TestDatabase, organisations: FindOrganisation, clock: Clock): TestPrograms {
  const ids = new RandomIdSource(clock);
  const [programs, versions] = [new ProgramStore(database.database), new RuleVersionStore(database.database)];
  const enrolments = new EnrolmentStore(database.database);
  const { appendNotes } = aLedger(database, clock);
  const { unitOfWork } = database;
  return {
    create: new CreateProgram(unitOfWork, programs, organisations, clock, ids),
    publish: new PublishRuleVersion(unitOfWork, programs, versions, appendNotes, clock, ids, new NoOutbox()),
    enrol: new EnrolPartner(unitOfWork, programs, versions, enrolments, organisations, clock, ids),
    find: new FindPrograms(programs, enrolments),
    versionAt: new RuleVersionAt(versions),
    enrolmentsAt: new EnrolmentsAt(enrolments),
  };
}
