import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Passwords } from '../../adapters/passwords.ts';
import { SignInAttempts } from '../../adapters/sign-in-attempts.ts';
import { retryAt } from '../../domain/attempts.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { DEMO_CHAIN_ID, IdentitySettings } from '../../identity-settings.ts';
import { DemoUsersRefused, NotAMember, TooManyAttempts, WrongCredentials } from '../../identity.errors.ts';
import { type Membership, type UserRecord, UserStore } from '../../storage/user.store.ts';
import { type SessionTokens, StartSession } from './start-session.ts';

/** What a person types. `organisationId` is for people of several organisations; without it the oldest is taken. */
export type Credentials = {
  readonly email: string;
  readonly password: string;
  readonly organisationId?: Id<'Organisation'> | undefined;
};

/**
 * Signs a person in. Attempts are counted per e-mail, known or not, before the password is checked, so that guesses sent
 * side by side each count. The password is checked outside any transaction.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserStore,
    private readonly attempts: SignInAttempts,
    private readonly passwords: Passwords,
    private readonly startSession: StartSession,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {InvalidInput | TooManyAttempts | WrongCredentials | DemoUsersRefused | NotAMember} no token was made.
   * An unknown e-mail and a wrong password are one answer after the same work.
   */
  async execute(input: Credentials): Promise<SessionTokens> {
    const email = normaliseEmail(input.email);
    const retry = retryAt(await this.attempts.count(email));
    if (retry !== undefined) throw new TooManyAttempts(retry, this.clock.now());

    const user = await this.checkPassword(email, input.password);
    const membership = await this.membershipOf(user, input.organisationId);
    const tokens = await this.unitOfWork.run((tx) =>
      this.startSession.execute(tx, user.id, membership.organisationId, membership.roles),
    );
    await this.attempts.forget(email);
    return tokens;
  }

  private async checkPassword(email: string, password: string): Promise<UserRecord> {
    const user = await this.users.findByEmail(email);
    const isRight = await this.passwords.matches(password, user?.passwordHash);
    if (user === undefined || !isRight) throw new WrongCredentials();
    if (user.isDemo && this.settings.chainId !== DEMO_CHAIN_ID) throw new DemoUsersRefused(this.settings.chainId);
    return user;
  }

  private async membershipOf(user: UserRecord, wanted: Id<'Organisation'> | undefined): Promise<Membership> {
    const memberships = await this.users.memberships(user.id);
    const membership =
      wanted === undefined ? memberships[0] : memberships.find(({ organisationId }) => organisationId === wanted);
    if (membership === undefined) throw new NotAMember();
    return membership;
  }
}
