import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DEMO_CHAIN_ID, IdentitySettings } from '../../identity-settings.ts';
import { DemoUsersRefused } from '../../identity.errors.ts';
import { UserStore } from '../../storage/user.store.ts';

/** Stops a start on a real chain over a database that the demo filled: its passwords are published. */
@Injectable()
export class RefuseDemoUsers implements OnModuleInit {
  constructor(
    private readonly users: UserStore,
    private readonly settings: IdentitySettings,
  ) {}

  /** @throws {DemoUsersRefused} the process does not start. */
  async onModuleInit(): Promise<void> {
    if (this.settings.chainId === DEMO_CHAIN_ID) return;
    if (await this.users.hasDemoUsers()) throw new DemoUsersRefused(this.settings.chainId);
  }
}
