import type { Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Wallet } from 'ethers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Caller, Clock, DAY_MS, IdSource, RandomIdSource, type Role, SystemClock } from '#kernel';
import { Cache } from '#platform/cache';
import { anInProcessCache } from '#platform/cache/testing';
import { Database, UnitOfWork } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import type { Organisation, OrganisationKind } from '../domain/organisation.ts';
import { DEMO_CHAIN_ID, IdentitySettings } from '../identity-settings.ts';
import { PROVIDERS } from '../identity.providers.ts';
import { CreateOrganisation } from '../use-cases/create-organisation/create-organisation.ts';
import { CreateUser } from '../use-cases/create-user/create-user.ts';
import { IssueWalletChallenge } from '../use-cases/issue-wallet-challenge/issue-wallet-challenge.ts';
import { SetPayeeWallet } from '../use-cases/set-payee-wallet/set-payee-wallet.ts';

type Token<T> = abstract new (...args: never[]) => T;

/** Identity on a test database, with builders. */
export type TestIdentity = {
  get<T>(token: Token<T>): T;
  organisation(kind: OrganisationKind, name?: string): Promise<Organisation>;
  /** A member of `organisation`; password `correct horse battery`. */
  user(organisation: Organisation, role: Role, email?: string): Promise<Caller & { readonly email: string }>;
  /** Sets a fresh wallet of `caller`'s organisation by its signature. */
  wallet(caller: Caller): Promise<{ readonly wallet: Wallet; readonly address: string }>;
  close(): Promise<void>;
};

/** What a test may choose. */
export type TestIdentityOptions = { readonly clock?: Clock; readonly chainId?: number; readonly cache?: Cache };

/** The providers of identity on `database`; `keyDir` is where token keys go. */
export function identityProvidersFor(
  database: TestDatabase,
  keyDir: string,
  options: TestIdentityOptions = {},
): Provider[] {
  const clock = options.clock ?? new SystemClock();
  const settings: IdentitySettings = {
    tokenKeyDir: keyDir,
    chainId: options.chainId ?? DEMO_CHAIN_ID,
    publicUrl: 'http://provisio.test:3000',
    accessTokenLifeMs: 15 * 60_000,
    refreshTokenLifeMs: 30 * DAY_MS,
  };
  return [
    ...PROVIDERS.filter((provider) => typeof provider === 'function' || provider.provide !== IdentitySettings),
    { provide: IdentitySettings, useValue: settings },
    { provide: UnitOfWork, useValue: database.unitOfWork },
    { provide: Database, useValue: database.database },
    { provide: Cache, useValue: options.cache ?? anInProcessCache(clock) },
    { provide: Clock, useValue: clock },
    { provide: IdSource, useValue: new RandomIdSource(clock) },
  ];
}

/** Identity on `database`. Close it before the database. */
export async function anIdentity(database: TestDatabase, options: TestIdentityOptions = {}): Promise<TestIdentity> {
  const keyDir = mkdtempSync(join(tmpdir(), 'provisio-identity-'));
  const module = await Test.createTestingModule({
    providers: identityProvidersFor(database, keyDir, options),
  }).compile();
  let count = 0;
  return {
    get: (token) => module.get(token),
    organisation: (kind, name) =>
      module.get(CreateOrganisation).execute({ kind, name: name ?? `${kind} ${(count += 1)}` }),
    async user(organisation, role, email = `user${(count += 1)}@example.test`) {
      const password = 'correct horse battery';
      const input = { email, name: 'Someone', password, organisationId: organisation.id, roles: [role] };
      const { id } = await module.get(CreateUser).execute(input);
      return { kind: 'user', subject: id, organisation: organisation.id, roles: [role], scopes: [], email };
    },
    async wallet(caller) {
      const wallet = new Wallet(Wallet.createRandom().privateKey);
      const challenge = await module.get(IssueWalletChallenge).execute(caller, wallet.address);
      const signature = await signWalletMessage(wallet, challenge.message);
      const { address } = await module.get(SetPayeeWallet).execute(caller, { message: challenge.message, signature });
      return { wallet, address };
    },
    async close() {
      await module.close();
      rmSync(keyDir, { recursive: true, force: true });
    },
  };
}

/** What a browser wallet answers to `personal_sign`. */
export function signWalletMessage(wallet: Wallet, message: string): Promise<string> {
  return wallet.signMessage(message);
}
