export type { Actor } from './domain/actor.ts';
export { type Enrolment, type Program, type RuleVersion, versionAt } from './domain/program.ts';
export { ANY, type RateMatch, type RateRow, type RateTable, isCut, matchRate, rateTable } from './domain/rate-table.ts';
export { RULE_VERSION_TOPIC, type RuleTerms, canonicalTerms, ruleTerms } from './domain/terms.ts';
export {
  AdShareIsThePlatforms,
  ChangedMeanwhile,
  CutWithoutNotice,
  EnrolmentNotLater,
  NotAMerchant,
  NotAPartner,
  ProgramNameTaken,
  ProgramNotFound,
  VersionInThePast,
  VersionNotLater,
} from './programs.errors.ts';
export { ProgramsModule } from './programs.module.ts';
export type { EnrolmentQuestion } from './storage/enrolment.store.ts';
export { CreateProgram, type NewProgram } from './use-cases/create-program/create-program.ts';
export { EnrolPartner, type NewEnrolment } from './use-cases/enrol-partner/enrol-partner.ts';
export { EnrolmentsAt } from './use-cases/enrolments-at/enrolments-at.ts';
export { FindPrograms } from './use-cases/find-programs/find-programs.ts';
export { type NewRuleVersion, PublishRuleVersion } from './use-cases/publish-rule-version/publish-rule-version.ts';
export { RuleVersionAt } from './use-cases/rule-version-at/rule-version-at.ts';
