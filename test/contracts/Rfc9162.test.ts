import { expect } from 'chai';
import { ethers } from './support/fixtures.ts';
import { damages } from './support/tamper.ts';
import { ReferenceTree, logLeaf, sha256Node } from './support/trees.ts';

const LARGEST = 64;
const log = new ReferenceTree(
  sha256Node,
  Array.from({ length: 1_000 }, (_, index) => logLeaf(index)),
);

describe('Rfc9162', () => {
  const deployed = ethers.deployContract('ProofHarness');

  it('hashes a node as SHA-256(0x01 ‖ left ‖ right)', async () => {
    const harness = await deployed;
    expect(await harness.sha256Node(logLeaf(1), logLeaf(2))).to.equal(sha256Node(logLeaf(1), logLeaf(2)));
  });

  it(`proves every leaf of every tree of up to ${LARGEST} leaves, and at no other place`, async () => {
    const harness = await deployed;
    for (let size = 1; size <= LARGEST; size += 1) {
      const verdicts = await Promise.all(
        Array.from({ length: size }, async (_, index) => {
          const proof = log.inclusionProof(index, size);
          return Promise.all([
            harness.verifyInclusion(logLeaf(index), index, size, log.root(size), proof),
            harness.verifyInclusion(logLeaf(index), (index + 1) % (size + 1), size, log.root(size), proof),
          ]);
        }),
      );
      expect(verdicts, `size ${size}`).to.deep.equal(verdicts.map(() => [true, false]));
    }
  });

  it(`proves every extension between sizes up to ${LARGEST}`, async () => {
    const harness = await deployed;
    for (let size = 2; size <= LARGEST; size += 1) {
      const verdicts = await Promise.all(
        Array.from({ length: size - 1 }, (_, before) => {
          const old = before + 1;
          return harness.verifyConsistency(old, log.root(old), size, log.root(size), log.consistencyProof(old, size));
        }),
      );
      expect(verdicts, `size ${size}`).to.not.include(false);
    }
  });

  it('refuses a consistency proof offered for another old or new size', async () => {
    const harness = await deployed;
    const proof = log.consistencyProof(21, 53);
    for (let old = 1; old <= LARGEST; old += 1) {
      if (old !== 21) {
        expect(await harness.verifyConsistency(old, log.root(21), 53, log.root(53), proof), `old ${old}`).to.equal(
          false,
        );
      }
    }
    for (let size = 1; size <= LARGEST; size += 1) {
      // From 21 leaves the path to 53 has the shape of other sizes too; the root that it leads to tells them apart.
      if (size !== 53) {
        expect(await harness.verifyConsistency(21, log.root(21), size, log.root(size), proof), `new ${size}`).to.equal(
          false,
        );
      }
    }
  });

  it('refuses a size that the proof does not reach, though the root is the one that it reaches', async () => {
    const harness = await deployed;
    for (const [old, size] of [
      [4, 6],
      [21, 53],
      [32, 40],
    ] as const) {
      const proof = log.consistencyProof(old, size);
      for (const beyond of [65, 100, 1_000, 2 ** 40]) {
        const verdict = await harness.verifyConsistency(old, log.root(old), beyond, log.root(size), proof);
        expect(verdict, `${old} to ${size}, said to be ${beyond}`).to.equal(false);
      }
    }
  });

  it('refuses an empty, equal or shrinking step', async () => {
    const harness = await deployed;
    expect(await harness.verifyConsistency(0, log.root(1), 5, log.root(5), [])).to.equal(false);
    expect(await harness.verifyConsistency(5, log.root(5), 5, log.root(5), [])).to.equal(false);
    expect(await harness.verifyConsistency(6, log.root(6), 5, log.root(5), [log.root(1)])).to.equal(false);
    expect(await harness.verifyConsistency(4, log.root(4), 5, log.root(4), [])).to.equal(false);
    expect(await harness.verifyInclusion(logLeaf(0), 0, 0, logLeaf(0), [])).to.equal(false);
  });

  for (const [index, size] of [
    [0, 1],
    [0, 2],
    [4, 5],
    [12, 13],
    [500, 1_000],
    [999, 1_000],
  ] as const) {
    it(`refuses every damaged inclusion proof of leaf ${index} in ${size}`, async () => {
      const harness = await deployed;
      for (const { what, proof } of damages(log.inclusionProof(index, size))) {
        expect(await harness.verifyInclusion(logLeaf(index), index, size, log.root(size), proof), what).to.equal(false);
      }
    });
  }

  for (const [old, size] of [
    [1, 2],
    [3, 4],
    [4, 5],
    [6, 8],
    [7, 64],
    [512, 1_000],
    [777, 1_000],
  ] as const) {
    it(`refuses every damaged consistency proof from ${old} to ${size}`, async () => {
      const harness = await deployed;
      for (const { what, proof } of damages(log.consistencyProof(old, size))) {
        expect(await harness.verifyConsistency(old, log.root(old), size, log.root(size), proof), what).to.equal(false);
      }
    });
  }

  it('ends at once on a proof of thousands of elements', async () => {
    const harness = await deployed;
    const long = Array.from({ length: 5_000 }, () => log.root(1));
    const most = { gasLimit: 16_000_000n };
    expect(await harness.verifyConsistency(1n, log.root(1), 2n ** 64n - 1n, log.root(2), long, most)).to.equal(false);
    expect(await harness.verifyInclusion(logLeaf(0), 0n, 2n ** 64n - 1n, log.root(2), long, most)).to.equal(false);
  });

  it('never says yes to a damaged proof for want of gas in a hash', async () => {
    const harness = await deployed;
    const whole = log.consistencyProof(777, 1_000);
    const damaged = whole.with(whole.length - 1, log.root(1));
    const needed = await harness.verifyConsistency.estimateGas(777, log.root(777), 1_000, log.root(1_000), whole);
    for (let gasLimit = needed - 6_000n; gasLimit <= needed; gasLimit += 100n) {
      const verdict = harness.verifyConsistency(777, log.root(777), 1_000, log.root(1_000), damaged, { gasLimit });
      expect(await verdict.catch(() => 'out of gas'), `${gasLimit}`).to.be.oneOf([false, 'out of gas']);
    }
  });
});
