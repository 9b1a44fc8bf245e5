import { DomainError } from '#kernel';

/** Only a merchant has products. Nothing was written. */
export class NotAMerchant extends DomainError {
  readonly kind = 'refused';
  readonly code = 'catalog.not_a_merchant';
  constructor() {
    super('this organisation is not a merchant');
  }
}

/** The feed as a whole cannot be read: no CSV, a heading without the columns, too many rows. No row was stored. */
export class FeedNotReadable extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'catalog.feed_not_readable';
  constructor(message: string) {
    super(message);
  }
}

/** This merchant has no product with this sku. */
export class ProductUnknown extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'catalog.product_unknown';
  constructor() {
    super('this merchant has no product with this sku');
  }
}
