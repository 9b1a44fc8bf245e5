import { Injectable } from '@nestjs/common';
import type { Link } from '../../domain/link.ts';
import { type ClickFilter, ClickStore, type ListedClick } from '../../storage/click.store.ts';
import { type LinkFilter, LinkStore } from '../../storage/link.store.ts';

/** Reads links and the clicks on them, for a partner or a merchant. */
@Injectable()
export class ListLinks {
  constructor(
    private readonly links: LinkStore,
    private readonly clicks: ClickStore,
  ) {}

  /** Links, newest first. */
  execute(filter: LinkFilter): Promise<Link[]> {
    return this.links.list(filter);
  }

  /** Clicks, newest first. */
  listClicks(filter: ClickFilter): Promise<ListedClick[]> {
    return this.clicks.list(filter);
  }
}
