import { DomainError } from '#kernel';

/** Only a merchant has products. Nothing was written. */
export class NotAMerchant extends DomainError {
  readonly kind = 'refused';
  readonly code = 'catalog.not_a_merchant';
  constructor() {
    super('this organisation is not a merchant');
  }
}
