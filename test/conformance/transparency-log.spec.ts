import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock, SeededRandom, sha256 } from '#kernel';
import type { BlobStore } from '#platform/blob-store';
import { aLedger, publishedLog } from '#modules/ledger/testing';
import { aDiskBlobStore, anS3BlobStore } from '#platform/blob-store/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { serviceUrl } from '../support/services.ts';
import { notRun } from '../support/not-run.ts';

const run = promisify(execFile);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** More than one full tile on the second level: 65,536 leaves and some. */
const SIZES = [1n, 255n, 256n, 70_001n];

const folder = await mkdtemp(path.join(os.tmpdir(), 'provisio-tlog-'));
const checker = await built(folder);

/** Go's own reader of transparency logs, built from test/tools/tlogcheck; undefined without Go or its module. */
async function built(into: string): Promise<string | undefined> {
  const source = path.join(into, 'source');
  await cp(new URL('../tools/tlogcheck/', import.meta.url), source, { recursive: true });
  const binary = path.join(into, 'tlogcheck');
  try {
    await run('go', ['build', '-o', binary, '.'], { cwd: source });
    return binary;
  } catch (error) {
    notRun('go', `the log was not checked by golang.org/x/mod/sumdb: ${String((error as { code?: unknown }).code)}`);
    return undefined;
  }
}

afterAll(() => rm(folder, { recursive: true }));

/** Where the log is published: a bucket when an S3 server was named, else a folder. */
async function aStore(): Promise<{ readonly store: BlobStore; remove(): Promise<void> }> {
  const url = serviceUrl('s3');
  if (url === undefined) return aDiskBlobStore();
  const store = await anS3BlobStore(url, `test-${randomUUID()}`);
  return { store, remove: () => store.close() };
}

(checker === undefined ? describe.skip : describe)('the log, read by an implementation of somebody else (Go)', () => {
  let db: TestDatabase;
  let key: string;
  const served = path.join(folder, 'served');

  beforeAll(async () => {
    db = await aDatabase();
    const ledger = aLedger(db, new FixedClock(Date.UTC(2026, 0, 1) as EpochMs));
    const blobs = await aStore();
    const { publishLog, readPublishedLog } = publishedLog(db, ledger.makeCheckpoint, blobs.store);
    const roots = new Map<bigint, string>();
    let at = 0n;
    for (const size of SIZES) {
      for (; at < size; at = at + 10_000n < size ? at + 10_000n : size) {
        const count = Number(size - at < 10_000n ? size - at : 10_000n);
        const notes = Array.from({ length: count }, (_, index) => ({ topic: 'test', hash: sha256(`${at}/${index}`) }));
        await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, notes));
      }
      const { root } = await publishLog.execute();
      roots.set(size, hex(root));
    }
    const checkpoint = await readPublishedLog.checkpoint();
    ({ key } = await ledger.readCheckpoint.verifierKey());
    await mkdir(served, { recursive: true });
    await writeFile(path.join(served, 'checkpoint'), await readPublishedLog.note());
    await writeTiles(checkpoint.size, (name) => readPublishedLog.tile(name));
    await blobs.remove();
    const random = new SeededRandom(7);
    const inclusion = [];
    for (let each = 0; each < 60; each += 1) {
      const size = each % 3 === 0 ? random.pick(SIZES) : checkpoint.size;
      const seq = BigInt(random.between(1, Number(size)));
      const { paths } = await ledger.proveInclusion.execute([seq], size);
      const [leaf] = await db.ownerQuery<{ leaf_hash: Buffer }>('select leaf_hash from ledger.note where seq = $1', [
        seq,
      ]);
      inclusion.push({
        Size: Number(size),
        Index: Number(seq - 1n),
        Leaf: hex(leaf!.leaf_hash),
        Path: paths.get(seq)!.map(hex),
      });
    }
    const consistency = [];
    for (const [from, to] of SIZES.flatMap((a) => SIZES.filter((b) => b > a).map((b) => [a, b] as const))) {
      const proof = (await ledger.proveConsistency.execute(from, to)).map(hex);
      consistency.push({
        From: Number(from),
        To: Number(to),
        FromRoot: roots.get(from),
        ToRoot: roots.get(to),
        Path: proof,
      });
    }
    await writeFile(
      path.join(served, 'proofs.json'),
      JSON.stringify({ Inclusion: inclusion, Consistency: consistency }),
    );
  }, 180_000);
  afterAll(() => db.close());

  /** Every tile of a log of `size` leaves, as files under the names that C2SP gives them. */
  async function writeTiles(
    size: bigint,
    read: (name: { level: number; index: bigint; width: number }) => Promise<Buffer>,
  ): Promise<void> {
    for (let level = 0, count = size; count > 0n; level += 1, count /= 256n) {
      for (let index = 0n; index * 256n < count; index += 1n) {
        const width = Number(count - index * 256n < 256n ? count - index * 256n : 256n);
        const digits = index.toString().padStart(Math.ceil(index.toString().length / 3) * 3, '0');
        const groups = digits.match(/.{3}/g) ?? [];
        const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
        const file = path.join(served, 'tile', String(level), `${name}${width === 256 ? '' : `.p/${width}`}`);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, await read({ level, index, width }));
      }
    }
  }

  const check = (of: string, by: string): Promise<{ stdout: string }> => run(checker as string, [of, by]);

  it('gives tiles, a signed head and proofs that it accepts, and from which it makes the same proofs', async () => {
    const { stdout } = await check(served, key);
    expect(stdout.trim()).toBe('70001 leaves, 60 inclusion proofs, 6 consistency proofs');
  });

  it.each([
    ['checkpoint', (text: string) => text.replace('70001', '70002')],
    ['tile/0/000', (text: string) => `${String.fromCharCode(text.charCodeAt(0) ^ 1)}${text.slice(1)}`],
    ['proofs.json', (text: string) => text.replace(/"Path":\["./, '"Path":["x')],
  ])('does not accept a changed %s', async (file, change) => {
    const changed = path.join(folder, `changed-${path.basename(file)}`);
    await cp(served, changed, { recursive: true });
    const before = await readFile(path.join(changed, file), 'latin1');
    expect(change(before)).not.toBe(before);
    await writeFile(path.join(changed, file), change(before), 'latin1');
    await expect(check(changed, key)).rejects.toMatchObject({ code: 1 });
  });
});
