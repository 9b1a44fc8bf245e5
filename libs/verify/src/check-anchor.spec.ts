import { hex, mth, proof, sha } from '../../../scripts/generate/vectors/oracle.ts';
import type { BlockTag } from './check-anchor.ts';
import { verifyReceipt, type VerifyOptions } from './receipt.ts';
import { aChainWith, aSignedBundle, leafHashesOf, publishedReceipt } from './testing.ts';

const answer = (size: number, root: string): string => `0x${size.toString(16).padStart(64, '0')}${root}`;

async function anchorStep(options: VerifyOptions, bundle: unknown = publishedReceipt()) {
  const report = await verifyReceipt(bundle, options);
  const step = report.steps.find(({ name }) => name === 'anchor');
  return { outcome: report.outcome, status: step?.status, sentence: step?.sentence, field: step?.field };
}

const { log } = publishedReceipt();
const here = answer(37, log.root);
const byBlock = (answers: Record<BlockTag, string>): VerifyOptions => ({
  ethCall: (_call, block) => Promise.resolve(answers[block]),
});

describe('the anchor step', () => {
  it('is final when a final block holds the same head', async () => {
    expect(await anchorStep(byBlock({ finalized: here, latest: '0x' }))).toMatchObject({
      outcome: 'final',
      status: 'ok',
    });
  });

  it('is pending while only a younger block holds it', async () => {
    expect(await anchorStep(byBlock({ finalized: answer(36, '0'.repeat(64)), latest: here }))).toMatchObject({
      outcome: 'pending',
      sentence: 'The tree head is on the chain, in a block that is not final yet.',
    });
    expect(await anchorStep(byBlock({ finalized: '0x', latest: here }))).toMatchObject({ outcome: 'pending' });
  });

  it('is pending while the chain holds a smaller head', async () => {
    const smaller = answer(36, '1'.repeat(64));
    expect(await anchorStep(byBlock({ finalized: smaller, latest: smaller }))).toMatchObject({
      outcome: 'pending',
      sentence: 'The chain holds 36 leaves so far, not yet 37.',
    });
  });

  it('fails when the chain holds another root for that size, in a young block too', async () => {
    const other = answer(37, '2'.repeat(64));
    expect(await anchorStep(byBlock({ finalized: other, latest: here }))).toMatchObject({
      status: 'failed',
      field: 'log.root',
    });
    expect(await anchorStep(byBlock({ finalized: '0x', latest: other }))).toMatchObject({
      status: 'failed',
      field: 'log.root',
    });
  });

  it('fails when there is no contract, or one that answers something else', async () => {
    expect(await anchorStep(byBlock({ finalized: '0x', latest: '0x' }))).toMatchObject({
      status: 'failed',
      field: 'anchor.contract',
    });
    expect(await anchorStep(byBlock({ finalized: '0x01', latest: '0x' }))).toMatchObject({
      status: 'failed',
      field: 'anchor.contract',
    });
  });

  it('is pending, with the reason, when the chain cannot be asked', async () => {
    expect(await anchorStep({ ethCall: () => Promise.reject(new Error('connection refused')) })).toMatchObject({
      outcome: 'pending',
      sentence: 'The chain could not be asked: connection refused',
    });
    expect(await anchorStep({ ethCall: () => Promise.reject('offline') })).toMatchObject({
      sentence: 'The chain could not be asked: offline',
    });
    expect(await anchorStep({})).toMatchObject({
      outcome: 'pending',
      status: 'pending',
      sentence: 'The chain was not asked: no RPC was given.',
    });
  });

  it('asks head() of the contract that the bundle names', async () => {
    const calls: unknown[] = [];
    await anchorStep({
      ethCall: (call, block) => {
        calls.push({ ...call, block });
        return Promise.resolve(here);
      },
    });
    expect(calls).toEqual([{ to: publishedReceipt().anchor?.contract, data: '0x8f7dcfa3', block: 'finalized' }]);
  });

  it('is pending without an anchor, unless the caller knows the contract', async () => {
    const unanchored = { ...publishedReceipt(), anchor: null };
    expect(await anchorStep(byBlock({ finalized: here, latest: here }), unanchored)).toMatchObject({
      outcome: 'pending',
      sentence: 'The tree head is not on the chain yet.',
    });
    const trust = { contract: publishedReceipt().anchor?.contract };
    expect(await anchorStep({ ...aChainWith(publishedReceipt()), trust }, unanchored)).toMatchObject({
      outcome: 'final',
    });
  });

  it('fails when the bundle’s anchor is of another size or root than its log', async () => {
    for (const change of [{ size: '36' }, { root: '3'.repeat(64) }]) {
      const bundle = publishedReceipt();
      Object.assign(bundle.anchor ?? {}, change);
      expect(await anchorStep({}, bundle)).toMatchObject({
        status: 'failed',
        field: `anchor.${Object.keys(change)[0]}`,
      });
    }
  });

  it('fails when the transaction is unknown, failed, in another block or to another contract, or the chain is another', async () => {
    const chain = aChainWith(publishedReceipt());
    const receipt = { to: publishedReceipt().anchor?.contract ?? '', blockNumber: 42n, succeeded: true };
    const withReceipt = (changed: typeof receipt | null) =>
      anchorStep({ ...chain, ethReceipt: () => Promise.resolve(changed) });
    expect(await withReceipt(receipt)).toMatchObject({ outcome: 'final' });
    expect(await withReceipt(null)).toMatchObject({ status: 'failed', field: 'anchor.tx_hash' });
    expect(await withReceipt({ ...receipt, succeeded: false })).toMatchObject({
      status: 'failed',
      field: 'anchor.tx_hash',
    });
    expect(await withReceipt({ ...receipt, blockNumber: 43n })).toMatchObject({
      status: 'failed',
      field: 'anchor.block_number',
    });
    expect(await withReceipt({ ...receipt, to: '0x00' })).toMatchObject({ status: 'failed', field: 'anchor.contract' });
    expect(await anchorStep({ ...chain, ethChainId: () => Promise.resolve(1n) })).toMatchObject({
      status: 'failed',
      field: 'anchor.chain_id',
    });
  });
});

describe('the anchor step says', () => {
  const { contract = '', tx_hash = '' } = publishedReceipt().anchor ?? {};
  const chain = aChainWith(publishedReceipt());
  const transaction = { to: contract, blockNumber: 42n, succeeded: true };
  const went = (change: object): VerifyOptions => ({
    ...chain,
    ethReceipt: (hash) => Promise.resolve(hash === tx_hash ? { ...transaction, ...change } : null),
  });
  const changed = (change: object) => ({ ...publishedReceipt(), anchor: { ...publishedReceipt().anchor, ...change } });
  const zeros = '0'.repeat(64);
  const otherContract = `0x${'ab'.repeat(20)}`;

  it.each<[string, VerifyOptions, unknown, string]>([
    ['another size', {}, changed({ size: '36' }), "anchor.size is 36, but the log's is 37."],
    ['another root', {}, changed({ root: zeros }), `anchor.root is ${zeros}, but the log's is ${log.root}.`],
    [
      'a contract that is not trusted',
      { trust: { contract: otherContract } },
      publishedReceipt(),
      `anchor.contract is ${contract}, but the contract that you trust is ${otherContract}.`,
    ],
    [
      'a chain that is not trusted',
      { trust: { chainId: 1n } },
      publishedReceipt(),
      'anchor.chain_id is 31337, but the chain that you trust is 1.',
    ],
    [
      'no contract',
      byBlock({ finalized: '0x', latest: '0x' }),
      publishedReceipt(),
      'anchor.contract is not a contract on this chain.',
    ],
    [
      'another root on the chain',
      byBlock({ finalized: answer(37, zeros), latest: here }),
      publishedReceipt(),
      `log.root is ${log.root}, but what the chain holds for 37 leaves is ${zeros}.`,
    ],
    [
      'another chain',
      { ...chain, ethChainId: () => Promise.resolve(1n) },
      publishedReceipt(),
      'anchor.chain_id is 31337, but the chain that was asked is 1.',
    ],
    [
      'no transaction',
      went({}),
      changed({ tx_hash: `0x${zeros}` }),
      'anchor.tx_hash is not a transaction of this chain.',
    ],
    [
      'another block',
      went({ blockNumber: 43n }),
      publishedReceipt(),
      "anchor.block_number is 42, but the transaction's block is 43.",
    ],
    [
      'a transaction to somebody else',
      went({ to: otherContract }),
      publishedReceipt(),
      `anchor.contract is ${contract}, but where the transaction went is ${otherContract}.`,
    ],
    [
      'a transaction that made a contract',
      went({ to: null }),
      publishedReceipt(),
      `anchor.contract is ${contract}, but where the transaction went is null.`,
    ],
    [
      'a transaction that failed',
      went({ succeeded: false }),
      publishedReceipt(),
      'anchor.tx_hash is a transaction that failed.',
    ],
  ])('that it found %s', async (_what, options, bundle, sentence) => {
    expect(await anchorStep(options, bundle)).toMatchObject({ status: 'failed', sentence });
  });

  it('nothing against addresses in mixed case, as nodes and people write them', async () => {
    const mixed = `0x${contract.slice(2).toUpperCase()}`;
    const options = { ...went({ to: mixed }), trust: { contract: mixed, chainId: 31337n } };
    expect(await anchorStep(options)).toMatchObject({ outcome: 'final' });
  });
});

describe('the anchor step when the chain is ahead', () => {
  const bundle = aSignedBundle(() => undefined);
  const grown = [...leafHashesOf(bundle), ...['a', 'b', 'c', 'd'].map((name) => sha(name))];
  const ahead = byBlock({ finalized: answer(41, hex(mth(grown))), latest: '0x' });
  const nodes = proof(37, grown).map(hex);

  it('is final with a proof that the log is the beginning of what is anchored', async () => {
    const asked: unknown[] = [];
    const fetchConsistency = (from: bigint, to: bigint) => {
      asked.push([from, to]);
      return Promise.resolve(nodes);
    };
    expect(await anchorStep({ ...ahead, fetchConsistency }, bundle)).toMatchObject({ outcome: 'final' });
    expect(asked).toEqual([[37n, 41n]]);
  });

  it('is pending while the block that holds it is not final', async () => {
    const young = byBlock({ finalized: '0x', latest: answer(41, hex(mth(grown))) });
    expect(await anchorStep({ ...young, fetchConsistency: () => Promise.resolve(nodes) }, bundle)).toMatchObject({
      outcome: 'pending',
      sentence: 'The tree head is on the chain, in a block that is not final yet.',
    });
  });

  it('is pending without a way to a proof, or when it cannot be fetched', async () => {
    expect((await anchorStep(ahead, bundle)).sentence).toBe(
      'The chain holds 41 leaves already; a consistency proof from 37 is needed, and none was given.',
    );
    expect(
      await anchorStep({ ...ahead, fetchConsistency: () => Promise.reject(new Error('offline')) }, bundle),
    ).toMatchObject({
      outcome: 'pending',
      sentence: 'The chain could not be asked: offline',
    });
  });

  it('fails when a leaf of the past was changed before the chain was anchored', async () => {
    const rewritten = grown.map((hash, at) => (at === 20 ? sha('rewritten') : hash));
    const chain = byBlock({ finalized: answer(41, hex(mth(rewritten))), latest: '0x' });
    const fetchConsistency = () => Promise.resolve(proof(37, rewritten).map(hex));
    expect(await anchorStep({ ...chain, fetchConsistency }, bundle)).toMatchObject({
      status: 'failed',
      field: 'log.root',
      sentence:
        'log.root is not the beginning of the 41 leaves on the chain: history was changed, or the proof is wrong.',
    });
  });

  it.each<[string, string, unknown]>([
    ['with a node too much', 'log.root', [...nodes, nodes[0]]],
    ['without its last node', 'log.root', nodes.slice(0, -1)],
    ['that is empty', 'log.root', []],
    ['of texts that are no hashes', 'consistency proof[0]', ['hello']],
    ['that is no list', 'consistency proof', { proof: nodes }],
  ])('fails for a proof %s', async (_what, field, proofGiven) => {
    const fetchConsistency = () => Promise.resolve(proofGiven as string[]);
    expect(await anchorStep({ ...ahead, fetchConsistency }, bundle)).toMatchObject({ status: 'failed', field });
  });
});
