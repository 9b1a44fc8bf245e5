import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '#kernel';
import type { Click } from '../../domain/link.ts';
import { RecordClicks } from './record-clicks.ts';

/** How long the first click of a group waits for others, in milliseconds. */
const GATHER_MS = 2;
const MOST_CLICKS = 500;

type Waiting = {
  readonly click: Click;
  readonly done: (id: Id<'Click'>) => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Commits clicks that arrive together in one transaction: under load hundreds of redirects share one flush to disk, and
 * a lone click waits two milliseconds at most. Nobody is answered before the commit.
 */
@Injectable()
export class ClickGroup {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly recordClicks: RecordClicks,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Records a click on `linkId` now; resolves with its id once it is on disk. Rejects when it is not recorded. */
  record(linkId: Id<'Link'>): Promise<Id<'Click'>> {
    return new Promise((done, failed) => {
      this.waiting.push({ click: { id: this.ids.next<'Click'>(), linkId, at: this.clock.now() }, done, failed });
      if (this.waiting.length >= MOST_CLICKS) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    });
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const group = this.waiting;
    this.waiting = [];
    this.recordClicks.arrived(group.map(({ click }) => click)).then(
      () => group.forEach(({ click, done }) => done(click.id)),
      (error: unknown) => group.forEach(({ failed }) => failed(error)),
    );
  }
}
