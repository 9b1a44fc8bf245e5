import { DomainError } from '#kernel';

/** The caller has no such commission. */
export class CommissionNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'commissions.commission_not_found';
  constructor() {
    super('there is no such commission');
  }
}

/** The caller has no conversion of this order: it is others', unknown, or nobody brought it. */
export class ConversionNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'commissions.conversion_not_found';
  constructor() {
    super('there is no such conversion');
  }
}
