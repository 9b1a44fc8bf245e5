import { Module } from '@nestjs/common';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger/notes';
import { EnrolmentStore } from './storage/enrolment.store.ts';
import { ProgramStore } from './storage/program.store.ts';
import { RuleVersionStore } from './storage/rule-version.store.ts';
import { CreateProgram } from './use-cases/create-program/create-program.ts';
import { EnrolPartner } from './use-cases/enrol-partner/enrol-partner.ts';
import { EnrolmentsAt } from './use-cases/enrolments-at/enrolments-at.ts';
import { FindPrograms } from './use-cases/find-programs/find-programs.ts';
import { PublishRuleVersion } from './use-cases/publish-rule-version/publish-rule-version.ts';
import { RuleVersionAt } from './use-cases/rule-version-at/rule-version-at.ts';

const USE_CASES = [CreateProgram, EnrolPartner, EnrolmentsAt, FindPrograms, PublishRuleVersion, RuleVersionAt];

/** Needs the database, `Clock` and `IdSource` from the process. */
@Module({
  imports: [IdentityModule, LedgerModule],
  providers: [...USE_CASES, ProgramStore, RuleVersionStore, EnrolmentStore],
  exports: USE_CASES,
})
export class ProgramsModule {}
