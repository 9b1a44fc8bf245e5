import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type MoneyRead, MoneyReadStore } from '../../storage/money-read.store.ts';
import { UserStore } from '../../storage/user.store.ts';

/** A read with the name of the person; undefined for an API key. */
export type NamedMoneyRead = MoneyRead & { readonly name: string | undefined };

/** Lists who looked at whose money. */
@Injectable()
export class ListMoneyReads {
  constructor(
    private readonly reads: MoneyReadStore,
    private readonly users: UserStore,
  ) {}

  /** Newest first, behind `before`: looks at `owner`'s money, or all looks. */
  async execute(
    owner: Id<'Organisation'> | undefined,
    before: Id<'MoneyRead'> | undefined,
    limit: number,
  ): Promise<NamedMoneyRead[]> {
    const reads = await this.reads.list(owner, before, limit);
    const names = await this.users.names([...new Set(reads.map(({ by }) => by.subject))]);
    return reads.map((read) => ({ ...read, name: names.get(read.by.subject) }));
  }
}
