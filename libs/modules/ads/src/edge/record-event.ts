import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { Metrics } from '#platform/telemetry';
import { CreativeNotFound, EventTokenInvalid, EventTokenReplayed } from '../ads.errors.ts';
import type { EventKind } from '../domain/charge.ts';
import { type ServedFacts, readToken } from '../domain/event-token.ts';
import { EVENT_TOPICS } from '../events.ts';
import { CampaignStore } from '../storage/campaign.store.ts';
import { AppendGroup } from './append-group.ts';
import { eventBody } from './event-body.ts';
import { EventTokenKey } from './event-token-key.ts';

/** Events remembered by one edge; the billing consumer knows them all. */
const MOST_REMEMBERED = 200_000;
const MOST_PAGES = 50_000;

/** Takes what is told of a served ad. */
@Injectable()
export class RecordEvent {
  private readonly seen = new Set<string>();
  private readonly pages = new Map<Id<'Creative'>, string>();

  constructor(
    private readonly key: EventTokenKey,
    private readonly events: AppendGroup,
    private readonly campaigns: CampaignStore,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when the event is on disk. A token that is too old is taken too: billing counts it and charges nothing.
   * @throws {EventTokenInvalid | EventTokenReplayed} nothing was written.
   */
  async execute(kind: EventKind, token: string): Promise<ServedFacts> {
    const facts = await this.read(kind, token);
    const name = `${facts.auctionId} ${facts.slot} ${kind}`;
    if (this.seen.has(name)) {
      this.count(kind, 'replayed');
      throw new EventTokenReplayed();
    }
    this.remember(name);
    try {
      const body = JSON.stringify(eventBody(kind, facts, this.clock.now()));
      await this.events.append(EVENT_TOPICS[kind], { key: facts.auctionId, body });
    } catch (error) {
      this.seen.delete(name); // It may be told again.
      throw error;
    }
    this.count(kind, 'taken');
    return facts;
  }

  /**
   * Records a click and answers where it leads: the advertiser's page, told by `pv_ad` which ad it was. A click that was
   * told before still leads there.
   */
  async click(token: string): Promise<string> {
    const { creativeId } = await this.read('click', token);
    const page = await this.pageOf(creativeId);
    await this.execute('click', token).catch((error: unknown) => {
      if (!(error instanceof EventTokenReplayed)) throw error;
    });
    return withAd(page, token);
  }

  /** Whether a token is ours; nothing is recorded. @throws {EventTokenInvalid} */
  async check(token: string): Promise<void> {
    await this.read('tracking', token);
  }

  private async read(kind: EventKind | 'tracking', token: string): Promise<ServedFacts> {
    const reading = readToken(await this.key.read(), token);
    if ('facts' in reading) return reading.facts;
    this.count(kind, reading.problem);
    throw new EventTokenInvalid();
  }

  private async pageOf(creativeId: Id<'Creative'>): Promise<string> {
    const known = this.pages.get(creativeId);
    if (known !== undefined) return known;
    const creative = await this.campaigns.findCreative(creativeId);
    if (creative === undefined) throw new CreativeNotFound();
    if (this.pages.size >= MOST_PAGES) this.pages.clear();
    this.pages.set(creativeId, creative.landingUrl);
    return creative.landingUrl;
  }

  private remember(name: string): void {
    this.seen.add(name);
    const [oldest] = this.seen;
    if (this.seen.size > MOST_REMEMBERED && oldest !== undefined) this.seen.delete(oldest);
  }

  private count(kind: EventKind | 'tracking', outcome: string): void {
    this.metrics
      .counter('ads_event_tokens_total', 'Event tokens by what became of them.', ['kind', 'outcome'])
      .add(1, { kind, outcome });
  }
}

/** The page with the served ad's name in it, for the order that may come of it. */
function withAd(page: string, token: string): string {
  const url = new URL(page);
  url.searchParams.set('pv_ad', token);
  return url.href;
}
