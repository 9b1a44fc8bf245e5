import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '#kernel';
import { rootFromInclusion, rootFromLeaves, verifyConsistency } from '#verify';
import { rawPublicKey } from '../storage/checkpoint-signer.ts';
import { leafVectors } from '../testing/vectors.ts';
import { GrowingTree, type Range, consistencyRanges, emptyRoot, inclusionRanges, perfectRoot } from './merkle.ts';
import { checkpointText, signedNote, verifierKey } from './signed-note.ts';
import { type HashSpan, hashOfRange, parseTilePath, spanKey, spansOf, tilePath } from './tiles.ts';

const vectors = leafVectors();
const published = vectors.log.map(({ hash }) => Buffer.from(hash, 'hex'));

/** What the database answers for spans, made from all leaves. */
function hashesOf(leaves: readonly Buffer[], spans: readonly HashSpan[]): Map<string, Buffer> {
  const width = (level: number): number => 256 ** level;
  return new Map(
    spans.map((span) => {
      const nodes: Buffer[] = [];
      for (let index = Number(span.from); index < Number(span.to); index += 1) {
        nodes.push(
          perfectRoot(Buffer.concat(leaves.slice(index * width(span.level), (index + 1) * width(span.level)))),
        );
      }
      return [spanKey(span), Buffer.concat(nodes)];
    }),
  );
}

function prove(leaves: readonly Buffer[], ranges: readonly Range[]): Buffer[] {
  const hashes = hashesOf(leaves, spansOf(ranges));
  return ranges.map((range) => hashOfRange(range, hashes));
}

const hex = (bytes: readonly Uint8Array[]): string[] => bytes.map((of) => Buffer.from(of).toString('hex'));

describe('merkle tree', () => {
  it('grows through the published roots', () => {
    const tree = new GrowingTree();
    expect(emptyRoot().toString('hex')).toBe(vectors.roots[0]);
    const roots = published.map((leaf) => {
      tree.add(leaf);
      return tree.root().toString('hex');
    });
    expect(roots).toEqual(vectors.roots.slice(1));
  });

  it.each(vectors.inclusion)('proves leaf $index in $size as published', ({ index, size, path }) => {
    expect(hex(prove(published, inclusionRanges(BigInt(index), BigInt(size))))).toEqual(path);
  });

  it.each(vectors.consistency)('proves $from in $to as published', ({ from, to, proof }) => {
    expect(hex(prove(published, consistencyRanges(BigInt(from), BigInt(to))))).toEqual(proof);
  });

  const leaves = Array.from({ length: 1_500 }, (_, index) => sha256(`leaf ${index}`));
  const rootOf = (size: number): Uint8Array => rootFromLeaves(leaves.slice(0, size));

  it('makes inclusion proofs that the independent verifier accepts, over several tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: leaves.length }), fc.nat(), (size, any) => {
        const index = any % size;
        const path = prove(leaves, inclusionRanges(BigInt(index), BigInt(size)));
        const root = rootFromInclusion(leaves[index] as Buffer, BigInt(index), BigInt(size), path);
        expect(Buffer.from(root ?? []).equals(rootOf(size))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('makes consistency proofs that the independent verifier accepts, over several tiles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: leaves.length }), fc.nat(), (to, any) => {
        const from = any % (to + 1);
        const proof = prove(leaves, consistencyRanges(BigInt(from), BigInt(to)));
        const heads = [from, to].map((size) => ({ size: BigInt(size), root: rootOf(size) }));
        expect(verifyConsistency(heads[0]!, heads[1]!, proof)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('tile paths', () => {
  it.each([
    ['0/000', { level: 0, index: 0n, width: 256 }],
    ['0/x001/x234/067', { level: 0, index: 1_234_067n, width: 256 }],
    ['1/255.p/16', { level: 1, index: 255n, width: 16 }],
  ])('reads and writes %s', (text, name) => {
    expect(parseTilePath(text)).toEqual(name);
    expect(tilePath(name)).toBe(text);
  });

  it.each(['64/000', '0/x000/001', '0/000.p/0', '0/000.p/256', '0/1', '0/001/', '../0/000', '0/x001'])(
    'refuses %s',
    (text) => {
      expect(parseTilePath(text)).toBeUndefined();
    },
  );
});

describe('checkpoint', () => {
  it('signs as published', () => {
    const { seed, origin, size, note, vkey } = vectors.checkpoint;
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const publicKey = rawPublicKey(createPublicKey(key));
    const text = checkpointText({ origin, size: BigInt(size), root: Buffer.from(vectors.roots[size] ?? '', 'hex') });
    expect(signedNote(text, origin, publicKey, sign(null, Buffer.from(text), key))).toBe(note);
    expect(verifierKey(origin, publicKey)).toBe(vkey);
  });
});
