import { describe, expect, it } from '@jest/globals';
import { Progress } from './progress.ts';

/** Progress on a clock that stands until it is moved, and what it wrote. */
const aProgress = (isTTY: boolean) => {
  let now = 0;
  let written = '';
  const progress = new Progress({ isTTY, write: (text) => (written += text) }, () => now);
  return { progress, wait: (ms: number) => (now += ms), written: () => written };
};

describe('progress', () => {
  it('writes one whole line a step where there is no terminal', () => {
    const { progress, wait, written } = aProgress(false);
    progress.step('reading');
    progress.at(10, 100, 'lines');
    wait(1_500);
    progress.done('100 lines');
    expect(written()).toBe(`  ${'reading'.padEnd(34)} 1.5 s  100 lines\n`);
  });

  it('says rate and time left of this run, not of what an earlier one did', () => {
    const { progress, wait, written } = aProgress(false);
    progress.step('reading');
    progress.at(500, 1_000, 'lines');
    wait(5_000);
    progress.at(600, 1_000, 'lines');
    expect(written()).toContain('60 %  20 lines/s  20 s left\n');
  });

  it('redraws one line on a terminal', () => {
    const { progress, wait, written } = aProgress(true);
    progress.step('reading');
    wait(200);
    progress.at(1, 1, 'lines');
    progress.done();
    expect(written().split('\n')).toHaveLength(2);
    expect(written()).toContain('\r\u001b[2K');
  });
});
