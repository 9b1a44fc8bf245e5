import { Injectable } from '@nestjs/common';
import type { Caller } from '#kernel';
import { type Membership, UserStore } from '../../storage/user.store.ts';

/** The caller as a person sees themselves; `user` is missing for an API key. */
export type Me = {
  readonly caller: Caller;
  readonly user: { readonly email: string; readonly name: string } | undefined;
  readonly memberships: readonly Membership[];
};

/** Who is signed in, and where they may act. */
@Injectable()
export class ReadMe {
  constructor(private readonly users: UserStore) {}

  async execute(caller: Caller): Promise<Me> {
    if (caller.kind !== 'user') return { caller, user: undefined, memberships: [] };
    const user = await this.users.find(caller.subject);
    return {
      caller,
      user: user === undefined ? undefined : { email: user.email, name: user.name },
      memberships: await this.users.memberships(caller.subject),
    };
  }
}
