import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256 } from '#kernel';
import { BlobStore } from '#platform/blob-store';
import { Chain } from '#platform/chain';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Books } from '#modules/ledger';
import { HEAD_CALL_DATA, decodeHead } from '#verify';
import { eventually } from '../../../../../../test/support/eventually.ts';
import { callData, deployData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { type OnAChain, type TestSettlement, aSettlement, fork, onAChain, strangerCalls } from '../../testing.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import { type Anchor, FindAnchor } from '../find-anchor/find-anchor.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { ReconcileChain } from '../reconcile-chain/reconcile-chain.ts';
import { AnchorLedger } from './anchor-ledger.ts';

/** Blocks on top after which a block is final, here. */
const DEPTH = 3;
/** One of Hardhat's accounts that is none of ours. */
const STRANGER = '0xa0ee7a142d267c1f36714e4a8f75612f20a79720';
const ELSEWHERE = `0x${'ab'.repeat(20)}`;

describe('the anchors of a book besides the main one', () => {
  let on: OnAChain;
  let euroDb: TestDatabase;
  const books = (anchor?: string) => [
    {
      name: 'euro',
      url: euroDb.ownerUrl,
      appUrl: euroDb.appUrl,
      assets: ['EUR/2'],
      ...(anchor === undefined ? {} : { anchor }),
    },
  ];
  beforeEach(async () => {
    euroDb = await aDatabase();
    on = await onAChain({ finalityDepth: BigInt(DEPTH), settings: { rebroadcastMs: 0 }, books: books() });
  });
  afterEach(async () => {
    await on.close();
    await euroDb.close();
  });
  const get: OnAChain['settlement']['get'] = (token) => on.settlement.get(token);

  let count = 0;
  const grow = (book: string, of = on.settlement): Promise<unknown> => {
    const { unitOfWork, doors } = of.get(Books).byNameOf(book);
    return unitOfWork.run((tx) =>
      doors.appendNotes.execute(tx, [{ topic: 'test', hash: sha256(String((count += 1))) }]),
    );
  };
  const anchored = async (book = 'euro'): Promise<Anchor> => {
    await grow(book);
    expect(await get(AnchorLedger).execute(0n, book)).toBe(true);
    await on.settlement.rounds();
    const anchor = await get(FindAnchor).newest(book);
    if (anchor === undefined) throw new Error('no anchor was seen');
    return anchor;
  };
  const mine = async (blocks: number): Promise<void> => {
    for (let at = 0; at < blocks; at += 1) await on.node.rpc('evm_mine');
    await on.settlement.rounds();
  };
  const again = (more: Partial<SettlementSettings>, anchor?: string): Promise<TestSettlement> =>
    aSettlement(on.database, { rpcUrl: on.node.rpcUrl, settings: more, books: books(anchor) });

  it('are in a contract of its own, pending until final, and none of the main book’s', async () => {
    const { contract, size, isFinal } = await anchored();
    expect(isFinal).toBe(false);
    expect(await get(FindAnchor).newestFinal('euro')).toBeUndefined();
    expect(await get(FindAnchor).newest()).toBeUndefined();
    await mine(DEPTH);
    expect(await get(FindAnchor).newestFinal('euro')).toMatchObject({ size, isFinal: true });
    const { address } = await get(FindContracts).execute();
    expect(contract).not.toBe(address('ledger_anchor'));
    const held = decodeHead(await get(Chain).call({ to: contract, data: HEAD_CALL_DATA }, 'finalized'));
    const own = await get(Books).byNameOf('euro').doors.readCheckpoint.bySize(size);
    expect(held).toEqual({ size, root: own?.root.toString('hex') });

    const ofMain = await anchored('main');
    expect([ofMain.contract, ofMain.size]).toEqual([address('ledger_anchor'), 1n]);
    expect(await get(FindAnchor).newest('euro')).toMatchObject({ size, contract });
  });

  it('come after its tiles and head are published, in a folder of its own', async () => {
    const { size } = await anchored();
    const note = (await get(BlobStore).get('books/euro/checkpoint'))?.bytes.toString();
    expect(note?.split('\n').slice(0, 2)).toEqual(['provisio.local/book/euro', String(size)]);
    expect(await get(BlobStore).get('log/checkpoint')).toBeUndefined();
  });

  it('are sent again, each with its head, when a reorg takes them away with those of the main book', async () => {
    const base = await anchored();
    await mine(DEPTH);
    const goBack = await fork(on);
    const [ofEuro, ofMain, next] = [await anchored(), await anchored('main'), await anchored()];
    await goBack();
    await on.settlement.rounds();
    expect(await get(FindAnchor).newest('euro')).toMatchObject({ size: next.size, root: next.root, isFinal: false });
    expect(await get(FindAnchor).newestFinal('euro')).toMatchObject({ size: base.size });
    await mine(DEPTH);
    expect((await get(FindAnchor).list(10, 'final', 'euro')).map(({ size }) => size)).toEqual(
      [next, ofEuro, base].map(({ size }) => size),
    );
    expect(await get(FindAnchor).newestFinal()).toMatchObject({ size: ofMain.size });
    expect((await get(ReconcileChain).execute()).breaks).toEqual([]);
  });

  it('break the reconciliation when they are not what its log says', async () => {
    await anchored();
    await mine(DEPTH);
    const { readCheckpoint } = get(Books).byNameOf('euro').doors;
    const found = jest.spyOn(readCheckpoint, 'bySize').mockResolvedValue(undefined);
    const { breaks } = await get(ReconcileChain).execute();
    found.mockRestore();
    expect(breaks).toMatchObject([{ name: 'anchored head = log of book euro', expected: 'no such size' }]);
  });

  it('are there again after a start, and never elsewhere (settlement.book_anchor_fixed, settlement.contracts_missing)', async () => {
    const { contract } = await anchored();
    await mine(DEPTH);
    const twin = await again({});
    expect(await twin.get(FindContracts).anchorOf('euro')).toBe(contract);
    await twin.close();
    const fixed = { code: 'settlement.book_anchor_fixed', details: { book: 'euro', contract: ELSEWHERE } };
    await expect(again({}, ELSEWHERE)).rejects.toMatchObject(fixed);
    const island = (of: string) => again({ bookAnchors: [{ book: 'island', contract: of }] });
    const main = (await get(FindContracts).execute()).address('ledger_anchor');
    await expect(island(main)).rejects.toMatchObject({ code: 'settlement.book_anchor_fixed' });
    await expect(island(ELSEWHERE)).rejects.toMatchObject({ code: 'settlement.contracts_missing' });
    expect(await get(FindContracts).anchorOf('island')).toBeUndefined();
  });

  it('follow the schedule of the worker, and one that fails keeps nobody waiting', async () => {
    Object.assign(get(SettlementSettings), { anchorEveryMs: 50, pollMs: 20 });
    await on.node.rpc('evm_setIntervalMining', 50);
    await grow('euro');
    await grow('main');
    const { makeCheckpoint } = get(Books).byNameOf('euro').doors;
    const away = jest.spyOn(makeCheckpoint, 'execute').mockRejectedValue(new Error('is away'));
    await on.settlement.worker.start();
    await eventually(async () => (await get(FindAnchor).newestFinal())?.size === 1n);
    expect(await get(FindAnchor).newest('euro')).toBeUndefined();
    expect(on.settlement.lines).toContainEqual(
      expect.objectContaining({ event: 'settlement.book_not_anchored', book: 'euro' }),
    );
    away.mockRestore();
    await eventually(async () => (await get(FindAnchor).newestFinal('euro'))?.size === 1n);
    await on.settlement.worker.stop();
  });
});

describe('a book without a LedgerAnchor', () => {
  let on: OnAChain;
  let euroDb: TestDatabase;
  const book = (anchor?: string) => {
    const { ownerUrl: url, appUrl } = euroDb;
    return { name: 'euro', url, appUrl, assets: ['EUR/2'], ...(anchor === undefined ? {} : { anchor }) };
  };
  const withAnchor = (anchor: string): Promise<TestSettlement> =>
    aSettlement(on.database, { rpcUrl: on.node.rpcUrl, books: [book(anchor)] });
  /** A LedgerAnchor that somebody else deployed; answers its address. */
  const deployed = async (anchorer: string): Promise<string> => {
    const { address } = await on.settlement.get(FindContracts).execute();
    const data = deployData('ledger_anchor', [address('access_manager'), anchorer]);
    const hash = await on.node.rpc('eth_sendTransaction', { from: STRANGER, data });
    const receipt = (await on.node.rpc('eth_getTransactionReceipt', hash)) as { contractAddress: string };
    return receipt.contractAddress;
  };
  beforeAll(async () => {
    euroDb = await aDatabase();
    on = await onAChain({ settings: { bookAnchors: [] }, books: [book()] });
    const { unitOfWork, doors } = on.settlement.get(Books).byNameOf('euro');
    await unitOfWork.run((tx) => doors.appendNotes.execute(tx, [{ topic: 'test', hash: sha256('first') }]));
  });
  afterAll(async () => {
    await on.close();
    await euroDb.close();
  });

  it('is signed and published, and not anchored', async () => {
    expect(await on.settlement.get(AnchorLedger).execute(0n, 'euro')).toBe(false);
    expect(await on.settlement.get(FindAnchor).newest('euro')).toBeUndefined();
    expect(await on.settlement.get(FindContracts).anchorOf('euro')).toBeUndefined();
  });

  it('does not take a contract that holds another log, or is none', async () => {
    const foreign = await deployed(STRANGER);
    await strangerCalls(on.node, foreign, callData('ledger_anchor', 'anchor', [5n, `0x${'12'.repeat(32)}`, []]));
    await expect(withAnchor(foreign)).rejects.toMatchObject({ code: 'settlement.book_anchor_fixed' });
    const token = (await on.settlement.get(FindContracts).execute()).address('token');
    await expect(withAnchor(token)).rejects.toMatchObject({ code: 'settlement.book_anchor_fixed' });
    // Its whole code is STOP.
    const other = (await on.node.rpc('eth_sendTransaction', {
      from: STRANGER,
      data: '0x600180600b6000396000f300',
    })) as string;
    const { contractAddress } = (await on.node.rpc('eth_getTransactionReceipt', other)) as { contractAddress: string };
    await expect(withAnchor(contractAddress)).rejects.toMatchObject({ code: 'settlement.contracts_missing' });
    expect(await on.settlement.get(FindContracts).anchorOf('euro')).toBeUndefined();
  });

  it('takes one that was deployed for it, and is anchored there from then on', async () => {
    const contract = await deployed(on.settlement.get(WalletKeys).address('poster'));
    const twin = await withAnchor(contract);
    expect(await twin.get(AnchorLedger).execute(0n, 'euro')).toBe(true);
    await twin.settle();
    expect(await twin.get(FindAnchor).newestFinal('euro')).toMatchObject({ contract, size: 1n });
    await twin.close();
  });
});
