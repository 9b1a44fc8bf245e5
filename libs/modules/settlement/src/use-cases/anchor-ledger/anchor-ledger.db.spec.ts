import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256 } from '#kernel';
import { BlobStore, BlobStoreUnavailable } from '#platform/blob-store';
import { Chain } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { Books, ReadCheckpoint } from '#modules/ledger';
import { AppendNotes } from '#modules/ledger/notes';
import { HEAD_CALL_DATA, decodeHead, parseCheckpoint } from '#verify';
import { eventually } from '../../../../../../test/support/eventually.ts';
import { type OnAChain, aSettlement, fork, onAChain } from '../../testing.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import type { ChainTx } from '../../storage/chain-tx.store.ts';
import { type Anchor, FindAnchor } from '../find-anchor/find-anchor.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReconcileChain } from '../reconcile-chain/reconcile-chain.ts';
import { SendChainTxs } from '../send-chain-txs/send-chain-txs.ts';
import { AnchorLedger } from './anchor-ledger.ts';

/** Blocks on top after which a block is final, here. */
const DEPTH = 3;

describe('anchors on a chain whose newest blocks may go away', () => {
  let on: OnAChain;
  beforeEach(async () => void (on = await onAChain({ finalityDepth: BigInt(DEPTH), settings: { rebroadcastMs: 0 } })));
  afterEach(() => on.close());
  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);

  let count = 0;
  const grow = (of = on.settlement): Promise<unknown> =>
    of
      .get(UnitOfWork)
      .run((tx) => of.get(AppendNotes).execute(tx, [{ topic: 'test', hash: sha256(String((count += 1))) }]));
  /** Grows the log and has its head in a block that is not final yet. */
  const anchored = async (): Promise<Anchor> => {
    await grow();
    expect(await get(AnchorLedger).execute()).toBe(true);
    await on.settlement.rounds();
    const anchor = await get(FindAnchor).newest();
    if (anchor === undefined) throw new Error('no anchor was seen');
    return anchor;
  };
  const mine = async (blocks: number): Promise<void> => {
    for (let at = 0; at < blocks; at += 1) await on.node.rpc('evm_mine');
    await on.settlement.rounds();
  };
  const wishes = (): Promise<{ nonce: bigint; state: ChainTx['state']; attempts: bigint }[]> =>
    on.database.ownerQuery(
      `select t.nonce, t.state, count(a) as attempts from settlement.chain_tx t
       join settlement.chain_tx_attempt a on a.tx_id = t.id where t.purpose = 'anchor' group by t.id order by t.nonce`,
    );
  const anchorEvents = (): Promise<{ size: string; state: string }[]> =>
    on.database.ownerQuery(
      `select body ->> 'size' as size, state from settlement.chain_event where name = 'Anchored'
       order by state = 'orphaned' desc, block_number`,
    );
  /** What a stranger who verifies reads from the contract, in a final block and in the newest. */
  const held = async (): Promise<{ final: bigint; latest: bigint }> => {
    const to = (await get(FindContracts).execute()).address('ledger_anchor');
    const at = async (tag: 'finalized' | 'latest'): Promise<bigint> =>
      decodeHead(await get(Chain).call({ to, data: HEAD_CALL_DATA }, tag))?.size ?? 0n;
    return { final: await at('finalized'), latest: await at('latest') };
  };

  it('are pending until their block is final, and said to be so', async () => {
    const { size, isFinal } = await anchored();
    expect(isFinal).toBe(false);
    expect(await get(FindAnchor).newestFinal()).toBeUndefined();
    expect(await held()).toEqual({ final: 0n, latest: size });
    await mine(DEPTH);
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size, isFinal: true });
    expect(await held()).toEqual({ final: size, latest: size });
  });

  it('do not wait for each other to be final, and the newest final one is known meanwhile', async () => {
    const first = await anchored();
    await mine(DEPTH);
    const [second, third] = [await anchored(), await anchored()];
    expect([first.size < second.size, second.size < third.size, third.isFinal]).toEqual([true, true, false]);
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size: first.size });
    await mine(DEPTH);
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size: third.size });
  });

  it('are sent again, each with its head, when a reorg takes them away', async () => {
    const base = await anchored();
    await mine(DEPTH);
    const goBack = await fork(on);
    const [first, second] = [await anchored(), await anchored()];
    const before = await wishes();
    await goBack();
    expect(await held()).toEqual({ final: base.size, latest: base.size });
    await on.settlement.rounds();
    // The bytes that were signed are in blocks of the other branch now, in the same order, and pending anew.
    expect(await anchorEvents()).toEqual([
      ...[first, second].map(({ size }) => ({ size: String(size), state: 'orphaned' })),
      { size: String(base.size), state: 'final' },
      ...[first, second].map(({ size }) => ({ size: String(size), state: 'seen' })),
    ]);
    expect((await wishes()).map(({ nonce, attempts }) => [nonce, attempts])).toEqual(
      before.map(({ nonce, attempts }) => [nonce, attempts]),
    );
    expect(await get(FindAnchor).newest()).toMatchObject({ size: second.size, root: second.root, isFinal: false });
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size: base.size });
    await mine(DEPTH);
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size: second.size, root: second.root });
    expect((await get(ReconcileChain).execute()).breaks).toEqual([]);
  });

  it('are not wished anew over one that the newest block has lost: that one goes first', async () => {
    await anchored();
    await mine(DEPTH);
    const goBack = await fork(on);
    await anchored();
    await goBack();
    await grow();
    // The outbox has not looked yet: a proof from what the chain shows now would be wrong in a moment.
    expect(await get(AnchorLedger).execute()).toBe(false);
    await on.settlement.rounds();
    expect(await get(AnchorLedger).execute()).toBe(true);
    await on.settlement.rounds();
    await mine(DEPTH);
    expect((await wishes()).every(({ state }) => state === 'final')).toBe(true);
  });

  it('come to cover everything while the worker runs and blocks go away again and again', async () => {
    Object.assign(get(SettlementSettings), { anchorEveryMs: 50, pollMs: 20 });
    await on.settlement.worker.start();
    const newest = async (): Promise<Anchor | undefined> => get(FindAnchor).newest();
    for (let reorg = 0; reorg < 4; reorg += 1) {
      const [goBack, before] = [await fork(on), (await newest())?.txHash];
      await grow();
      await eventually(async () => (await newest())?.txHash !== before);
      await goBack();
    }
    const { size } = await get(ReadCheckpoint).execute();
    await eventually(async () => {
      await on.node.rpc('evm_mine');
      return ((await get(FindAnchor).newestFinal())?.size ?? 0n) >= size;
    });
    await on.settlement.worker.stop();
    // On the chain's branch every head continues the one before; nothing of ours was refused on the way.
    const sizes = (await anchorEvents()).filter(({ state }) => state !== 'orphaned').map((event) => BigInt(event.size));
    expect(sizes).toEqual(sizes.toSorted((a, b) => (a < b ? -1 : 1)));
    expect((await wishes()).filter(({ state }) => state === 'failed')).toEqual([]);
    expect((await get(ReconcileChain).execute()).breaks).toEqual([]);
  });

  describe('that no block takes', () => {
    beforeEach(() => on.node.rpc('evm_setAutomine', false));

    it('go out again with the same bytes when the node dropped them, and no other head meanwhile', async () => {
      await grow();
      expect(await get(AnchorLedger).execute()).toBe(true);
      await get(SendChainTxs).execute();
      const [{ hash } = { hash: '' }] = await on.database.ownerQuery<{ hash: string }>(
        `select a.hash from settlement.chain_tx_attempt a join settlement.chain_tx t on t.id = a.tx_id where t.purpose = 'anchor'`,
      );
      expect(await on.node.rpc('hardhat_dropTransaction', hash)).toBe(true);
      await grow();
      expect(await get(AnchorLedger).execute()).toBe(false);
      await get(SendChainTxs).execute();
      await mine(DEPTH + 1);
      expect(await wishes()).toMatchObject([{ state: 'final', attempts: 1n }]);
      expect(await get(FindAnchor).newestFinal()).toMatchObject({ txHash: hash });
    });

    it('are paid better at the same nonce, and are still one head', async () => {
      const settings = Object.assign(get(SettlementSettings), { stuckMs: 0 });
      await grow();
      expect(await get(AnchorLedger).execute()).toBe(true);
      await get(SendChainTxs).execute();
      // Blocks have become dearer than what we offered.
      await on.node.rpc('hardhat_setNextBlockBaseFeePerGas', `0x${(50n * 10n ** 9n).toString(16)}`);
      await on.node.rpc('evm_mine');
      expect((await held()).latest).toBe(0n);
      await grow();
      expect(await get(AnchorLedger).execute()).toBe(false);
      await get(SendChainTxs).execute();
      Object.assign(settings, { stuckMs: 10_000 });
      await mine(DEPTH + 1);
      expect(await wishes()).toMatchObject([{ state: 'final', attempts: 2n }]);
      expect(await anchorEvents()).toHaveLength(1);
      expect(on.settlement.lines.map(({ event }) => event)).toContain('settlement.tx_replaced');
    });
  });
});

describe('anchors by several processes', () => {
  let on: OnAChain;
  beforeAll(async () => void (on = await onAChain()));
  afterAll(() => on.close());
  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);
  const grow = (): Promise<unknown> =>
    get(UnitOfWork).run((tx) => get(AppendNotes).execute(tx, [{ topic: 'test', hash: sha256('grown') }]));

  it('are wished by one of them, and none starts from a head that is not the last any more', async () => {
    const twin = await aSettlement(on.database, { rpcUrl: on.node.rpcUrl });
    await grow();
    await on.settlement.worker.anchorNow();
    await grow();
    // While one makes its proof, the other one anchors and even sees its anchor final.
    const { proveConsistency } = get(Books).byNameOf('main').doors;
    const prove = proveConsistency.execute.bind(proveConsistency);
    jest.spyOn(proveConsistency, 'execute').mockImplementationOnce(async (from, to) => {
      await twin.worker.anchorNow();
      return prove(from, to);
    });
    expect(await get(AnchorLedger).execute()).toBe(false);
    await grow();
    const both = await Promise.all([get(AnchorLedger).execute(), twin.get(AnchorLedger).execute()]);
    expect(both.filter(Boolean)).toHaveLength(1);
    await on.settlement.settle();
    const failed = await on.database.ownerQuery(`select 1 from settlement.chain_tx where state = 'failed'`);
    expect(failed).toEqual([]);
    await twin.close();
  });

  it('name no head that is not published: the tiles go first', async () => {
    await grow();
    const put = jest.spyOn(get(BlobStore), 'put').mockRejectedValueOnce(new BlobStoreUnavailable());
    await expect(get(AnchorLedger).execute()).rejects.toMatchObject({ code: 'blob_store.unavailable' });
    put.mockRestore();
    await on.settlement.worker.anchorNow();
    const published = await get(BlobStore).get('log/checkpoint');
    const anchor = await get(FindAnchor).newest();
    expect(anchor?.size).toBe((await get(ReadCheckpoint).execute()).size);
    expect(parseCheckpoint(published?.bytes.toString() ?? '').size).toBe(anchor?.size);
  });

  it('come on schedule while the log grows', async () => {
    Object.assign(get(SettlementSettings), { anchorEveryMs: 100, pollMs: 20 });
    await on.settlement.worker.start();
    for (let round = 0; round < 3; round += 1) {
      await grow();
      const size = (await get(ReadCheckpoint).execute()).size + 1n;
      await eventually(async () => ((await get(FindAnchor).newestFinal())?.size ?? 0n) >= size);
    }
    await on.settlement.worker.stop();
  });
});
