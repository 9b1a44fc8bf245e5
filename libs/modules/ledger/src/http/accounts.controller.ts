import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Asset, type Caller, asset as assetOf } from '#kernel';
import { Allow, CurrentCaller, Scopes, ShowsMoney, decodeCursor, pageOf } from '#platform/http';
import { AccountNotFound } from '../ledger.errors.ts';
import type { AccountRef } from '../domain/account.ts';
import { type AccountPath, accountPath } from '../domain/account-path.ts';
import { visibleOwner } from '../domain/visibility.ts';
import type { Book } from '../books/book.ts';
import type { Balance } from '../use-cases/read-balances/read-balances.ts';
import { InBook, OfOneBook } from './in-book.ts';
import {
  AccountBody,
  AccountPage,
  AccountsQuery,
  BalanceBody,
  BalanceQuery,
  StatementBody,
  pathParam,
} from './ledger.schemas.ts';
import { accountShape, balanceShape } from './shapes.ts';

const AccountCursor = z.tuple([z.string(), z.string()]);

/** Accounts with their balances: finance sees all, anybody else their organisation's. */
@ApiTags('ledger')
@Controller('v1/accounts')
@Allow('finance', 'auditor', 'merchant', 'influencer')
@Scopes('ledger:read')
@ShowsMoney()
@OfOneBook()
export class AccountsController {
  /** Accounts in order of path and asset. */
  @Get()
  @ApiOkResponse({ standardSchema: AccountPage })
  async list(
    @Query({ schema: AccountsQuery }) query: z.output<typeof AccountsQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() { doors }: Book,
  ): Promise<unknown> {
    const { prefix, asset, limit, cursor } = query;
    const owner = visibleOwner(caller);
    const options = {
      ...(asset === undefined ? {} : { asset }),
      ...(owner === undefined ? {} : { owner }),
      after: after(cursor),
      limit: limit + 1,
    };
    const page = pageOf(await doors.readBalances.byPrefix(prefix, options), limit, (last) => [last.path, last.asset]);
    return { ...page, items: page.items.map(accountShape) };
  }

  /** One account as it is now. */
  @Get(':path')
  @ApiOkResponse({ standardSchema: AccountBody })
  async read(
    @Param('path', { schema: pathParam }) path: AccountPath,
    @Query({ schema: BalanceQuery }) { asset }: z.output<typeof BalanceQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    return accountShape(await find(book, { path, asset }, caller));
  }

  /** What the account had at a past moment, added up from its rows. */
  @Get(':path/balance')
  @ApiOkResponse({ standardSchema: BalanceBody })
  async balance(
    @Param('path', { schema: pathParam }) path: AccountPath,
    @Query({ schema: BalanceQuery }) query: z.output<typeof BalanceQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    await find(book, { path, asset: query.asset }, caller);
    const moment = { effectiveAt: query.effective_at, recordedAt: query.recorded_at };
    return balanceShape(await book.doors.balanceAt.execute({ path, asset: query.asset }, moment));
  }

  /**
   * Every transfer of the account up to the newest anchored head of the log, with the proofs that none is left out:
   * `npm run cli -- verify` reads it.
   */
  @Get(':path/statement')
  @ApiOkResponse({ standardSchema: StatementBody })
  async statement(
    @Param('path', { schema: pathParam }) path: AccountPath,
    @Query({ schema: BalanceQuery }) { asset }: z.output<typeof BalanceQuery>,
    @CurrentCaller() caller: Caller,
    @InBook() book: Book,
  ): Promise<unknown> {
    await find(book, { path, asset }, caller);
    return book.doors.drawStatement.execute({ path, asset });
  }
}

/** The account, if the caller may see it. @throws {AccountNotFound} */
async function find({ doors }: Book, ref: { path: AccountPath; asset: Asset }, caller: Caller): Promise<Balance> {
  const [found] = await doors.readBalances.execute([ref]);
  const owner = visibleOwner(caller);
  if (found?.account === undefined || (owner !== undefined && found.account.owner !== owner)) {
    throw new AccountNotFound(ref.path, ref.asset);
  }
  return found;
}

/** The account behind a cursor of such a list. */
export function after(cursor: string | undefined): AccountRef | undefined {
  if (cursor === undefined) return undefined;
  const [path, asset] = decodeCursor(AccountCursor, cursor);
  return { path: accountPath(path), asset: assetOf(asset) };
}
