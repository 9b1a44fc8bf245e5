import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#kernel';
import { aLogger } from '#platform/telemetry/testing';
import type { Dependency } from './dependencies.ts';
import { RollCall } from './roll-call.ts';

class Down extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'sample.down';
}
class Wrong extends DomainError {
  readonly kind = 'refused';
  readonly code = 'sample.wrong';
}

/** A service that answers from the `from`th time on. */
const answering = (key: string, from: number, error: Error = new Down(`${key} is down`)): Dependency => {
  let asked = 0;
  return {
    key,
    name: `${key} (URL)`,
    ask: async () => {
      asked += 1;
      if (asked < from) throw error;
    },
  };
};

function aRollCall(dependencies: readonly Dependency[], patienceMs?: number) {
  const { logger, lines } = aLogger();
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const roll = new RollCall(dependencies, { logger, say, patienceMs, firstPauseMs: 1 });
  return { roll, lines, said };
}

describe('the roll call of a start', () => {
  it('says nothing where everybody answers', async () => {
    const { roll, said } = aRollCall([answering('kafka', 1), answering('redis', 1)]);
    expect(roll.answers).toEqual({ kafka: false, redis: false });
    await roll.run();
    expect([roll.answers, said]).toEqual([{ kafka: true, redis: true }, []]);
  });

  it('names who is missing once at the terminal and each time in the log, and goes on when they answer', async () => {
    const { roll, said, lines } = aRollCall([answering('kafka', 4), answering('redis', 1)]);
    await roll.run();
    expect(said).toEqual(['waiting for kafka (URL): kafka is down', expect.stringMatching(/^kafka \(URL\) answers/)]);
    const warned = lines.filter(({ level }) => level === 'warn');
    expect(warned).toMatchObject(
      [1, 2, 4].map((retry_ms, at) => ({
        event: 'service.unavailable',
        service: 'kafka',
        tries: at + 1,
        retry_ms,
        reason: 'kafka is down',
      })),
    );
    expect(lines).toContainEqual(expect.objectContaining({ event: 'service.answers', service: 'kafka', tries: 4 }));
  });

  it('ends naming everybody who is missing when patience does (runtime.start_refused)', async () => {
    const { roll } = aRollCall([answering('kafka', Infinity), answering('redis', 1), answering('s3', Infinity)], 10);
    await expect(roll.run()).rejects.toMatchObject({
      code: 'runtime.start_refused',
      message: expect.stringMatching(/^kafka \(URL\) does not answer, asked \d times .*; s3 \(URL\) does not answer/),
    });
    expect(roll.answers).toEqual({ kafka: false, redis: true, s3: false });
  });

  it('ends at once where asking again is no use, with what the service says', async () => {
    const { roll } = aRollCall([answering('kafka', Infinity), answering('chain', 2, new Wrong('another chain'))]);
    await expect(roll.run()).rejects.toThrow('another chain');
  });

  it('ends in silence when the start is stopped', async () => {
    const { roll } = aRollCall([answering('kafka', Infinity)]);
    const run = roll.run();
    roll.stop();
    await expect(run).resolves.toBeUndefined();
    expect(roll.answers).toEqual({ kafka: false });
  });
});
