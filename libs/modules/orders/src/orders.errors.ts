import { type DetailValue, DomainError } from '#kernel';

type Details = { readonly [key: string]: DetailValue };

/** The merchant's order id came again with other content in `field`. Nothing was written; the first order stands. */
export class OrderIdReused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'orders.order_id_reused';
  override readonly details: Details;
  constructor(externalId: string, field: string) {
    super(`order ${externalId} was accepted before with another ${field}`);
    this.details = { external_id: externalId, field };
  }
}

/** The merchant's refund id came again with other content in `field`. Nothing was written; the first refund stands. */
export class RefundIdReused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'orders.refund_id_reused';
  override readonly details: Details;
  constructor(externalId: string, field: string) {
    super(`refund ${externalId} was recorded before with another ${field}`);
    this.details = { external_id: externalId, field };
  }
}

/** One field of an order or refund can never be right. It was not written. */
export class OrderInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'orders.order_invalid';
  override readonly details: Details;
  constructor(path: string, message: string) {
    super(message);
    this.details = { fields: [{ path, message }] };
  }
}

/** The order or refund says that it happens after now. It was not written. */
export class FromTheFuture extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'orders.from_the_future';
  override readonly details: Details;
  constructor(path: string, message: string) {
    super(message);
    this.details = { fields: [{ path, message }] };
  }
}

/** The merchant has no such order. Nothing was written. */
export class OrderNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'orders.order_not_found';
  constructor() {
    super('there is no such order');
  }
}

/** The order has no line of this number. The refund was not written. */
export class OrderLineNotFound extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'orders.order_line_not_found';
  override readonly details: Details;
  constructor(line: number) {
    super(`the order has no line ${line}`);
    this.details = { line };
  }
}

/** More would be refunded on a line than was paid for it, or more pieces than were bought. The refund was not written. */
export class RefundExceedsLine extends DomainError {
  readonly kind = 'refused';
  readonly code = 'orders.refund_exceeds_line';
  override readonly details: Details;
  constructor(line: number, left: bigint, asked: bigint, unit: 'minor' | 'pieces') {
    super(`line ${line} has ${left} ${unit} left to refund, ${asked} were asked for`);
    this.details = { line, left: left.toString(), asked: asked.toString(), unit };
  }
}
