import { expect, it } from '@jest/globals';
import { type Caller, DAY_MS, DomainError, type EpochMs, type Id, type Minor, asset, minor, newId } from '#kernel';
import { aShop, type TestShop } from '#modules/commissions/testing';
import type { Organisation } from '#modules/identity';
import { type AccountPath, accounts, type TransferDraft } from '#modules/ledger';
import { aPayoutsModule, type TestPayouts } from '#modules/payouts/testing';
import { aDatabase, type TestDatabase } from '#platform/database/testing';

const GBPT = asset('GBPT/2');

/** One line of a scenario: its command, what it says, and the outcome that the last column expects. */
type Line = { readonly text: string; readonly command: string; readonly words: readonly string[] };
type Command = (world: World, words: readonly string[]) => Promise<string>;

/**
 * A scenario as a table: each line is a command, and its last column what must come of it. Columns are separated by two
 * spaces or more, a line that begins with `#` is a remark. Amounts are minor units of GBPT/2. The terms are those of
 * `aShop`: 10 % on home for gold, 5 % elsewhere, a fee of 10 % of the commission on top, 14 days to mature.
 *
 *     deposit  1000                          booked      the merchant's deposit is final; what waits is funded
 *     click    C1                            clicked     on the partner's link
 *     order    A  C1  home 5900, books 1250  accepted    `-` for no click; repeat | <code>
 *     refund   R  A   1:1000, 2:50           recorded    line:amount; repeat | <code>
 *     wait     14 days                       waited
 *     mature                                 1 matured   orders
 *     promote                                1 funded    orders, by the job that looks for freed money
 *     wallet                                 set         the partner's, by its signature
 *     propose  P  ada                        proposed    | <code>
 *     approve  P  ben                        frozen      | <code>
 *     cancel   P  ada                        cancelled   | <code>
 *     claim    200                           booked      the chain has paid it, finally
 *     state    A                             pending     of an order's commissions
 *     balance  prepaid                       400
 *
 * After every scenario the whole ledger is replayed and compared with what it shows (`CheckMoney`), and the commissions
 * are added up against it (`CheckCommissions`).
 */
export function scenario(name: string, table: string): void {
  // oxlint-disable-next-line jest/valid-title -- the title is the caller's sentence
  it(name, async () => {
    const world = await World.open();
    try {
      for (const line of linesOf(table)) await runLine(world, line);
      await world.expectSound();
    } finally {
      await world.close();
    }
  });
}

function linesOf(table: string): Line[] {
  return table
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '' && !text.startsWith('#'))
    .map((text) => {
      const [command = '', ...words] = text.split(/\s{2,}/);
      return { text, command, words };
    });
}

async function runLine(world: World, { text, command, words }: Line): Promise<void> {
  const run = COMMANDS[command];
  if (run === undefined) throw new Error(`"${text}": there is no command ${command}`);
  const expected = words.at(-1);
  const outcome = await run(world, words.slice(0, -1)).catch((error: unknown) => {
    if (error instanceof DomainError) return error.code;
    throw new Error(`"${text}" failed`, { cause: error });
  });
  expect(`${text}  →  ${outcome}`).toBe(`${text}  →  ${expected}`);
}

const COMMANDS: Readonly<Record<string, Command>> = {
  deposit: (world, [amount = '']) => world.deposit(BigInt(amount)),
  click: async (world, [name = '']) => {
    world.clicks.set(name, await world.shop.click(world.shop.clock.now()));
    world.shop.clock.advance(60_000);
    return 'clicked';
  },
  order: (world, [name = '', click = '', lines = '']) => world.order(name, click, lines),
  refund: (world, [name = '', order = '', lines = '']) => world.refund(name, order, lines),
  wait: (world, [time = '']) => {
    const [count = '', unit] = time.split(' ');
    world.shop.clock.advance(Number.parseInt(count, 10) * (unit === 'days' ? DAY_MS : 60_000));
    return Promise.resolve('waited');
  },
  mature: async (world) => `${await world.shop.mature.execute()} matured`,
  promote: async (world) => `${await world.shop.promote.executeForAll()} funded`,
  wallet: async (world) => {
    await world.shop.identity.wallet(await world.shop.identity.user(world.shop.partner, 'influencer'));
    return 'set';
  },
  propose: async (world, [name = '', person = '']) => {
    const run = await world.payouts.propose.execute(world.person(person), { asset: GBPT, minimum: minor(1n) });
    world.runs.set(name, run.id);
    return run.state;
  },
  approve: async (world, [name = '', person = '']) =>
    (await world.payouts.approve.execute(world.person(person), known(world.runs, name))).state,
  cancel: async (world, [name = '', person = '']) =>
    (await world.payouts.cancel.execute(world.person(person), known(world.runs, name), 'as the scenario says')).state,
  claim: (world, [amount = '']) => world.claim(BigInt(amount)),
  state: (world, [order = '']) => world.stateOf(order),
  balance: (world, [account = '']) => world.balance(account),
};

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`no line before has made ${name}`);
  return found;
}

/** What a scenario acts on: one shop with one partner, two people of finance, on a database. */
class World {
  readonly clicks = new Map<string, Id<'Click'>>();
  readonly orders = new Map<string, { readonly id: Id<'Order'>; readonly text: string; readonly at: EpochMs }>();
  readonly refunds = new Map<string, { readonly at: EpochMs }>();
  readonly runs = new Map<string, Id<'PayoutRun'>>();

  private constructor(
    private readonly database: TestDatabase,
    readonly shop: TestShop,
    readonly payouts: TestPayouts,
    private readonly people: ReadonlyMap<string, Caller>,
  ) {}

  static async open(): Promise<World> {
    const database = await aDatabase();
    const shop = await aShop(database);
    const platform: Organisation = await shop.identity.organisation('platform');
    const people = new Map<string, Caller>();
    for (const name of ['ada', 'ben']) people.set(name, await shop.identity.user(platform, 'finance'));
    return new World(database, shop, aPayoutsModule(database, shop.identity, shop.clock), people);
  }

  person(name: string): Caller {
    return known(this.people, name);
  }

  /** As settlement books a final deposit and tells commissions of it. */
  async deposit(amount: bigint): Promise<string> {
    const { merchant, promote } = this.shop;
    const { custody } = this.payouts;
    await this.post({ debit: accounts.custody(custody), credit: accounts.prepaid(merchant.id), amount: minor(amount) });
    await promote.execute(merchant.id);
    return 'booked';
  }

  /** As settlement books a final claim. */
  async claim(amount: bigint): Promise<string> {
    const { custody } = this.payouts;
    const debit = accounts.paid(this.shop.partner.id, custody);
    await this.post({ debit, credit: accounts.custody(custody), amount: minor(amount) });
    return 'booked';
  }

  private async post(transfer: TransferDraft): Promise<void> {
    const now = this.shop.clock.now();
    const entry = { id: newId<'Entry'>(now), asset: GBPT, effectiveAt: now, metadata: {}, transfers: [transfer] };
    await this.database.unitOfWork.run((tx) => this.shop.ledger.postEntries.execute(tx, [entry]));
  }

  /** The order, and at once its pricing, as the consumer of its event does it. */
  async order(name: string, click: string, text: string): Promise<string> {
    const { shop } = this;
    const lines = text.split(', ').map((line) => {
      const [category = '', amount = ''] = line.split(' ');
      return { sku: category, category, unitPrice: minor(BigInt(amount)) };
    });
    const placedAt = this.orders.get(name)?.at ?? shop.clock.now();
    const draft = shop.order(name, lines, {
      placedAt,
      customerRef: undefined,
      clickId: click === '-' ? undefined : known(this.clicks, click),
    });
    const [result] = await shop.orders.acceptOrders.execute(shop.merchant.id, [draft]);
    if (result === undefined) throw new Error('the order has no result');
    if (result.outcome === 'refused') return result.error.code;
    await shop.apply();
    if (result.outcome === 'accepted') this.orders.set(name, { id: result.order.id, text, at: placedAt });
    shop.clock.advance(60_000);
    return result.outcome === 'accepted' ? 'accepted' : 'repeat';
  }

  /** The refund, and at once its reversal. */
  async refund(name: string, order: string, text: string): Promise<string> {
    const { shop } = this;
    const at = this.refunds.get(name)?.at ?? shop.clock.now();
    const lines = text.split(', ').map((line) => {
      const [lineNo = '', amount = ''] = line.split(':');
      return { lineNo: Number.parseInt(lineNo, 10), amount: BigInt(amount) as Minor };
    });
    const draft = { orderId: known(this.orders, order).id, externalId: name, at, lines };
    const [result] = await shop.orders.recordRefunds.execute(shop.merchant.id, [draft]);
    if (result === undefined) throw new Error('the refund has no result');
    if (result.outcome === 'refused') return result.error.code;
    await shop.apply();
    this.refunds.set(name, { at });
    shop.clock.advance(60_000);
    return result.outcome === 'recorded' ? 'recorded' : 'repeat';
  }

  async stateOf(order: string): Promise<string> {
    const { shop } = this;
    const merchant = { kind: 'user', organisation: shop.merchant.id, roles: ['merchant'], scopes: [] } as const;
    const rows = await shop.list.execute({ ...merchant, subject: shop.merchant.id as never }, { limit: 200 });
    const states = new Set(
      rows.filter(({ terms }) => terms.orderId === known(this.orders, order).id).map(({ state }) => state),
    );
    return states.size === 0 ? 'nothing earned' : [...states].join(' and ');
  }

  async balance(name: string): Promise<string> {
    const path = this.paths[name];
    if (path === undefined) throw new Error(`there is no account ${name}; ${Object.keys(this.paths).join(', ')} are`);
    return String(await this.shop.balance(path));
  }

  private get paths(): Readonly<Record<string, AccountPath>> {
    const { merchant, partner } = this.shop;
    const { custody } = this.payouts;
    return {
      prepaid: accounts.prepaid(merchant.id),
      receivable: accounts.receivable(merchant.id),
      recovering: accounts.recovering(merchant.id),
      unfunded: accounts.unfunded(partner.id),
      pending: accounts.pending(partner.id),
      payable: accounts.payable(partner.id),
      'owed back': accounts.payeeReceivable(partner.id),
      settling: accounts.settling(partner.id, custody),
      paid: accounts.paid(partner.id, custody),
      fees: accounts.fees(),
      custody: accounts.custody(custody),
    };
  }

  async expectSound(): Promise<void> {
    const money = await this.shop.ledger.checkMoney.execute();
    expect(money.breaks).toEqual([]);
    expect((await this.shop.check.execute()).breaks).toEqual([]);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.database.close();
  }
}
