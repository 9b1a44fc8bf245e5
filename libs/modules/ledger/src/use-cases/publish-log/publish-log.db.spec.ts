import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { type BlobFacts, BlobStore, type StoredBlob } from '#platform/blob-store';
import { aDiskBlobStore } from '#platform/blob-store/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { parseCheckpoint, rootFromLeaves } from '#verify';
import { eventually } from '../../../../../../test/support/eventually.ts';
import { type TestLedger, type TestPublishedLog, aLedger, publishedLog } from '../../testing.ts';
import { newlyFull, partialTiles, tilePath } from '../../domain/tiles.ts';

/** A store that dies at a chosen write, before or after it, and keeps the order of what was written. */
class MortalStore extends BlobStore {
  readonly written: string[] = [];
  /** Writes that it still takes; the one after them fails. */
  livesFor = Infinity;
  /** Whether the write that fails was stored all the same. */
  storesTheLast = false;

  constructor(private readonly inner: BlobStore) {
    super();
  }

  override put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    return this.write(key, () => this.inner.put(key, bytes, type));
  }

  override putNew(key: string, bytes: Uint8Array, type: string): Promise<boolean> {
    return this.write(key, () => this.inner.putNew(key, bytes, type));
  }

  override delete(key: string): Promise<void> {
    return this.write(`-${key}`, () => this.inner.delete(key));
  }

  override get(key: string): Promise<StoredBlob | undefined> {
    return this.inner.get(key);
  }
  override range(key: string, from: number, to: number): Promise<Buffer | undefined> {
    return this.inner.range(key, from, to);
  }
  override head(key: string): Promise<BlobFacts | undefined> {
    return this.inner.head(key);
  }
  override sign(): Promise<string> {
    return Promise.reject(new Error('nothing of the log needs a signature'));
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }

  private async write<T>(what: string, store: () => Promise<T>): Promise<T> {
    this.livesFor -= 1;
    if (this.livesFor < 0 && !this.storesTheLast) throw new Error('killed');
    const stored = await store();
    if (this.livesFor < 0) throw new Error('killed');
    this.written.push(what);
    return stored;
  }
}

describe('the published log', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  let disk: Awaited<ReturnType<typeof aDiskBlobStore>>;
  let blobs: MortalStore;
  let published: TestPublishedLog;
  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    disk = await aDiskBlobStore();
    blobs = new MortalStore(disk.store);
    published = publishedLog(db, ledger.makeCheckpoint, blobs);
  });
  afterEach(() => disk.remove());

  let count = 0;
  const grow = async (by: number): Promise<void> => {
    const notes = Array.from({ length: by }, () => ({ topic: 'test', hash: sha256(String((count += 1))) }));
    await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, notes));
  };
  const sizeOfLog = async (): Promise<bigint> =>
    (await db.ownerQuery<{ seq: bigint }>('select seq from ledger.head'))[0]!.seq;
  /** Grows to a whole number of tiles, so that a test counts from an even edge. */
  const growToEdge = async (): Promise<void> => grow(Number(256n - ((await sizeOfLog()) % 256n)));

  /** Fetches what a client would fetch for the published head; answers its size when everything is there and adds up. */
  const fetchWhole = async (): Promise<bigint> => {
    const head = parseCheckpoint(await published.readPublishedLog.note());
    const fetch = (level: number, index: bigint, width: number): Promise<Buffer> =>
      published.readPublishedLog.tile({ level, index, width });
    for (const { level, first, last } of newlyFull(0n, head.size)) {
      for (let index = first; index < last; index += 1n) await fetch(level, index, 256);
    }
    for (const { level, index, width } of partialTiles(head.size)) await fetch(level, index, width);
    const leaves: Buffer[] = [];
    for (let index = 0n; index * 256n < head.size; index += 1n) {
      const left = head.size - index * 256n;
      const tile = await fetch(0, index, Number(left < 256n ? left : 256n));
      for (let at = 0; at < tile.length; at += 32) leaves.push(tile.subarray(at, at + 32));
    }
    expect(Buffer.from(rootFromLeaves(leaves)).equals(Buffer.from(head.root))).toBe(true);
    return head.size;
  };

  it('has no head before the first publication (ledger.no_checkpoint)', async () => {
    await expect(published.readPublishedLog.note()).rejects.toMatchObject({ code: 'ledger.no_checkpoint' });
    await expect(published.readPublishedLog.tile({ level: 0, index: 0n, width: 1 })).rejects.toMatchObject({
      code: 'ledger.not_in_log',
    });
  });

  it('gives tiles and head to a client that adds them up to the signed root, and the head comes last', async () => {
    await grow(700);
    const head = await published.publishLog.execute();
    expect(await fetchWhole()).toBe(head.size);
    expect(blobs.written.at(-1)).toBe('log/checkpoint');
    expect(await published.readPublishedLog.checkpoint()).toEqual(head);
    expect(await published.metrics.text()).toContain(`ledger_published_leaves{book="main"} ${head.size}`);
  });

  it('is whole for a client whenever the publisher is killed, and the next one goes on', async () => {
    await growToEdge();
    await grow(200);
    await published.publishLog.execute();
    for (const storesTheLast of [false, true]) {
      let finished = false;
      for (let livesFor = 0; !finished; livesFor += 1) {
        const before = (await ledger.readCheckpoint.execute()).size;
        await grow(300);
        Object.assign(blobs, { livesFor, storesTheLast });
        finished = await published.publishLog.execute().then(
          () => true,
          (error: Error) => {
            if (error.message !== 'killed') throw error;
            return false;
          },
        );
        // Old head or new one: what it speaks of is there.
        expect([before, await sizeOfLog()]).toContain(await fetchWhole());
        blobs.livesFor = Infinity;
        await published.publishLog.execute();
        expect(await fetchWhole()).toBe(await sizeOfLog());
        expect(livesFor).toBeLessThan(30);
      }
    }
  });

  it('writes nothing when nothing was appended, and the same bytes again change nothing', async () => {
    await grow(10);
    await published.publishLog.execute();
    const first = [...blobs.written];
    await published.publishLog.execute();
    expect(blobs.written).toEqual(first);
    await disk.store.delete('log/checkpoint');
    await published.publishLog.execute();
    expect(await fetchWhole()).toBe(await sizeOfLog());
    expect(published.lines.map(({ event }) => event)).not.toContain('ledger.published_log_differs');
  });

  it('keeps its head when two publish at once: it never shrinks', async () => {
    await grow(300);
    const others = publishedLog(db, ledger.makeCheckpoint, blobs);
    const publish = async (of: TestPublishedLog): Promise<void> => {
      for (let round = 0; round < 6; round += 1) {
        await grow(40);
        await of.publishLog.execute();
        expect((await published.readPublishedLog.checkpoint()).size).toBeLessThanOrEqual(await sizeOfLog());
      }
    };
    const from = await sizeOfLog();
    await Promise.all([publish(published), publish(others)]);
    expect(await fetchWhole()).toBe(await sizeOfLog());
    // Neither leaves partial tiles behind that the other one has outgrown.
    const size = await sizeOfLog();
    for (let index = from / 256n; index < size / 256n; index += 1n) {
      for (let width = 1; width < 256; width += 1) {
        expect(await disk.store.head(`log/tile/${tilePath({ level: 0, index, width })}`)).toBeUndefined();
      }
    }
  });

  it('has the partial tiles of each head that was signed, and puts them away when the full one is there', async () => {
    await growToEdge();
    await published.publishLog.execute();
    const index = (await sizeOfLog()) / 256n;
    const partial = (width: number) => disk.store.head(`log/tile/${tilePath({ level: 0, index, width })}`);
    await grow(5);
    await ledger.makeCheckpoint.execute();
    await grow(6);
    await published.publishLog.execute();
    expect([await partial(5), await partial(11)]).toMatchObject([{ size: 160 }, { size: 352 }]);
    const five = await published.readPublishedLog.tile({ level: 0, index, width: 5 });
    await growToEdge();
    await published.publishLog.execute();
    expect([await partial(5), await partial(11)]).toEqual([undefined, undefined]);
    // Who still asks for it gets the beginning of the full one.
    expect(await published.readPublishedLog.tile({ level: 0, index, width: 5 })).toEqual(five);
  });

  describe('when the store is not what the log says', () => {
    const differs = (name: string) => ({ code: 'ledger.published_log_differs', details: { name } });

    it('raises an alarm for another tile and leaves it, and no head speaks of it', async () => {
      await growToEdge();
      await published.publishLog.execute();
      const before = await published.readPublishedLog.note();
      const key = `tile/${tilePath({ level: 0, index: (await sizeOfLog()) / 256n, width: 256 })}`;
      await disk.store.put(`log/${key}`, Buffer.alloc(8_192, 1), 'application/octet-stream');
      await grow(300);
      await expect(published.publishLog.execute()).rejects.toMatchObject(differs(key));
      expect((await disk.store.get(`log/${key}`))?.bytes).toEqual(Buffer.alloc(8_192, 1));
      expect(await published.readPublishedLog.note()).toBe(before);
      expect(published.lines).toContainEqual(
        expect.objectContaining({ event: 'ledger.published_log_differs', name: key }),
      );
      expect(await published.metrics.text()).toContain('ledger_published_log_differs{book="main"} 1');
    });

    it('finds a tile that was changed long after it was published, and puts back one that is gone', async () => {
      await published.publishLog.execute();
      const changed = tilePath({ level: 0, index: 1n, width: 256 });
      const { bytes } = (await disk.store.get(`log/tile/${changed}`))!;
      const publish = async (): Promise<unknown> => {
        await grow(1);
        return published.publishLog.execute().catch((error: unknown) => error);
      };
      await disk.store.delete(`log/tile/${changed}`);
      await eventually(
        async () => (await publish()) && (await disk.store.get(`log/tile/${changed}`))?.bytes.equals(bytes),
      );
      await disk.store.put(`log/tile/${changed}`, Buffer.alloc(8_192, 1), 'application/octet-stream');
      const alarm = await eventually(publish, (answer) => answer instanceof Error);
      expect(alarm).toMatchObject(differs(`tile/${changed}`));
    });

    it('raises an alarm for a head that was never signed, such as after the database was put back', async () => {
      await grow(3);
      const { size, signedNote } = await published.publishLog.execute();
      const ahead = signedNote.replace(`\n${size}\n`, `\n${size + 100n}\n`);
      for (const note of [ahead, 'not a note']) {
        await disk.store.put('log/checkpoint', Buffer.from(note), 'text/plain');
        await expect(published.publishLog.execute()).rejects.toMatchObject(differs('checkpoint'));
        await expect(published.readPublishedLog.checkpoint()).rejects.toMatchObject(differs('checkpoint'));
        expect((await disk.store.get('log/checkpoint'))?.bytes.toString()).toBe(note);
      }
    });
  });
});
