import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id, sha256 } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Passwords } from '../../adapters/passwords.ts';
import { ATTEMPT_WINDOW_MS, retryAt } from '../../domain/attempts.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { DEMO_CHAIN_ID, IdentitySettings } from '../../identity-settings.ts';
import { DemoUsersRefused, NotAMember, TooManyAttempts, WrongCredentials } from '../../identity.errors.ts';
import { SessionStore } from '../../storage/session.store.ts';
import { type Membership, type UserRecord, UserStore } from '../../storage/user.store.ts';
import { type SessionTokens, StartSession } from './start-session.ts';

/** What a person types. `organisationId` is for people of several organisations; without it the oldest is taken. */
export type Credentials = {
  readonly email: string;
  readonly password: string;
  readonly organisationId?: Id<'Organisation'> | undefined;
};

/**
 * Signs a person in. Attempts are counted per e-mail, known or not, in a transaction of their own: a refused sign-in
 * must still count. The password is checked outside any transaction.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
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
    const emailHash = sha256(email);
    const now = this.clock.now();
    const windowStart = (now - ATTEMPT_WINDOW_MS) as EpochMs;
    const window = await this.unitOfWork.run((tx) => this.sessions.countAttempt(tx, emailHash, now, windowStart));
    const retry = retryAt(window);
    if (retry !== undefined) throw new TooManyAttempts(retry);

    const user = await this.checkPassword(email, input.password);
    const membership = await this.membershipOf(user, input.organisationId);
    return this.unitOfWork.run(async (tx) => {
      await this.sessions.forgetAttempts(tx, emailHash, windowStart);
      return this.startSession.execute(tx, user.id, membership.organisationId, membership.roles);
    });
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
