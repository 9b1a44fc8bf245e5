import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Json } from '#kernel';
import type { JobQueue, JobRun } from '#platform/job-queue';
import { eventually } from '../support/eventually.ts';

/** A queue to test; pauses and crash detection are short. */
export type QueueUnderTest = {
  /** Opens the queue once more, as another process would. */
  open(): Promise<JobQueue>;
  /** Lets another process take a job of this name, and kills it (-9) in the middle. */
  dieWorkingOn(name: string): Promise<void>;
  close(): Promise<void>;
};

/** The promises of `JobQueue`, checked the same way for every adapter. */
export function describeJobQueue(adapter: string, open: () => Promise<QueueUnderTest>): void {
  describe(`JobQueue on ${adapter}`, () => {
    let rig: QueueUnderTest;
    let queue: JobQueue;
    beforeAll(async () => {
      rig = await open();
      queue = await rig.open();
    });
    afterAll(async () => {
      await queue.close();
      await rig.close();
    });
    const jobName = (): string => `test.job-${randomUUID()}`;

    it('runs an added job with its payload', async () => {
      const name = jobName();
      const seen: Json[] = [];
      await queue.define(name, async (payload) => void seen.push(payload));
      await queue.add(name, { order: 'o1', amount: '12345678901234567890' });
      await eventually(() => seen.length === 1);
      expect(seen).toEqual([{ order: 'o1', amount: '12345678901234567890' }]);
    });

    it('keeps a job for a process that comes later', async () => {
      const name = jobName();
      await queue.add(name, 1);
      let runs = 0;
      await queue.define(name, async () => void (runs += 1));
      await eventually(() => runs === 1);
    });

    it('runs a key once, however often it is added, whatever the key looks like', async () => {
      const name = jobName();
      const seen: Json[] = [];
      await queue.define(name, async (payload) => void seen.push(payload), { concurrency: 4 });
      for (const key of ['17', 'a:b/c', 'ключ']) {
        await Promise.all([1, 2, 3].map(() => queue.add(name, key, { key })));
        await eventually(() => seen.includes(key));
        await queue.add(name, key, { key });
      }
      await queue.add(name, 'last');
      await eventually(() => seen.includes('last'));
      expect(seen).toHaveLength(4);
      expect(new Set(seen)).toEqual(new Set(['17', 'a:b/c', 'ключ', 'last']));
    });

    it('runs a failed job again, and says which attempt it is', async () => {
      const name = jobName();
      const attempts: number[] = [];
      await queue.define(name, async (_payload, { attempt }: JobRun) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error(`attempt ${attempt} fails`);
      });
      await queue.add(name, null);
      await eventually(() => attempts.length === 3);
      expect(attempts).toEqual([1, 2, 3]);
    });

    it('keeps a delay', async () => {
      const name = jobName();
      const from = performance.now();
      let ranAfterMs = 0;
      await queue.define(name, async () => void (ranAfterMs = performance.now() - from));
      await queue.add(name, null, { delayMs: 300 });
      await eventually(() => ranAfterMs > 0);
      expect(ranAfterMs).toBeGreaterThanOrEqual(295);
    });

    it('cancels a job that has not begun, and no other', async () => {
      const name = jobName();
      const seen: Json[] = [];
      await queue.add(name, 'cancelled', { key: 'k1', delayMs: 200 });
      await queue.add(name, 'kept', { key: 'k2', delayMs: 250 });
      expect(await queue.cancel(name, 'k1')).toBe(true);
      await queue.define(name, async (payload) => void seen.push(payload));
      await eventually(() => seen.includes('kept'));
      expect(seen).toEqual(['kept']);
      expect(await queue.cancel(name, 'k2')).toBe(false);
      expect(await queue.cancel(name, 'never')).toBe(false);
    });

    it('runs by the clock, one run at a time, and again after the same definition of a restart', async () => {
      const name = jobName();
      let [running, most, runs] = [0, 0, 0];
      const handler = async (): Promise<void> => {
        running += 1;
        most = Math.max(most, running);
        runs += 1;
        await Promise.resolve();
        running -= 1;
      };
      await queue.define(name, handler, { everyMs: 100 });
      await eventually(() => runs >= 3);
      const other = await rig.open();
      let otherRuns = 0;
      await other.define(name, async () => void (otherRuns += 1), { everyMs: 100 });
      const before = runs + otherRuns;
      await eventually(() => runs + otherRuns >= before + 3);
      await other.close();
      expect(most).toBe(1);
    });

    it('never runs more at a time than it was told to', async () => {
      const name = jobName();
      let [running, most, done] = [0, 0, 0];
      const gate = Promise.withResolvers<void>();
      await queue.define(
        name,
        async () => {
          running += 1;
          most = Math.max(most, running);
          if (done === 0) await gate.promise;
          running -= 1;
          done += 1;
        },
        { concurrency: 2 },
      );
      await Promise.all([1, 2, 3, 4, 5].map((nr) => queue.add(name, nr)));
      await eventually(() => running === 2);
      gate.resolve();
      await eventually(() => done === 5);
      expect(most).toBe(2);
    });

    it('runs a job again whose process died in the middle', async () => {
      const name = jobName();
      await queue.add(name, 'precious');
      await rig.dieWorkingOn(name);
      const seen: Json[] = [];
      await queue.define(name, async (payload) => void seen.push(payload));
      await eventually(() => seen.length === 1);
      expect(seen).toEqual(['precious']);
    });
  });
}
