import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HDNodeWallet, Interface, Transaction, Wallet } from 'ethers';
import { CallReverted, type Chain, NonceTooLow, decodeRevert } from '#platform/chain';

/** A chain to test: whoever opens it funds the first account of the well-known test phrase and closes what it opened. */
export type ChainUnderTest = { readonly chain: Chain; close(): Promise<void> };

/** A chain that can be put back in time, as a reorg of the network would. */
export type ReorgableChain = ChainUnderTest & {
  /** Remembers this moment; the returned call takes every block since away. */
  fork(): Promise<() => Promise<void>>;
};

const PHRASE = 'test test test test test test test test test test test junk';

/**
 * A contract of 27 bytes. Called without data it writes one log (topic 42, the value it was paid); called with data it
 * refuses with exactly those bytes:
 * CALLDATASIZE PUSH1 16 JUMPI | CALLVALUE PUSH1 0 MSTORE PUSH1 42 PUSH1 32 PUSH1 0 LOG1 STOP |
 * JUMPDEST CALLDATASIZE PUSH1 0 PUSH1 0 CALLDATACOPY CALLDATASIZE PUSH1 0 REVERT
 */
const ECHO = '0x601b80600b6000396000f33660105734600052602a60206000a1005b366000600037366000fd';

const ERRORS = ['error EchoTooSmall(uint256 given, address by)'];

/** A sender that counts its own nonces. */
class Sender {
  private constructor(
    private readonly chain: Chain,
    readonly wallet: Wallet,
    private next: bigint,
  ) {}

  /** A fresh account with one ETH. */
  static async funded(chain: Chain): Promise<Sender> {
    const rich = new Sender(chain, new Wallet(HDNodeWallet.fromPhrase(PHRASE).privateKey), 0n);
    rich.next = await chain.nonce(rich.wallet.address);
    const fresh = new Wallet(HDNodeWallet.createRandom().privateKey);
    await rich.send({ to: fresh.address, value: 10n ** 18n });
    return new Sender(chain, fresh, 0n);
  }

  /** Signed bytes with the next nonce, or with `nonce`. */
  async sign(what: { to?: string; value?: bigint; data?: string; nonce?: bigint }): Promise<string> {
    const fees = await this.chain.feeData();
    const nonce = what.nonce ?? this.next++;
    const transaction = Transaction.from({
      type: 2,
      chainId: await this.chain.chainId(),
      nonce: Number(nonce),
      to: what.to ?? null,
      value: what.value ?? 0n,
      data: what.data ?? '0x',
      gasLimit: 200_000n,
      maxFeePerGas: fees.maxFeePerGas,
      maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
    });
    return this.wallet.signTransaction(transaction);
  }

  nonceNow(): Promise<bigint> {
    return this.chain.nonce(this.wallet.address);
  }

  async send(what: { to?: string; value?: bigint; data?: string }): Promise<string> {
    return this.chain.broadcast(await this.sign(what));
  }
}

/** The promises of `Chain`, checked the same way for every adapter. A new adapter adds one line to chain.spec.ts. */
export function describeChain(adapter: string, open: () => Promise<ChainUnderTest>): void {
  describe(`Chain on ${adapter}`, () => {
    let under: ChainUnderTest;
    let chain: Chain;
    let sender: Sender;
    let echo: string;
    beforeAll(async () => {
      under = await open();
      chain = under.chain;
      sender = await Sender.funded(chain);
      const made = await chain.receipt(await sender.send({ data: ECHO }));
      echo = made?.contractAddress ?? '';
    });
    afterAll(() => under.close());

    it('mines the transactions of one sender in nonce order', async () => {
      const first = await sender.nonceNow();
      const hashes = [await sender.send({ to: echo, value: 1n }), await sender.send({ to: echo, value: 2n })];
      const receipts = await Promise.all(hashes.map((hash) => chain.receipt(hash)));
      expect(receipts.map((receipt) => receipt?.status)).toEqual(['success', 'success']);
      expect(receipts[0]!.blockNumber <= receipts[1]!.blockNumber).toBe(true);
      expect(await sender.nonceNow()).toBe(first + 2n);
    });

    it('takes the same signed bytes as one transaction, however often they are sent', async () => {
      const raw = await sender.sign({ to: echo, value: 7n });
      const before = await chain.balance(echo);
      const hashes = [await chain.broadcast(raw), await chain.broadcast(raw), await chain.broadcast(raw)];
      expect(new Set(hashes)).toEqual(new Set([Transaction.from(raw).hash]));
      expect(await chain.balance(echo)).toBe(before + 7n);
    });

    it('refuses another transaction with a nonce that is used up (chain.nonce_too_low)', async () => {
      await sender.send({ to: echo });
      const again = await sender.sign({ to: echo, value: 3n, nonce: 0n });
      await expect(chain.broadcast(again)).rejects.toBeInstanceOf(NonceTooLow);
    });

    it('answers receipts with the logs of the transaction, and null for what is not mined', async () => {
      const hash = await sender.send({ to: echo, value: 99n });
      const receipt = await chain.receipt(hash);
      const word = `0x${99n.toString(16).padStart(64, '0')}`;
      expect(receipt).toMatchObject({ txHash: hash, status: 'success', contractAddress: null });
      expect(receipt?.logs.map((log) => [log.address, log.data])).toEqual([[echo, word]]);
      await expect(chain.receipt(`0x${'11'.repeat(32)}`)).resolves.toBeNull();
    });

    it('mines a transaction that a contract refuses, with a receipt that says so', async () => {
      const receipt = await chain.receipt(await sender.send({ to: echo, data: '0x01' }));
      expect(receipt?.status).toBe('reverted');
    });

    it('lists logs by block range and by block hash, in order', async () => {
      const hashes = [await sender.send({ to: echo, value: 5n }), await sender.send({ to: echo, value: 6n })];
      const [first, last] = await Promise.all(hashes.map((hash) => chain.receipt(hash)));
      const inRange = { addresses: [echo], fromBlock: first!.blockNumber, toBlock: last!.blockNumber };
      expect((await chain.logs(inRange)).map((log) => BigInt(log.data))).toEqual([5n, 6n]);
      const inBlock = await chain.logs({ addresses: [echo], blockHash: last!.blockHash });
      expect(inBlock.map((log) => log.txHash)).toContain(hashes[1]);
    });

    it('gives headers that point at their parents, and null above the head', async () => {
      const head = await chain.blockNumber();
      const [parent, block] = [await chain.block(head - 1n), await chain.block(head)];
      expect(block?.parentHash).toBe(parent?.hash);
      await expect(chain.block(head + 1_000n)).resolves.toBeNull();
    });

    it('names a contract that refuses a call by its custom error and values', async () => {
      const by = sender.wallet.address;
      const data = new Interface(ERRORS).encodeErrorResult('EchoTooSmall', [12n, by]);
      const refusal = await chain.call({ to: echo, data }).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(CallReverted);
      expect(decodeRevert((refusal as CallReverted).data, [ERRORS])).toEqual({
        name: 'EchoTooSmall',
        args: ['12', by],
      });
      await expect(chain.estimateGas({ to: echo, data })).rejects.toMatchObject({ data });
    });

    it('names a plain revert reason, and nothing for bytes that no known error fits', async () => {
      const data = new Interface(['error Error(string)']).encodeErrorResult('Error', ['not today']);
      const refusal = await chain.call({ to: echo, data }).catch((error: unknown) => error);
      expect(decodeRevert((refusal as CallReverted).data, [])).toEqual({ name: 'Error', args: ['not today'] });
      expect(decodeRevert('0xdeadbeef', [ERRORS])).toBeNull();
    });

    it('counts a block as final no later than the newest', async () => {
      expect((await chain.blockNumber('finalized')) <= (await chain.blockNumber('latest'))).toBe(true);
      await expect(chain.call({ to: echo, data: '0x' }, 'finalized')).resolves.toBe('0x');
    });
  });
}

/** What `Chain` promises when the network changes its mind. */
export function describeReorg(adapter: string, open: () => Promise<ReorgableChain>): void {
  describe(`Chain on ${adapter}, in a reorg`, () => {
    let under: ReorgableChain;
    beforeAll(async () => void (under = await open()));
    afterAll(() => under.close());

    it('no longer knows a block, a receipt or a nonce that the reorg took away', async () => {
      const { chain } = under;
      const sender = await Sender.funded(chain);
      const undo = await under.fork();
      const raw = await sender.sign({ to: sender.wallet.address, value: 1n });
      const lost = (await chain.receipt(await chain.broadcast(raw)))!;
      await undo();
      const other = await Sender.funded(chain); // Another block takes the height.
      await expect(chain.receipt(lost.txHash)).resolves.toBeNull();
      expect((await chain.block(lost.blockNumber))?.hash).not.toBe(lost.blockHash);
      await expect(chain.nonce(sender.wallet.address)).resolves.toBe(0n);
      await expect(chain.balance(other.wallet.address)).resolves.toBe(10n ** 18n);
      await expect(chain.broadcast(raw)).resolves.toBe(lost.txHash); // The same bytes can be mined again.
    });
  });
}
