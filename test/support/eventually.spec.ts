import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns the first value that holds', async () => {
    let count = 0;
    await expect(
      eventually(
        () => ++count,
        (value) => value === 3,
        { everyMs: 1 },
      ),
    ).resolves.toBe(3);
  });

  it('looks again after an error', async () => {
    let count = 0;
    const read = (): number => {
      count += 1;
      if (count < 3) throw new Error('not yet');
      return count;
    };
    await expect(eventually(read, undefined, { everyMs: 1 })).resolves.toBe(3);
  });

  it('says what it saw last when it gives up', async () => {
    const never = eventually(
      () => ({ paid: 5n }),
      () => false,
      { timeoutMs: 5, everyMs: 1 },
    );
    await expect(never).rejects.toThrow('last seen: {"paid":"5n"}');
  });

  it('keeps the last error as the cause when it gives up', async () => {
    const cause = new Error('refused');
    const never = eventually(() => Promise.reject(cause), undefined, { timeoutMs: 5, everyMs: 1 });
    await expect(never).rejects.toMatchObject({ cause });
  });
});
