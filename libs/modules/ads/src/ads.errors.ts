import { DomainError } from '#kernel';

/** No such campaign for this caller. Nothing was written. */
export class CampaignNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ads.campaign_not_found';
  constructor() {
    super('no such campaign');
  }
}

/** The advertiser has a campaign of this name. Nothing was written. */
export class CampaignNameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ads.campaign_name_taken';
  constructor(name: string) {
    super(`there is a campaign named ${name}`);
  }
}

/** Campaigns belong to advertisers and merchants. Nothing was written. */
export class NotAnAdvertiser extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ads.not_an_advertiser';
  constructor() {
    super('this organisation is neither an advertiser nor a merchant');
  }
}

/** The budget must pay for one impression or click at the full bid. Nothing was written. */
export class BudgetBelowBid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ads.budget_below_bid';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  constructor() {
    super('the budget does not cover one impression or click');
    this.details = { fields: [{ path: 'budget', message: this.message }] };
  }
}

/** The product is not in the advertiser's catalog. Nothing was written. */
export class ProductNotListed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ads.product_not_listed';
  constructor(sku: string) {
    super(`${sku} is not in the catalog of this organisation`);
  }
}

/** No such charge of ads, or it concerns others. */
export class AdChargeNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ads.charge_not_found';
  constructor() {
    super('no such charge of ads');
  }
}

/** No such creative. Nothing was written. */
export class CreativeNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ads.creative_not_found';
  constructor() {
    super('no such creative');
  }
}

/** The event's token is not one of ours. Nothing was counted. */
export class EventTokenInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ads.event_token_invalid';
  constructor() {
    super('this is not a token of a served ad');
  }
}

/** The event was told before. It is not counted again. */
export class EventTokenReplayed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ads.event_token_replayed';
  constructor() {
    super('this event was told before');
  }
}

/** The bid request cannot be read; `reason` names the field. No auction was held. */
export class BidRequestInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'ads.bid_request_invalid';
  override readonly details: { readonly nbr: number; readonly reason: string };
  constructor(reason: string) {
    super(reason);
    this.details = { nbr: 2, reason }; // OpenRTB 2.6, list of no-bid reasons: 2 is an invalid request.
  }
}

/** No such auction, or none that the caller won. Nothing was written. */
export class AuctionNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'ads.auction_not_found';
  constructor() {
    super('no such auction that you won');
  }
}

/** The auction is not in the log yet: it will be within a minute. Nothing was written. */
export class AuctionNotSealed extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ads.auction_not_sealed';
  constructor() {
    super('the auction will be in the log within a minute');
  }
}
