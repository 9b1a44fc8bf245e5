import { DomainError } from '#kernel';

/** No such payout run. Nothing was changed. */
export class RunNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'payouts.run_not_found';
  constructor() {
    super('no such payout run');
  }
}

/** Runs are proposed, approved and cancelled by people of the platform's finance, never by a key. Nothing was changed. */
export class NotFinance extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'payouts.not_finance';
  constructor() {
    super('a payout run is decided by a person of finance');
  }
}

/** Who proposed a run cannot approve it. Nothing moved. */
export class MakerIsChecker extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'payouts.maker_is_checker';
  constructor() {
    super('a run is approved by another person than the one who proposed it');
  }
}

/** The run is not in a state that allows this; `state` says which it is in. Nothing moved. */
export class RunStateRefuses extends DomainError {
  readonly kind = 'refused';
  readonly code = 'payouts.run_state_refuses';
  override readonly details: { state: string };
  constructor(state: string, wanted: string) {
    super(`a ${state} run cannot be ${wanted}`);
    this.details = { state };
  }
}

/** Nobody can be paid: no payee has enough payable, a wallet and no open review. No run was made. */
export class NobodyToPay extends DomainError {
  readonly kind = 'refused';
  readonly code = 'payouts.nobody_to_pay';
  override readonly details: { left_out: number };
  constructor(leftOut: number) {
    super(`nobody can be paid now, ${leftOut} payees are left out`);
    this.details = { left_out: leftOut };
  }
}

/** A root of this custody is being posted; a run frozen now could not be told from those in it. Nothing moved; try later. */
export class RailBusy extends DomainError {
  readonly kind = 'refused';
  readonly code = 'payouts.rail_busy';
  constructor() {
    super('another run is being posted, approve this one when it is');
  }
}

/** Since the run was proposed everything on its list was taken back or put in review. Nothing moved; cancel the run. */
export class NothingLeftToPay extends DomainError {
  readonly kind = 'refused';
  readonly code = 'payouts.nothing_left_to_pay';
  constructor() {
    super('nothing of this run can be paid any more, cancel it');
  }
}

/** The payee has an open review. Nothing was written. */
export class ReviewOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'payouts.review_open';
  constructor() {
    super('this payee is in review already');
  }
}

/** No such open review. Nothing was written. */
export class ReviewNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'payouts.review_not_found';
  constructor() {
    super('no such open review');
  }
}
