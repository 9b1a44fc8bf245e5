import { Injectable } from '@nestjs/common';
import { UserStore } from '../../storage/user.store.ts';

/** Reads who people are, for other modules that say who did something. */
@Injectable()
export class FindPeople {
  constructor(private readonly users: UserStore) {}

  /** Names of those of `ids` that exist, by id. One query. */
  names(ids: readonly string[]): Promise<Map<string, string>> {
    return this.users.names([...new Set(ids)]);
  }
}
