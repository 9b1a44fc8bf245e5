import { DomainError } from '#kernel';

/** There is no such post, or the caller may not see it. Nothing was written. */
export class PostNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'social.post_not_found';
  constructor() {
    super('there is no such post');
  }
}

/** The text is longer than a post or comment may be. Nothing was written, and nothing of it was classified. */
export class TextTooLong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.text_too_long';
  override readonly details: { readonly most: number; readonly length: number };
  constructor(most: number, length: number) {
    super(`the text has ${length} characters, at most ${most} are taken`);
    this.details = { most, length };
  }
}

/** The text has no visible character. Nothing was written. */
export class TextEmpty extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.text_empty';
  constructor() {
    super('the text has no visible character');
  }
}

/** The author's trust level does not allow more posts, tags or comments now. Nothing was written; `rate` says which. */
export class RateReached extends DomainError {
  readonly kind = 'refused';
  readonly code = 'social.rate_reached';
  override readonly details: { readonly rate: string; readonly most: number };
  constructor(rate: string, most: number) {
    super(`${rate}: at most ${most} at this trust level`);
    this.details = { rate, most };
  }
}

/** A tag names a product that the program's merchant does not have. Nothing was written. */
export class ProductNotFound extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.product_not_found';
  constructor(sku: string) {
    super(`the merchant of this program has no product ${sku}`);
  }
}

/** The post names a picture that its author did not upload. Nothing was written. */
export class MediaNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'social.media_not_found';
  constructor() {
    super('there is no such picture of yours');
  }
}

/** The file is not a JPEG, PNG or WebP picture, whatever its name or type says. Nothing was stored. */
export class NotAPicture extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.not_a_picture';
  constructor(message = 'the file is not a JPEG, PNG or WebP picture') {
    super(message);
  }
}

/** The picture has more bytes or pixels than are taken, or less than can be shown. Nothing was stored. */
export class PictureSizeRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.picture_size_refused';
}

/** The caller reported this post before. Nothing was written. */
export class ReportedBefore extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'social.reported_before';
  constructor() {
    super('you reported this post before');
  }
}

/** There is no such case, or it does not concern the caller. Nothing was written. */
export class CaseNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'social.case_not_found';
  constructor() {
    super('there is no such case');
  }
}

/** Another moderator is working on the case. Nothing was written. */
export class CaseClaimed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'social.case_claimed';
  constructor() {
    super('another moderator is working on this case');
  }
}

/** The case waits for no decision: it is decided, or closed for good. Nothing was written. */
export class CaseNotOpen extends DomainError {
  readonly kind = 'refused';
  readonly code = 'social.case_not_open';
  constructor() {
    super('the case waits for no decision');
  }
}

/** An appeal is decided by another moderator than the decision it is about. Nothing was written. */
export class NeedsAnotherModerator extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'social.needs_another_moderator';
  constructor() {
    super('you made the decision that this appeal is about; another moderator decides');
  }
}

/** Nobody decides about words of their own. Nothing was written. */
export class OwnWords extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'social.own_words';
  constructor() {
    super('you wrote this; another moderator decides');
  }
}

/** Only a removal can be appealed, once, by who wrote it. Nothing was written. */
export class AppealRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'social.appeal_refused';
  constructor() {
    super('only a removal can be appealed, and once');
  }
}

/** The committed model is not one that this program reads. The process does not start. */
export class ModelUnreadable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'social.model_unreadable';
  constructor(why: string) {
    super(`the text model cannot be read: ${why}`);
  }
}

/** A label stands beside a post that stays: not with a removal, not on a comment. Nothing was decided. */
export class LabelRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'social.label_refused';
  constructor() {
    super('only a post that stays can have a label');
  }
}
