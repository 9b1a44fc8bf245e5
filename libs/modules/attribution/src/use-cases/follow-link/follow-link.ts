import { Injectable } from '@nestjs/common';
import { type Id, publicId } from '#kernel';
import { LinkNotFound } from '../../attribution.errors.ts';
import type { Link } from '../../domain/link.ts';
import { LINK_CODE } from '../../domain/link-code.ts';
import { withClick } from '../../domain/link-url.ts';
import { LinkStore } from '../../storage/link.store.ts';
import { ClickGroup } from '../record-clicks/click-group.ts';

/** Links remembered at most; a link never changes, so a remembered one is never wrong. */
const MOST_LINKS = 50_000;

/** Where a visitor is sent, and the click that was recorded. */
export type Redirect = {
  readonly clickId: Id<'Click'>;
  /** The click's id as the merchant gets it: `clk_…`. */
  readonly shownId: string;
  readonly location: string;
};

/** Sends a visitor from a short link to the merchant's page. */
@Injectable()
export class FollowLink {
  private readonly known = new Map<string, Link>();

  constructor(
    private readonly links: LinkStore,
    private readonly clicks: ClickGroup,
  ) {}

  /** Records the click, durably, and answers where to go. @throws {LinkNotFound} nothing was recorded. */
  async execute(code: string): Promise<Redirect> {
    const link = await this.find(code);
    const clickId = await this.clicks.record(link.id);
    const shownId = publicId('clk', clickId);
    return { clickId, shownId, location: withClick(link.url, shownId) };
  }

  private async find(code: string): Promise<Link> {
    const remembered = this.known.get(code);
    if (remembered !== undefined) return remembered;
    const link = LINK_CODE.test(code) ? await this.links.findByCode(code) : undefined;
    if (link === undefined) throw new LinkNotFound('of this code');
    const [oldest] = this.known.keys();
    if (this.known.size >= MOST_LINKS && oldest !== undefined) this.known.delete(oldest);
    this.known.set(code, link);
    return link;
  }
}
