import { DomainError } from '#kernel';

/** The context was not signed by us, or for another reader. Nothing was counted. */
export class ContextForged extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'feed.context_forged';
  constructor() {
    super('this feed context was not made for you by this server');
  }
}

/** The feed was served too long ago for an action on it to count. Nothing was counted; load the feed again. */
export class ContextExpired extends DomainError {
  readonly kind = 'refused';
  readonly code = 'feed.context_expired';
  constructor() {
    super('this feed was served too long ago');
  }
}

/** The action names a post that was not in the served feed. Nothing was counted. */
export class NotServed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'feed.not_served';
  constructor() {
    super('the post was not in this feed');
  }
}

/** This action on this post in this feed was counted before. Nothing was counted, of the whole call. */
export class ActionReplayed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'feed.action_replayed';
  constructor() {
    super('this action was counted before');
  }
}
