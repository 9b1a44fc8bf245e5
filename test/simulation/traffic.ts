import { setTimeout as pause } from 'node:timers/promises';
import { parsePublicId, type SeededRandom } from '#kernel';
import { eventually } from '../support/eventually.ts';
import { at, type Answer, itemsOf, Rest, textAt } from '../support/rest.ts';
import { OURS, type Store } from './totals.ts';

const CLIENTS = 3;
const PAUSE_MS = 200;
const MOST_IN_ONE_REQUEST = 500;
const PASSWORD = 'provisio-demo-2026';
/** Who posts in the simulation, once a life each: the demo writes four of the five posts that a new author may write a day. */
const AUTHORS = ['mia', 'noah'] as const;

/** Something that was sent: its content, and the id that the product answered, once it did. */
type Sent = {
  readonly path: string;
  readonly content: { readonly external_id: string; readonly [field: string]: unknown };
  id: string | undefined;
};

/** A post that was sent under an idempotency key, and what became of it. */
type SentPost = { readonly author: string; readonly key: string; id: string | undefined; isRemoved: boolean };

/** An event of a served ad: its address, its name in the tables, and whether the product has taken it. */
type SentEvent = { readonly url: string; readonly name: string; isTaken: boolean };

/** How many of each the product has acknowledged. */
export type Acknowledged = Readonly<Record<'orders' | 'refunds' | 'clicks' | 'events' | 'posts' | 'removals', number>>;

/**
 * Clients that order, refund, click, scroll, see and click ads, post and moderate while the product is killed under them, and remember each answer: what was
 * acknowledged must be there for ever, what was not is sent again until it is.
 */
export class Traffic {
  private readonly orders: Sent[] = [];
  private readonly refunds: Sent[] = [];
  private readonly clicks: string[] = [];
  private readonly events: SentEvent[] = [];
  private readonly posts: SentPost[] = [];
  /** Answers that a product must never give. */
  readonly breaks: string[] = [];

  constructor(
    private readonly name: string,
    private readonly random: SeededRandom,
  ) {}

  get acknowledged(): Acknowledged {
    const known = (sent: readonly { readonly id: string | undefined }[]): number =>
      sent.filter(({ id }) => id !== undefined).length;
    return {
      orders: known(this.orders),
      refunds: known(this.refunds),
      clicks: this.clicks.length,
      events: this.events.filter(({ isTaken }) => isTaken).length,
      posts: known(this.posts),
      removals: this.posts.filter(({ isRemoved }) => isRemoved).length,
    };
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
      const clients = Array.from({ length: CLIENTS }, (_, client) => this.client(client, session, signal));
      await Promise.all([...clients, this.write(session, signal)]);
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

  private async step(client: number, random: SeededRandom, session: Session): Promise<void> {
    const { shop, codes, url } = session;
    await this.scroll(random, session);
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

  /** Looks at a feed and its ads, and clicks some. */
  private async scroll(random: SeededRandom, { shopper }: Session): Promise<void> {
    const feed = await shopper.get('/v1/feed?limit=10');
    if (feed.status !== 200) return this.complain(`a feed answered ${feed.status} ${JSON.stringify(feed.body)}`);
    for (const ad of at(feed.body, 'ads') as readonly unknown[]) {
      await this.tell(shopper, aEvent(textAt(ad, 'impression_url'), 'impression'));
      if (random.chance(0.3)) await this.tell(shopper, aEvent(textAt(ad, 'click_url'), 'click'));
    }
  }

  /** Tells the product what happened to an ad, for the first time or because nobody knows whether it heard. */
  private async tell(shopper: Rest, event: SentEvent): Promise<void> {
    const isAgain = this.events.includes(event);
    if (!isAgain) this.events.push(event);
    const { status } = await shopper.get(event.url);
    event.isTaken = status === 200 || status === 302 || (isAgain && status === 409);
    if (!event.isTaken) this.complain(`${event.name} answered ${status}`);
  }

  /** Each author posts once; a shopper reports the post, and a moderator removes it. */
  private async write(session: Session, signal: AbortSignal): Promise<void> {
    for (const author of AUTHORS) {
      if (signal.aborted || this.posts.some((post) => post.author === author)) continue;
      const post = { author, key: `${OURS}${this.name}-${author}`, id: undefined, isRemoved: false };
      this.posts.push(post);
      try {
        await this.publish(session, post);
      } catch {
        return; // The connection broke: `sendOpen` asks again.
      }
    }
  }

  private async publish(session: Session, post: SentPost): Promise<void> {
    const content = { body: `Simulated words of ${post.author}, harmless ones. #simulation`, pictures: [], tags: [] };
    const author = session.authors.get(post.author) as Rest;
    const answer = await author.post('/v1/posts', content, { 'idempotency-key': post.key });
    if (answer.status !== 201) return this.complain(`a post answered ${answer.status} ${JSON.stringify(answer.body)}`);
    const id = textAt(answer.body, 'id');
    if (post.id !== undefined && post.id !== id) this.complain(`${post.key} has two ids, ${post.id} and ${id}`);
    post.id = id;
    await this.remove(session, post, id);
  }

  private async remove({ shopper, moderator }: Session, post: SentPost, id: string): Promise<void> {
    const report = await shopper.post(`/v1/posts/${id}/reports`, { reason: 'other', details: 'simulated' });
    if (![204, 404, 409].includes(report.status)) return this.complain(`a report answered ${report.status}`);
    const queue = itemsOf(await moderator.read('/v1/moderation/queue'));
    for (const of of queue) {
      const path = `/v1/moderation/cases/${textAt(of, 'id')}`;
      if (at(await moderator.read(path), 'post.id') !== id) continue;
      const { status } = await moderator.post(`${path}/decisions`, { outcome: 'remove', reason: 'simulated' });
      if (status !== 201 && status !== 200) this.complain(`a decision answered ${status}`);
    }
    post.isRemoved = (await shopper.get(`/v1/posts/${id}`)).status === 404;
    if (!post.isRemoved) this.complain(`${post.key} is still there`);
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
  private async sendOpen(session: Session): Promise<void> {
    const { shop, shopper } = session;
    const open = [...this.orders, ...this.refunds].filter(({ id }) => id === undefined);
    for (const sent of open) await this.send(shop, sent);
    for (const event of this.events.filter(({ isTaken }) => !isTaken)) await this.tell(shopper, event);
    for (const post of this.posts.filter(({ isRemoved }) => !isRemoved)) await this.publish(session, post);
  }

  private async expectStored(store: Store): Promise<void> {
    const ids = (prefix: string, sent: readonly { readonly id: string | undefined }[]): string[] =>
      sent.flatMap(({ id }) => (id === undefined ? [] : [parsePublicId(prefix, id) as string]));
    const lost = {
      orders: await store.missing('orders', ids('or', this.orders)),
      refunds: await store.missing('refunds', ids('rf', this.refunds)),
      posts: await store.missing('posts', ids('post', this.posts)),
      removals: await store.missing(
        'removed',
        ids(
          'post',
          this.posts.filter(({ isRemoved }) => isRemoved),
        ),
      ),
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
    await this.expectBilled(store);
    const stored = await store.ours();
    if (stored !== this.orders.length) this.complain(`${this.orders.length} orders were sent, ${stored} are stored`);
  }

  /** Every event that was taken is counted, once: its key is its row's. */
  private async expectBilled(store: Store): Promise<void> {
    const taken = this.events.filter(({ isTaken }) => isTaken).map(({ name }) => name);
    const missing = await eventually(
      () => store.missing('events', taken),
      (now) => now.length === 0,
      { timeoutMs: 60_000 },
    ).catch(() => store.missing('events', taken));
    if (missing.length === 0) return;
    this.complain(`${missing.length} acknowledged events of ads are gone: ${missing.join(', ')}`);
  }

  private complain(sentence: string): void {
    this.breaks.push(`${this.name}: ${sentence}`);
  }
}

type Session = {
  readonly shop: Rest;
  readonly shopper: Rest;
  readonly moderator: Rest;
  readonly authors: ReadonlyMap<string, Rest>;
  readonly codes: readonly string[];
  readonly url: string;
};

/** An event's row is named by its auction, its slot and its kind; they are the first and the sixth part of its token. */
function aEvent(url: string, kind: 'impression' | 'click'): SentEvent {
  const [body = ''] = (new URL(url, 'http://localhost').searchParams.get('t') ?? '').split('.');
  const parts = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as readonly unknown[];
  return { url, name: `${String(parts[0])} ${String(parts[5])} ${kind}`, isTaken: false };
}

async function signIn(url: string): Promise<Session> {
  const as = (name: string): Promise<Rest> => new Rest(url).signIn(`${name}@demo.provisio.example`, PASSWORD);
  const [shop, shopper, moderator] = [await as('lena'), await as('sam'), await as('moa')];
  const authors = new Map<string, Rest>();
  for (const name of AUTHORS) authors.set(name, await as(name));
  const links = itemsOf(await (authors.get(AUTHORS[0]) as Rest).read('/v1/links?limit=50'));
  const codes = links.map((link) => textAt(link, 'code'));
  return { shop, shopper, moderator, authors, codes, url };
}

async function isThere(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}
