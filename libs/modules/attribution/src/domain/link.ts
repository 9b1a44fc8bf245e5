import type { EpochMs, Id } from '#kernel';

/** A partner's tracked way to a merchant's page. Never changed after it is made. */
export type Link = {
  readonly id: Id<'Link'>;
  /** What stands behind `/l/`. */
  readonly code: string;
  readonly programId: Id<'Program'>;
  readonly merchantId: Id<'Organisation'>;
  readonly partnerId: Id<'Organisation'>;
  readonly url: string;
  readonly createdAt: EpochMs;
};

/** A visit through a link, as it was recorded. */
export type Click = {
  readonly id: Id<'Click'>;
  readonly linkId: Id<'Link'>;
  readonly at: EpochMs;
  /** The merchant's own name for the customer, where it is known. */
  readonly customerRef?: string;
};
