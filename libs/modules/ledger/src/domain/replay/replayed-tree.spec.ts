import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { GrowingTree, emptyRoot, perfectRoot } from '../merkle.ts';
import { checkpointText } from '../signed-note.ts';
import {
  type PublishedHead,
  ReplayedTree,
  type StoredCheckpoint,
  type StoredTail,
  type StoredTile,
} from './replayed-tree.ts';

const ORIGIN = 'log.example/main';
/** Two full tiles of leaves and some more. */
const LEAVES = Array.from({ length: 600 }, (_, n) => sha256(`leaf ${n}`));

const NO_TAIL: StoredTail = { size: 0n, hashes: Buffer.alloc(0) };

function rootAt(size: number): Buffer {
  const tree = new GrowingTree();
  for (const leaf of LEAVES.slice(0, size)) tree.add(leaf);
  return tree.root();
}

function headAt(size: number, more: Partial<StoredCheckpoint> = {}): StoredCheckpoint {
  const of = { size: BigInt(size), root: rootAt(size) };
  return { ...of, signed_note: `${checkpointText({ origin: ORIGIN, ...of })}\n— somebody AAAA\n`, ...more };
}

function tilesOf(): Map<string, StoredTile> {
  return new Map(
    [0, 1].map((index) => {
      const hashes = Buffer.concat(LEAVES.slice(256 * index, 256 * (index + 1)));
      return [`0/${index}`, { hashes, root: perfectRoot(hashes) }];
    }),
  );
}

type Given = {
  heads?: StoredCheckpoint[];
  published?: PublishedHead[];
  tiles?: Map<string, StoredTile>;
  leaves?: number;
  tail?: StoredTail;
};

/** What does not hold of a log of `leaves`, and how many heads were compared. */
function replayed({
  heads = [],
  published = [],
  tiles = tilesOf(),
  leaves = LEAVES.length,
  tail = NO_TAIL,
}: Given): [string[], number] {
  const breaks: string[] = [];
  const signed = { origin: ORIGIN, checkpoints: heads, published, tail };
  const tree = new ReplayedTree(signed, (rule, at, message) => breaks.push(`${rule} ${at}: ${message}`));
  for (const leaf of LEAVES.slice(0, leaves)) tree.add(leaf, tiles);
  const compared = tree.finish();
  return [breaks, compared];
}

describe('the tree of a log that is replayed', () => {
  it('is that of every tile and head that was stored from it', () => {
    expect(replayed({ heads: [headAt(0), headAt(1), headAt(256), headAt(256), headAt(600)] })).toEqual([[], 5]);
  });

  it('misses no tile that was not sealed yet', () => {
    expect(replayed({ tiles: new Map() })).toEqual([[], 0]);
  });

  it.each([0, 1])('is not that of tile %s when a hash in it or its root is another (I10)', (index) => {
    const name = `0/${index}`;
    const said = `I10 tile ${name}: is not what its leaves make`;
    const leaf = `I10 position ${256 * index + 1}: is not the leaf that was signed`;
    const { hashes, root } = tilesOf().get(name)!;
    const other = Buffer.from(hashes);
    other[5] = (other[5] ?? 0) ^ 1;
    expect(replayed({ tiles: tilesOf().set(name, { hashes: other, root }) })).toEqual([[said, leaf], 0]);
    expect(replayed({ tiles: tilesOf().set(name, { hashes, root: sha256('another') }) })).toEqual([[said], 0]);
  });

  it('names each leaf behind the last tile that is not the one that was signed (I10)', () => {
    const hashes = Buffer.concat(LEAVES.slice(512, 580));
    expect(replayed({ tail: { size: 580n, hashes } })).toEqual([[], 0]);
    const other = Buffer.from(hashes);
    for (const place of [0, 67]) other[32 * place] = (other[32 * place] ?? 0) ^ 1;
    const said = [513, 580].map((seq) => `I10 position ${seq}: is not the leaf that was signed`);
    expect(replayed({ tail: { size: 580n, hashes: other } })).toEqual([said, 0]);
    // The tiles have gone past it since.
    expect(replayed({ tail: { size: 300n, hashes: Buffer.concat(LEAVES.slice(256, 300)) } })).toEqual([[], 0]);
  });

  it('has tiles of tiles: the second level holds the roots of the first', () => {
    const leaves = Array.from({ length: 65_536 }, () => LEAVES[0]!);
    const root = perfectRoot(Buffer.concat(leaves.slice(0, 256)));
    const hashes = Buffer.concat(Array.from({ length: 256 }, () => root));
    const breaksOf = (tile: StoredTile): string[] => {
      const breaks: string[] = [];
      const tree = new ReplayedTree({ origin: ORIGIN, checkpoints: [], published: [], tail: NO_TAIL }, (_rule, at) =>
        breaks.push(at),
      );
      for (const leaf of leaves) tree.add(leaf, new Map([['1/0', tile]]));
      return breaks;
    };
    expect(breaksOf({ hashes, root: perfectRoot(hashes) })).toEqual([]);
    expect(breaksOf({ hashes, root: sha256('another') })).toEqual(['tile 1/0']);
  });

  it('is not that of a head with another root, or whose signed text says another (I10)', () => {
    const said = [['I10 checkpoint 300: is not the root of its leaves'], 1];
    const root = rootAt(299);
    expect(replayed({ heads: [headAt(300, { root })] })).toEqual(said);
    const signed_note = `${checkpointText({ origin: ORIGIN, size: 300n, root })}\n— somebody AAAA\n`;
    expect(replayed({ heads: [headAt(300, { signed_note })] })).toEqual(said);
    const elsewhere = `${checkpointText({ origin: 'log.example/other', size: 300n, root: rootAt(300) })}\n`;
    expect(replayed({ heads: [headAt(300, { signed_note: elsewhere })] })).toEqual(said);
    expect(replayed({ heads: [headAt(300, { signed_note: `more\n${headAt(300).signed_note}` })] })).toEqual(said);
  });

  it('says which signed head is of more leaves than there are (I10)', () => {
    expect(replayed({ heads: [headAt(2), headAt(5)], leaves: 4 })).toEqual([
      ['I10 checkpoint 5: is of more leaves than the 4 there are'],
      1,
    ]);
  });

  it('begins with every head that was published, or history was rewritten (I10)', () => {
    const at = (size: number, root: Buffer): PublishedHead => ({ size: BigInt(size), root, where: 'the anchor' });
    const published = [at(0, emptyRoot()), at(300, rootAt(300)), at(600, rootAt(600))];
    expect(replayed({ published })).toEqual([[], 0]);
    const rewritten = [at(0, rootAt(1)), at(300, rootAt(299)), at(601, rootAt(600))];
    const said = 'are not those of the root that the anchor has: history was rewritten';
    expect(replayed({ published: rewritten })[0]).toEqual([
      `I10 published head 0: the first 0 leaves ${said}`,
      `I10 published head 300: the first 300 leaves ${said}`,
      'I10 published head 601: the anchor has 601 leaves, there are 600',
    ]);
  });
});
