import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Wallet } from 'ethers';
import {
  type Caller,
  Clock,
  type EpochMs,
  type Id,
  IdSource,
  type Minor,
  RandomIdSource,
  type Role,
  SystemClock,
  asset,
  derivedId,
  minor,
  newId,
} from '#kernel';
import { BlobStoreModule } from '#platform/blob-store';
import { CacheModule } from '#platform/cache';
import { ConfigModule, loadConfig } from '#platform/config';
import { ChainModule } from '#platform/chain';
import { DatabaseModule, type Tx, UnitOfWork } from '#platform/database';
import type { TestDatabase } from '#platform/database/testing';
import { EventConsumers, EventLogModule, type Stop } from '#platform/event-log';
import { Outbox, OutboxModule, OutboxRelay } from '#platform/outbox';
import { PrometheusMetrics, TelemetryModule } from '#platform/telemetry';
import { aLogger } from '#platform/telemetry/testing';
import { CreateOrganisation, CreateUser, IssueWalletChallenge, SetPayeeWallet } from '#modules/identity';
import { PostEntries, PublishedLogModule, ReadBalances, accounts, accountPath } from '#modules/ledger';
import { PROGRAMS_TOPIC, type RuleVersionPublishedV1 } from '#modules/programs/events';
import { ApproveRun, ProposeRun } from '#modules/payouts';
import { ConversionPaths, type MerchantLine, type PathTaken } from '../conversion-paths.ts';
import { SettlementController } from '../http/settlement.controller.ts';
import { SettlerController } from '../http/settler.controller.ts';
import { SettlementConsumers } from '../jobs/settlement-consumers.ts';
import { SettlementWorker } from '../jobs/settlement-worker.ts';
import { SettlementSettings, settlementSettings } from '../settlement-settings.ts';
import { SettlementModule } from '../settlement.module.ts';
import { ADMISSION_TYPES, saleDomain } from '../domain/sale.ts';
import { orgRefOf } from '../domain/org-ref.ts';
import { AdmitMerchant } from '../use-cases/settle-sale/admit-merchant.ts';
import { FindContracts } from '../use-cases/find-contracts/find-contracts.ts';
import { DepositAsMerchant } from '../use-cases/deposit-as-merchant/deposit-as-merchant.ts';

const GBPT = asset('GBPT/2');
type Token<T> = abstract new (...args: never[]) => T;

/** A payee with a wallet whose key the test has. */
export type TestPayee = { readonly id: Id<'Organisation'>; readonly wallet: Wallet; readonly caller: Caller };

/** Settlement with its neighbours on a test database and a chain, with builders. Close it before the database. */
export type TestSettlement = {
  get<T>(token: Token<T>): T;
  readonly worker: SettlementWorker;
  /** Lines that were logged so far. */
  readonly lines: Record<string, unknown>[];
  merchant(): Promise<Id<'Organisation'>>;
  payee(): Promise<TestPayee>;
  /** A merchant with a wallet that signs sales, being admitted. */
  shop(): Promise<TestPayee>;
  /** Pays `amount` in for `merchant` and waits until it is booked. */
  deposit(merchant: Id<'Organisation'>, amount: bigint, key?: string): Promise<void>;
  /** Lets `payee` earn from `merchant`: prepaid → payable. */
  earn(merchant: Id<'Organisation'>, payee: Id<'Organisation'>, amount: bigint): Promise<void>;
  /** A run over everything payable, approved by a second person; answers its id. Nothing is on the chain yet. */
  freeze(): Promise<Id<'PayoutRun'>>;
  /** Tells of a rule version, as programs does, and waits until the chain has it. */
  publish(event: RuleVersionPublishedV1): Promise<void>;
  /** Until no event, wish or run waits. */
  settle(): Promise<void>;
  /** Until nothing moves, wishes that wait for blocks left alone. */
  rounds(): Promise<void>;
  balance(path: string): Promise<bigint>;
  close(): Promise<void>;
};

/** What a test may choose. */
export type TestSettlementOptions = {
  readonly rpcUrl: string;
  /** Blocks on top after which a block is final; 0 unless given. */
  readonly finalityDepth?: bigint;
  readonly settings?: Partial<SettlementSettings>;
  /** Books besides the main one, as LEDGER_BOOKS has them. */
  readonly books?: readonly { name: string; url: string; appUrl: string; assets: readonly string[]; anchor?: string }[];
};

/** Orders that a test says the ledger has booked; every other one is the chain's. What was told is kept. */
export class KeptPaths extends ConversionPaths {
  readonly booked = new Set<string>();
  readonly taken = new Set<string>();
  readonly doubles = new Map<string, 'review' | 'gone'>();

  override orderId(merchant: Id<'Organisation'>, externalId: string, placedAt: EpochMs): Id<'Order'> {
    return derivedId<'Order'>(placedAt, 'order', merchant, externalId);
  }

  override take(_tx: Tx, { orderId }: MerchantLine): Promise<PathTaken> {
    if (this.booked.has(orderId)) return Promise.resolve('epoch');
    this.taken.add(orderId);
    return Promise.resolve('chain');
  }

  override sawDouble(_tx: Tx, { orderId, lineNo }: MerchantLine): Promise<void> {
    this.doubles.set(`${orderId}:${lineNo}`, 'review');
    return Promise.resolve();
  }

  override doubleGone(_tx: Tx, { orderId, lineNo }: MerchantLine): Promise<void> {
    const key = `${orderId}:${lineNo}`;
    if (this.doubles.has(key)) this.doubles.set(key, 'gone');
    return Promise.resolve();
  }
}

@Global()
@Module({
  providers: [
    { provide: ConversionPaths, useClass: KeptPaths },
    { provide: Clock, useClass: SystemClock },
    { provide: IdSource, useFactory: (clock: Clock) => new RandomIdSource(clock), inject: [Clock] },
  ],
  exports: [Clock, IdSource, ConversionPaths],
})
class TimeModule {}

/** Wires everything as the standalone process does, deploys the contracts, and starts the consumers but not the worker's loop. */
export async function aSettlement(
  database: Pick<TestDatabase, 'appUrl'>,
  options: TestSettlementOptions,
): Promise<TestSettlement> {
  const dataDir = mkdtempSync(join(tmpdir(), 'provisio-settlement-'));
  const { logger, lines } = aLogger();
  const config = loadConfig({ LEDGER_BOOKS: JSON.stringify(options.books ?? []) }, { dataDir });
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(config),
      TelemetryModule.forRoot(logger, new PrometheusMetrics()),
      TimeModule,
      CacheModule.forRoot(),
      DatabaseModule.forRoot({ appUrl: database.appUrl }),
      EventLogModule.forRoot(),
      OutboxModule.forRoot(),
      ChainModule.forRoot({ rpcUrl: options.rpcUrl, finalityDepth: options.finalityDepth ?? 0n }),
      BlobStoreModule.forRoot({ folder: join(dataDir, 'blobs') }),
      PublishedLogModule,
      SettlementModule,
    ],
    controllers: [SettlementController, SettlerController],
  })
    .overrideProvider(SettlementSettings)
    .useValue(Object.assign(settlementSettings(config), options.settings))
    .compile();
  await module.init();
  const worker = module.get(SettlementWorker);
  const cleanUp = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    await worker.prepare();
  } catch (error) {
    await module.close();
    cleanUp();
    throw error;
  }
  await module.get(OutboxRelay).start();
  const stop = await module.get(SettlementConsumers).start();
  return buildersOn(module, worker, lines, stop, cleanUp);
}

function buildersOn(
  module: TestingModule,
  worker: SettlementWorker,
  lines: Record<string, unknown>[],
  stop: Stop,
  cleanUp: () => void,
): TestSettlement {
  const get = <T>(token: Token<T>): T => module.get(token);
  const people = finance(get);
  const settle = async (): Promise<void> => {
    await get(EventConsumers).idle();
    await worker.drain();
    await get(EventConsumers).idle();
  };
  let count = 0;
  return {
    get,
    worker,
    lines,
    settle,
    rounds: () => worker.advance(),
    merchant: async () =>
      (await get(CreateOrganisation).execute({ kind: 'merchant', name: `shop ${(count += 1)}` })).id,
    payee: () => aPayee(get),
    shop: () => aShop(get),
    async deposit(merchant, amount, key = `deposit ${(count += 1)}`) {
      await get(DepositAsMerchant).execute({ organisation: merchant, amount: minor(amount), key });
      await settle();
    },
    earn: (merchant, payee, amount) => earned(get, merchant, payee, minor(amount)),
    async publish(body) {
      const event = { topic: PROGRAMS_TOPIC, key: body.rule_version.program_id, body };
      await get(UnitOfWork).run((tx) => get(Outbox).add(tx, event));
      await settle();
    },
    async freeze() {
      const [maker, checker] = await people();
      const run = await get(ProposeRun).execute(maker, { asset: GBPT, minimum: minor(1n) });
      await get(ApproveRun).execute(checker, run.id);
      return run.id;
    },
    async balance(path) {
      return (await get(ReadBalances).execute([{ path: accountPath(path), asset: GBPT }]))[0]?.balance ?? 0n;
    },
    async close() {
      await worker.stop();
      await stop();
      await module.close();
      cleanUp();
    },
  };
}

/** Two people of finance, made when they are first needed. */
function finance(get: <T>(token: Token<T>) => T): () => Promise<readonly [Caller, Caller]> {
  let people: Promise<readonly [Caller, Caller]> | undefined;
  const make = async (): Promise<readonly [Caller, Caller]> => {
    const { id } = await get(CreateOrganisation).execute({ kind: 'platform', name: 'platform' });
    return [await aUser(get, id, 'finance'), await aUser(get, id, 'finance')];
  };
  return () => (people ??= make());
}

async function aUser(get: <T>(token: Token<T>) => T, organisation: Id<'Organisation'>, role: Role): Promise<Caller> {
  const email = `${newId(Date.now() as never)}@example.test`;
  const input = {
    email,
    name: 'Someone',
    password: 'correct horse battery',
    organisationId: organisation,
    roles: [role],
  };
  const { id } = await get(CreateUser).execute(input);
  return { kind: 'user', subject: id, organisation, roles: [role], scopes: [] };
}

async function aPayee(get: <T>(token: Token<T>) => T): Promise<TestPayee> {
  const { id } = await get(CreateOrganisation).execute({ kind: 'partner', name: 'partner' });
  const caller = await aUser(get, id, 'influencer');
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const challenge = await get(IssueWalletChallenge).execute(caller, wallet.address);
  const signature = await wallet.signMessage(challenge.message);
  await get(SetPayeeWallet).execute(caller, { message: challenge.message, signature });
  return { id, wallet, caller };
}

async function aShop(get: <T>(token: Token<T>) => T): Promise<TestPayee> {
  const { id } = await get(CreateOrganisation).execute({ kind: 'merchant', name: 'shop' });
  const caller = await aUser(get, id, 'merchant');
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const { chainId, address } = await get(FindContracts).settler();
  const types = { Admission: [...ADMISSION_TYPES.Admission] };
  const admission = { orgRef: orgRefOf(id), merchant: wallet.address };
  const signature = await wallet.signTypedData(saleDomain({ chainId, settler: address }), types, admission);
  await get(AdmitMerchant).execute({ merchant: id, wallet: wallet.address, signature });
  return { id, wallet, caller };
}

async function earned(
  get: <T>(token: Token<T>) => T,
  merchant: Id<'Organisation'>,
  payee: Id<'Organisation'>,
  amount: Minor,
): Promise<void> {
  const now = get(Clock).now();
  const transfers = [
    { debit: accounts.prepaid(merchant), credit: accounts.pending(payee), amount },
    { debit: accounts.pending(payee), credit: accounts.payable(payee), amount },
  ];
  const entry = { id: newId<'Entry'>(now), asset: GBPT, effectiveAt: now, transfers, metadata: { reason: 'test' } };
  await get(UnitOfWork).run((tx) => get(PostEntries).execute(tx, [entry]));
}
