import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource, InvalidInput, type Role } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { Passwords } from '../../adapters/passwords.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { rolesOf } from '../../domain/organisation.ts';
import { DEMO_CHAIN_ID, IdentitySettings } from '../../identity-settings.ts';
import { DemoUsersRefused, EmailTaken, OrganisationNotFound, RoleDoesNotFit } from '../../identity.errors.ts';
import { OrganisationStore } from '../../storage/organisation.store.ts';
import { UserStore } from '../../storage/user.store.ts';

/** A person and their first membership. */
export type NewUser = {
  readonly email: string;
  readonly name: string;
  /** 12 to 200 characters. */
  readonly password: string;
  readonly organisationId: Id<'Organisation'>;
  readonly roles: readonly Role[];
  /** Its password is published: only on chain 31337. */
  readonly isDemo?: boolean;
  readonly id?: Id<'User'>;
};

/** Adds a user as a member of an organisation. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserStore,
    private readonly organisations: OrganisationStore,
    private readonly passwords: Passwords,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * @throws {InvalidInput | DemoUsersRefused | OrganisationNotFound | RoleDoesNotFit | EmailTaken} in this order;
   * nothing was written.
   */
  async execute(input: NewUser): Promise<{ readonly id: Id<'User'>; readonly email: string }> {
    const email = normaliseEmail(input.email);
    const name = input.name.trim();
    if (name.length === 0 || name.length > 200) throw new InvalidInput('name', 'a name has 1 to 200 characters');
    if (input.password.length < 12 || input.password.length > 200) {
      throw new InvalidInput('password', 'a password has 12 to 200 characters');
    }
    if (input.roles.length === 0) throw new InvalidInput('roles', 'a member has at least one role');
    const isDemo = input.isDemo === true;
    if (isDemo && this.settings.chainId !== DEMO_CHAIN_ID) throw new DemoUsersRefused(this.settings.chainId);

    const [organisation] = await this.organisations.find([input.organisationId]);
    if (organisation === undefined) throw new OrganisationNotFound();
    const misfit = input.roles.find((role) => !rolesOf(organisation.kind).includes(role));
    if (misfit !== undefined) throw new RoleDoesNotFit(misfit, organisation.kind);

    const id = input.id ?? this.ids.next<'User'>();
    // Hashed before the transaction, which then holds its connection for milliseconds.
    const passwordHash = await this.passwords.hash(input.password);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const isNew = await this.users.insert(tx, { id, email, name, passwordHash, isDemo }, now);
      if (!isNew) throw new EmailTaken();
      await this.users.addMembership(tx, id, organisation, input.roles, now);
      return { id, email };
    });
  }
}
