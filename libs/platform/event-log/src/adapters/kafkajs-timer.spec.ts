import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { eventually } from '../../../../../test/support/eventually.ts';
import { calmRequestQueues } from './kafkajs-timer.ts';

type Queue = {
  pending: unknown[];
  throttleCheckTimeoutId: unknown;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
};

/** A bare queue of the class that kafkajs gives each connection. */
function aQueue(): { queue: Queue; looks: () => number } {
  calmRequestQueues();
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: object };
  let looks = 0;
  const own = {
    pending: [],
    throttledUntil: -1,
    throttleCheckTimeoutId: null,
    checkPendingRequests: () => (looks += 1),
  };
  return { queue: Object.assign(Object.create(prototype) as Queue, own), looks: () => looks };
}

describe('a connection of kafkajs', () => {
  it('starts no timer while nothing waits', () => {
    const { queue } = aQueue();
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('looks once more while a request waits', async () => {
    const { queue, looks } = aQueue();
    queue.pending.push({});
    queue.scheduleCheckPendingRequests();
    queue.scheduleCheckPendingRequests();
    await eventually(() => looks() === 1);
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });
});
