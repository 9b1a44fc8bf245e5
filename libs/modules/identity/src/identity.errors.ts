import { DomainError, type EpochMs, formatInstant } from '#kernel';

/** E-mail and password do not belong together, or nobody has that e-mail. No token was made. */
export class WrongCredentials extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'identity.wrong_credentials';
  constructor() {
    super('e-mail or password is wrong');
  }
}

/** This e-mail was tried too often. Nothing was checked; `retry_at` says when it will be again. */
export class TooManyAttempts extends DomainError {
  readonly kind = 'too_many';
  readonly code = 'identity.too_many_attempts';
  override readonly details: { retry_at: string; retry_after_seconds: number };
  constructor(retryAt: EpochMs, now: EpochMs) {
    super('too many sign-ins for this e-mail, wait a little');
    this.details = { retry_at: formatInstant(retryAt), retry_after_seconds: Math.ceil((retryAt - now) / 1000) };
  }
}

/** The refresh token is unknown, expired, revoked or was used before (its whole family is then revoked). Sign in again. */
export class RefreshTokenInvalid extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'identity.refresh_token_invalid';
  constructor() {
    super('this refresh token is not good any more, sign in again');
  }
}

/** The caller's role or the key's scopes do not cover this. Nothing was done. */
export class NotAllowed extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'identity.not_allowed';
  constructor(why: string) {
    super(why);
  }
}

/** Another user has this e-mail. Nothing was written. */
export class EmailTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'identity.email_taken';
  constructor() {
    super('a user with this e-mail exists');
  }
}

/** No such organisation for this caller. Nothing was written. */
export class OrganisationNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'identity.organisation_not_found';
  constructor() {
    super('no such organisation');
  }
}

/** The user is not a member of that organisation. No token was made. */
export class NotAMember extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'identity.not_a_member';
  constructor() {
    super('you are not a member of this organisation');
  }
}

/** Such a role does not exist in that kind of organisation. Nothing was written. */
export class RoleDoesNotFit extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'identity.role_does_not_fit';
  constructor(role: string, kind: string) {
    super(`there is no role ${role} in an organisation of kind ${kind}`);
  }
}

/** Demo users have published passwords; outside chain 31337 they can neither be made nor sign in. */
export class DemoUsersRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'identity.demo_users_refused';
  constructor(chainId: number) {
    super(`demo users are for chain 31337 only, this is chain ${chainId}`);
  }
}

/** No such key in the caller's organisation. Nothing was changed. */
export class ApiKeyNotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'identity.api_key_not_found';
  constructor() {
    super('no such API key');
  }
}

/** The message is not one we issued to this payee, or it expired, or it was used. The wallet stays as it was. */
export class WalletChallengeInvalid extends DomainError {
  readonly kind = 'refused';
  readonly code = 'identity.wallet_challenge_invalid';
  constructor() {
    super('this message was not issued to you, has expired, or was used before: ask for a new one');
  }
}

/** The signature is not by the wallet that the message names. The wallet stays as it was. */
export class WalletSignatureWrong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'identity.wallet_signature_wrong';
  constructor() {
    super('the signature is not by this wallet');
  }
}

/** The text is not an Ethereum address, or its checksum (EIP-55) is wrong. Nothing was written. */
export class WalletAddressInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'identity.wallet_address_invalid';
  constructor() {
    super('this is not an Ethereum address');
  }
}

/** Only partners are payees with a wallet for now. Nothing was written. */
export class NotAPayee extends DomainError {
  readonly kind = 'refused';
  readonly code = 'identity.not_a_payee';
  constructor() {
    super('only a partner has a payout wallet');
  }
}

/** The payee has no wallet yet. Nothing was read. */
export class WalletNotSet extends DomainError {
  readonly kind = 'not_found';
  readonly code = 'identity.wallet_not_set';
  constructor() {
    super('no wallet is set yet');
  }
}

/** `X-Reason` is too long, or not one line of text. Nothing was read. */
export class ReasonInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'identity.reason_invalid';
  constructor(most: number) {
    super(`a reason is one line of at most ${most} characters`);
  }
}
