import { setTimeout as pause } from 'node:timers/promises';
import { parsePublicId, type SeededRandom } from '#kernel';
import { at, type Answer, itemsOf, Rest, textAt } from '../support/rest.ts';
import { OURS, type Store } from './totals.ts';

const CLIENTS = 3;
const PAUSE_MS = 50;
const MOST_IN_ONE_REQUEST = 500;
const PASSWORD = 'provisio-demo-2026';

/** Something that was sent: its content, and the id that the product answered, once it did. */
type Sent = {
  readonly path: string;
  readonly content: { readonly external_id: string; readonly [field: string]: unknown };
  id: string | undefined;
};

/**
 * Clients that order, refund and click while the product is killed under them, and remember each answer: what was
 * acknowledged must be there for ever, what was not is sent again until it is.
 */
export class Traffic {
  private readonly orders: Sent[] = [];
  private readonly refunds: Sent[] = [];
  private readonly clicks: string[] = [];
  /** Answers that a product must never give. */
  readonly breaks: string[] = [];

  constructor(
    private readonly name: string,
    private readonly random: SeededRandom,
  ) {}

  get acknowledged(): { orders: number; refunds: number; clicks: number } {
    const known = (sent: readonly Sent[]): number => sent.filter(({ id }) => id !== undefined).length;
    return { orders: known(this.orders), refunds: known(this.refunds), clicks: this.clicks.length };
  }

  /**
   * Runs the clients against `url` until `signal`, as soon as the demo has its people, after everything acknowledged
   * before was found and what nobody knows of was sent again. Ends quietly when the product is gone.
   */
  async run(url: string, store: Store, signal: AbortSignal): Promise<void> {
    try {
      await this.expectStored(store);
      while (!(await store.isPeopled())) await pause(100, undefined, { signal });
      const session = await signIn(url);
      await this.sendOpen(session);
      await Promise.all(Array.from({ length: CLIENTS }, (_, client) => this.client(client, session, signal)));
    } catch (error) {
      if (!signal.aborted && (await isThere(url))) throw error;
    }
  }

  private async client(client: number, session: Session, signal: AbortSignal): Promise<void> {
    const random = this.random.fork(`client ${client} ${this.orders.length}`);
    while (!signal.aborted) {
      try {
        await this.step(client, random, session);
      } catch {
        return; // The connection broke: nobody knows what became of what was in flight.
      }
      await pause(PAUSE_MS);
    }
  }

  private async step(client: number, random: SeededRandom, { shop, codes, url }: Session): Promise<void> {
    const { status, headers } = await new Rest(url).get(`/l/${random.pick(codes)}`);
    const click = new URL(headers.get('location') ?? 'none:').searchParams.get('pv_click');
    if (status !== 302 || click === null) return this.complain(`a click answered ${status}`);
    this.clicks.push(click);
    const order = this.anOrder(client, click, random);
    this.orders.push(order);
    await this.send(shop, order);
    const earlier = random.pick(this.orders.slice(-20));
    if (earlier.id === undefined || !random.chance(0.3)) return;
    const refund = this.aRefund(client, earlier.id, random);
    this.refunds.push(refund);
    await this.send(shop, refund);
  }

  private anOrder(client: number, click: string, random: SeededRandom): Sent {
    const lines = Array.from({ length: random.between(1, 3) }, (_, index) => ({
      sku: `SIM${index}`,
      category: random.pick(['home/lighting', 'books', 'seasonal/christmas']),
      quantity: random.between(1, 5),
      unit_price: String(random.between(1, 900)),
    }));
    const external_id = `${OURS}${this.name}-${client}-${this.orders.length}`;
    const content = { external_id, currency: 'GBP/2', click, placed_at: new Date().toISOString(), lines };
    return { path: '/v1/orders', content, id: undefined };
  }

  private aRefund(client: number, order: string, random: SeededRandom): Sent {
    const external_id = `${OURS}${this.name}-${client}-${this.refunds.length}`;
    const lines = [{ line: 1, amount: String(random.between(1, 3)) }];
    return {
      path: `/v1/orders/${order}/refunds`,
      content: { external_id, at: new Date().toISOString(), lines },
      id: undefined,
    };
  }

  /** Sends it once, or once more. What is refused by the state of things is refused for good and forgotten. */
  private async send(shop: Rest, sent: Sent): Promise<void> {
    const answer = await shop.post(sent.path, sent.content);
    if (answer.status === 200 || answer.status === 201) this.acknowledge(sent, answer);
    else if (at(answer.body, 'code') !== 'orders.refund_exceeds_line') {
      this.complain(`${sent.content.external_id} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  private acknowledge(sent: Sent, { status, body }: Answer): void {
    const { external_id } = sent.content;
    const id = textAt(body, 'id');
    if (sent.id !== undefined && status === 201) this.complain(`${external_id} was acknowledged and then new again`);
    if (sent.id !== undefined && sent.id !== id) this.complain(`${external_id} has two ids, ${sent.id} and ${id}`);
    sent.id = id;
  }

  /** Sends again what nobody knows of. */
  private async sendOpen({ shop }: Session): Promise<void> {
    const open = [...this.orders, ...this.refunds].filter(({ id }) => id === undefined);
    for (const sent of open) await this.send(shop, sent);
  }

  private async expectStored(store: Store): Promise<void> {
    const ids = (prefix: string, sent: readonly Sent[]): string[] =>
      sent.flatMap(({ id }) => (id === undefined ? [] : [parsePublicId(prefix, id) as string]));
    const lost = {
      orders: await store.missing('orders', ids('or', this.orders)),
      refunds: await store.missing('refunds', ids('rf', this.refunds)),
      clicks: await store.missing(
        'clicks',
        this.clicks.map((click) => parsePublicId('clk', click)),
      ),
    };
    for (const [what, missing] of Object.entries(lost)) {
      if (missing.length > 0) this.complain(`${missing.length} acknowledged ${what} are gone: ${missing.join(', ')}`);
    }
  }

  /** At the end: the same orders again are all known, and there are no others of ours. */
  async checkAll(url: string, store: Store): Promise<void> {
    await this.expectStored(store);
    const session = await signIn(url);
    await this.sendOpen(session);
    const { shop } = session;
    for (let from = 0; from < this.orders.length; from += MOST_IN_ONE_REQUEST) {
      const part = this.orders.slice(from, from + MOST_IN_ONE_REQUEST);
      const body = await shop.make('/v1/orders', { orders: part.map(({ content }) => content) });
      for (const [index, sent] of part.entries()) {
        const told = [textAt(body, `results.${index}.outcome`), textAt(body, `results.${index}.id`)];
        if (told[0] !== 'replayed' || told[1] !== sent.id) {
          this.complain(`${sent.content.external_id} was ${sent.id}, and sent again it is ${told.join(' ')}`);
        }
      }
    }
    const stored = await store.ours();
    if (stored !== this.orders.length) this.complain(`${this.orders.length} orders were sent, ${stored} are stored`);
  }

  private complain(sentence: string): void {
    this.breaks.push(`${this.name}: ${sentence}`);
  }
}

type Session = { readonly shop: Rest; readonly codes: readonly string[]; readonly url: string };

async function signIn(url: string): Promise<Session> {
  const shop = await new Rest(url).signIn('lena@demo.provisio.example', PASSWORD);
  const payee = await new Rest(url).signIn('mia@demo.provisio.example', PASSWORD);
  return { shop, codes: itemsOf(await payee.read('/v1/links')).map((link) => textAt(link, 'code')), url };
}

async function isThere(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}
