import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EpochMs, FixedClock } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import {
  parseCheckpoint,
  parseVerifierKey,
  rootFromInclusion,
  rootFromLeaves,
  verifyCheckpoint,
  verifyConsistency,
} from '#verify';
import { accounts } from '../../index.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';
import { draftOf, leafVectors } from '../../testing/vectors.ts';

/**
 * Leaf 24 of the published log books 216 of "up to 500" where 416 were free: it freezes bytes, not decisions. Up to there
 * the ledger decides the same.
 */
const DECIDED_ALIKE = 23;

describe('the log', () => {
  let db: TestDatabase;
  beforeAll(async () => void (db = await aDatabase()));
  afterAll(() => db.close());

  it('becomes the published log when the published entries are posted', async () => {
    const vectors = leafVectors();
    const log = vectors.log.slice(0, DECIDED_ALIKE);
    const clock = new FixedClock(0 as EpochMs);
    const ledger = aLedger(db, clock);
    const entries = new Map(vectors.entries.map(({ entry }) => [entry.id as string, draftOf(entry)]));
    for (const { leaf } of log) {
      clock.set(Number.parseInt(leaf.recorded_at, 10) as EpochMs);
      const draft = leaf.kind === 'transfer' ? entries.get(leaf.entry) : undefined;
      await db.unitOfWork.run(async (tx) => {
        if (leaf.kind === 'note') {
          await ledger.appendNotes.execute(tx, [{ topic: leaf.topic, hash: Buffer.from(leaf.hash, 'hex') }]);
        }
        // The later transfers of an entry are replays of the first call.
        if (draft !== undefined) await ledger.postEntries.execute(tx, [draft]);
      });
    }
    const leaves = await db.ownerQuery<{ hashes: Buffer }>('select ledger.leaf_hashes(1, 1000) as hashes');
    expect(leaves[0]?.hashes.toString('hex').match(/.{64}/g)).toEqual(log.map(({ hash }) => hash));
    const checkpoint = await ledger.makeCheckpoint.execute();
    expect(checkpoint).toMatchObject({ size: BigInt(log.length) });
    expect(checkpoint.root.toString('hex')).toBe(vectors.roots[log.length]);
    for (const [size, root] of vectors.roots.slice(0, log.length + 1).entries()) {
      const [row] = await db.ownerQuery<{ root: Buffer }>('select ledger.root_at($1) as root', [size]);
      expect(row?.root.toString('hex')).toBe(root);
    }
    await expect(ledger.checkMoney.execute()).resolves.toMatchObject({ isSound: true, breaks: [] });
  });

  it('computes every published leaf in SQL', async () => {
    for (const { name, leaf, hash } of leafVectors().leaves) {
      const isWithinDates =
        BigInt(leaf.recorded_at) < 253_402_300_800_000n &&
        (leaf.kind === 'note' || BigInt(leaf.effective_at) > -2_208_988_800_000n);
      const [row] = isWithinDates ? await db.ownerQuery<{ hash: Buffer }>(...leafQuery(leaf)) : [];
      if (isWithinDates) expect([name, row?.hash.toString('hex')]).toEqual([name, hash]);
    }
  });
});

function leafQuery(leaf: ReturnType<typeof leafVectors>['leaves'][number]['leaf']): [string, unknown[]] {
  const at = (ms: string): string => new Date(Number.parseInt(ms, 10)).toISOString();
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
  if (leaf.kind === 'note') {
    return [
      'select ledger.note_leaf_hash($1, $2, $3, $4) as hash',
      [leaf.seq, leaf.topic, bytes(leaf.hash), at(leaf.recorded_at)],
    ];
  }
  const kind = ['post', 'hold', 'capture', 'void', 'reversal'].indexOf(leaf.transfer_kind) + 1;
  const side = (of: typeof leaf.debit): unknown[] => [
    of.path,
    of.account_seq,
    of.prev_seq,
    of.credits_after,
    of.debits_after,
  ];
  return [
    `select ledger.transfer_leaf_hash($1::int8, $2::uuid, $3::int2, $4::int8, $5, $6, $7, $8::int8, $9, $10,
      sha256($11::bytea), $12::int8, $13::int8, $14::int8, $15::int8, sha256($16::bytea), $17::int8, $18::int8, $19::int8, $20::int8) as hash`,
    [
      leaf.seq,
      leaf.entry,
      kind,
      leaf.amount,
      leaf.asset,
      at(leaf.effective_at),
      at(leaf.recorded_at),
      leaf.refers_to,
      leaf.facts === '' ? null : bytes(leaf.facts),
      bytes(leaf.content_hash),
      ...side(leaf.debit),
      ...side(leaf.credit),
    ],
  ];
}

describe('checkpoints and proofs', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const payee = anOrganisation();
  const merchant = anOrganisation();
  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db);
  });
  afterAll(() => db.close());

  it('has an empty checkpoint before the first leaf', async () => {
    await expect(ledger.readCheckpoint.execute()).rejects.toMatchObject({ code: 'ledger.no_checkpoint' });
    expect(await ledger.makeCheckpoint.execute()).toMatchObject({ size: 0n });
  });

  it('seals two levels of tiles and proves leaves and growth, as the independent verifier sees it', async () => {
    const leaves = 66_000;
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(merchant, 100_000n)]));
    for (let posted = 1; posted < leaves; posted += 8_000) {
      const count = Math.min(8_000, leaves - posted);
      const transfers = Array.from({ length: count }, () =>
        aTransfer(accounts.prepaid(merchant), accounts.pending(payee), 1n),
      );
      await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [anEntry(transfers)]));
    }
    const first = await ledger.makeCheckpoint.execute();
    await db.unitOfWork.run((tx) => ledger.appendNotes.execute(tx, [{ topic: 'test', hash: Buffer.alloc(32, 7) }]));
    const second = await ledger.makeCheckpoint.execute();
    expect([first.size, second.size]).toEqual([66_000n, 66_001n]);

    const [all] = await db.ownerQuery<{ hashes: Buffer }>('select ledger.leaf_hashes(1, 100000) as hashes');
    const hashes = Array.from({ length: 66_001 }, (_, index) => all!.hashes.subarray(32 * index, 32 * index + 32));
    expect(Buffer.from(rootFromLeaves(hashes)).equals(second.root)).toBe(true);

    const seqs = [1n, 256n, 257n, 65_536n, 65_537n, 66_000n, 66_001n];
    const { size, paths } = await ledger.proveInclusion.execute(seqs);
    for (const seq of seqs) {
      const root = rootFromInclusion(hashes[Number(seq) - 1] as Buffer, seq - 1n, size, paths.get(seq) ?? []);
      expect(Buffer.from(root ?? []).equals(second.root)).toBe(true);
    }
    for (const from of [0n, 1n, 255n, 256n, 65_536n, 65_537n, 66_000n, 66_001n]) {
      const proof = await ledger.proveConsistency.execute(from);
      expect(
        verifyConsistency({ size: from, root: rootFromLeaves(hashes.slice(0, Number(from))) }, second, proof),
      ).toBe(true);
    }
    const tile = await ledger.readTile.execute({ level: 1, index: 0n, width: 256 });
    expect(tile.length).toBe(8_192);
    await expect(ledger.readTile.execute({ level: 1, index: 1n, width: 2 })).rejects.toMatchObject({
      code: 'ledger.not_in_log',
    });
    await expect(ledger.readTile.execute({ level: 0, index: 257n, width: 209 })).resolves.toHaveLength(209 * 32);
  });

  it('signs so that the independent verifier accepts it', async () => {
    const checkpoint = await ledger.readCheckpoint.execute();
    const { key } = await ledger.readCheckpoint.verifierKey();
    await expect(verifyCheckpoint(parseCheckpoint(checkpoint.signedNote), parseVerifierKey(key))).resolves.toBe(
      'valid',
    );
  });

  it('answers the same checkpoint while nothing is appended, and to two askers at once', async () => {
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(merchant, 1n)]));
    const [one, two] = await Promise.all([ledger.makeCheckpoint.execute(), ledger.makeCheckpoint.execute()]);
    expect(one.signedNote).toBe(two.signedNote);
  });

  it('refuses proofs for leaves and sizes that are not signed (ledger.not_in_log)', async () => {
    const { size } = await ledger.readCheckpoint.execute();
    const requests = [
      () => ledger.proveInclusion.execute([size + 1n]),
      () => ledger.proveInclusion.execute([0n]),
      () => ledger.proveInclusion.execute([1n], size + 1n),
      () => ledger.proveConsistency.execute(1n, size + 1n),
      () => ledger.proveConsistency.execute(size + 1n),
    ];
    for (const request of requests) await expect(request()).rejects.toMatchObject({ code: 'ledger.not_in_log' });
  });

  it('is sound as a whole', async () => {
    const report = await ledger.checkMoney.execute();
    expect(report).toMatchObject({
      isSound: true,
      breaks: [],
      funds: [{ asset: GBPT, held: 100_001n, owed: 100_001n }],
    });
  });
});
