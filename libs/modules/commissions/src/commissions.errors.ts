import { DomainError } from '#kernel';

/** The caller has no such commission. */
export class CommissionNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'commissions.commission_not_found';
  constructor() {
    super('there is no such commission');
  }
}
