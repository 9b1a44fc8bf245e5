import { Client } from 'pg';

/** Sums over everything that does not hang on when it was made. Counts and minor units, as text. */
export type Totals = Readonly<Record<string, string>>;

/** External ids of the simulation's own orders and refunds begin like this; the demo's are numbers. */
export const OURS = 'SIM-';

const DEMO = `
  with demo as (select * from orders."order" where external_id not like '${OURS}%'),
  earned as (select c.* from commissions.commission c join demo on demo.id = c.order_id),
  taken as (select r.* from commissions.reversal r join earned on earned.id = r.commission_id)
  select
    (select count(*) from demo) as orders,
    (select sum(base) from orders.order_line join demo on demo.id = order_id) as sold,
    (select sum(refunded) from orders.order_line join demo on demo.id = order_id) as refunded,
    (select count(*) from orders.refund join demo on demo.id = order_id) as refunds,
    (select count(click_id) from demo) as clicks,
    (select count(*) from earned) as commissions,
    (select sum(amount) from earned) as earned,
    (select sum(fee) from earned) as fees,
    (select sum(amount) from taken) as reversed,
    (select sum(fee) from taken) as fees_reversed,
    (select count(*) from payouts.payout_run) as payout_runs,
    (select sum(credits) from ledger.account where path like 'custody:%') as paid_out,
    (select sum(debits) from ledger.account where path like 'custody:%') as deposited`;

const UNDONE = `
  select
    (select count(*) from orders."order" o where not exists (select from commissions.priced_order p where p.order_id = o.id))
    + (select count(*) from orders.refund r where not exists
        (select from commissions.refund c where c.refund_id = r.id and c.state <> 'waiting')) as undone`;

const MISSING = {
  orders:
    'select id from unnest($1::uuid[]) as wanted (id) where not exists (select from orders."order" o where o.id = wanted.id)',
  refunds:
    'select id from unnest($1::uuid[]) as wanted (id) where not exists (select from orders.refund r where r.id = wanted.id)',
  events: `select name as id from unnest($1::text[]) as wanted (name)
    where not exists (select from ads.event as e
      where e.auction_id = split_part(name, ' ', 1)::uuid and e.slot = split_part(name, ' ', 2)::int and e.kind = split_part(name, ' ', 3))`,
  posts:
    'select id from unnest($1::uuid[]) as wanted (id) where not exists (select from social.post as p where p.id = wanted.id)',
  removed: `select id from unnest($1::uuid[]) as wanted (id) where 1 <> (
    select count(*) from social.post as p
    join social.moderation_case as c on c.subject_id = p.id
    join social.decision as d on d.case_id = c.id
    join social.decision_note as n on n.decision_id = d.id
    where p.id = wanted.id and p.state = 'removed')`,
  clicks:
    'select id from unnest($1::uuid[]) as wanted (id) where not exists (select from attribution.click c where c.id = wanted.id)',
};

/** The database seen from beside the product: what is really stored. */
export class Store {
  private constructor(private readonly client: Client) {}

  static async open(ownerUrl: string): Promise<Store> {
    const client = new Client({ connectionString: ownerUrl });
    client.on('error', () => undefined); // The product may be killed under us.
    await client.connect();
    return new Store(client);
  }

  /** What the demo made, without what was claimed: who is paid first depends on the clock. */
  async totals(): Promise<Totals> {
    const { rows } = await this.client.query<Record<string, string>>(DEMO);
    return Object.fromEntries(Object.entries(rows[0] ?? {}).filter(([name]) => name !== 'paid_out'));
  }

  /** Orders and refunds that are accepted and not priced or reversed yet. */
  async undone(): Promise<number> {
    const { rows } = await this.client.query<{ undone: string }>(UNDONE);
    return Number(rows[0]?.undone ?? Number.NaN);
  }

  /** Those of `ids` that are not stored. */
  async missing(what: keyof typeof MISSING, ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.client.query<{ id: string }>(MISSING[what], [ids]);
    return rows.map(({ id }) => id);
  }

  /** Whether the demo has come as far as its people and their links. */
  async isPeopled(): Promise<boolean> {
    const { rows } = await this.client.query<{ people: string; links: string }>(
      `select (select count(*) from identity."user" where is_demo and email like 'fay.shopper@%') as people,
         (select count(*) from attribution.link) as links`,
    );
    return Number(rows[0]?.people) === 1 && Number(rows[0]?.links) > 0; // She is the last one to come.
  }

  /** How many orders of the simulation are stored. */
  async ours(): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(
      `select count(*) from orders."order" where external_id like '${OURS}%'`,
    );
    return Number(rows[0]?.count ?? Number.NaN);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
