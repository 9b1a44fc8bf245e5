import { DomainError, type EpochMs, formatInstant } from '#kernel';

/** No such program for this caller. Nothing was written. */
export class ProgramNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'programs.program_not_found';
  constructor() {
    super('no such program');
  }
}

/** The merchant has a program of this name. Nothing was written. */
export class ProgramNameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'programs.name_taken';
  constructor(name: string) {
    super(`there is a program named ${name}`);
  }
}

/** Programs belong to merchants. Nothing was written. */
export class NotAMerchant extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.not_a_merchant';
  constructor() {
    super('this organisation is not a merchant');
  }
}

/** Only partners can be enrolled. Nothing was written. */
export class NotAPartner extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.not_a_partner';
  constructor() {
    super('this organisation is not a partner');
  }
}

/** A version starts after the one before it. Nothing was written. */
export class VersionNotLater extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.version_not_later';
  override readonly details: { last_from: string };
  constructor(lastFrom: EpochMs) {
    super(`the version before this one starts at ${formatInstant(lastFrom)}, this one must start later`);
    this.details = { last_from: formatInstant(lastFrom) };
  }
}

/** Only a program without any version takes one that starts in the past. Nothing was written. */
export class VersionInThePast extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.version_in_the_past';
  constructor() {
    super('rates that were in force cannot be changed afterwards');
  }
}

/** The version pays somebody less before the promised notice is over. Nothing was written. */
export class CutWithoutNotice extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.cut_without_notice';
  override readonly details: { notice_days: number; earliest_from: string };
  constructor(noticeDays: number, earliestFrom: EpochMs) {
    super(`a cut is announced ${noticeDays} days ahead, so it can start at ${formatInstant(earliestFrom)}`);
    this.details = { notice_days: noticeDays, earliest_from: formatInstant(earliestFrom) };
  }
}

/**
 * What ads beside posts earn is the platform's money, so a merchant cannot say how much of it creators get. Nothing was
 * written; a version without that rate keeps the one before.
 */
export class AdShareIsThePlatforms extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'programs.ad_share_is_the_platforms';
  constructor() {
    super('the share of ads is set by the platform’s finance');
  }
}

/** Another version of this program, or another enrolment of this partner, was written at the same time. Try again. */
export class ChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'programs.changed_meanwhile';
  constructor() {
    super('somebody else changed this at the same time, look again');
  }
}

/** A tier starts after the partner's tier before, and not in the past. Nothing was written. */
export class EnrolmentNotLater extends DomainError {
  readonly kind = 'refused';
  readonly code = 'programs.enrolment_not_later';
  override readonly details: { earliest_from: string };
  constructor(earliestFrom: EpochMs) {
    super(`a change of tier can start after ${formatInstant(earliestFrom)}`);
    this.details = { earliest_from: formatInstant(earliestFrom) };
  }
}
