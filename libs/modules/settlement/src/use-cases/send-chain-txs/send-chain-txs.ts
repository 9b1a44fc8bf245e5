import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { CallReverted, Chain, NonceTooLow, Underpriced } from '#platform/chain';
import { UnitOfWork } from '#platform/database';
import { LOGGER, type Logger } from '#platform/telemetry';
import { refusalText, txHashOf } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { type Fees, firstFees, raisedFees } from '../../domain/fees.ts';
import { SettlementSettings } from '../../settlement-settings.ts';
import {
  type Attempt,
  type ChainTx,
  type ChainTxState,
  ChainTxStore,
  type Mined,
} from '../../storage/chain-tx.store.ts';

/** What one round did. */
export type SendReport = {
  /** Wishes that are not final yet. */
  readonly open: number;
  /** Whether any of them moved. */
  readonly moved: boolean;
};

const ROUND_LIMIT = 500;
const BLANK_GAS = 21_000n;
/** EIP-7825: no transaction may ask for more. */
const MAX_GAS = 16_777_216n;

/**
 * Brings wishes to the chain, each sender's in nonce order. Any number of processes may run it at once: bytes are stored
 * under a number that counts once, and whoever broadcasts, broadcasts those.
 */
@Injectable()
export class SendChainTxs {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly txs: ChainTxStore,
    private readonly keys: WalletKeys,
    private readonly settings: SettlementSettings,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One round over everything that is open. @throws {ChainUnavailable} try again. */
  async execute(): Promise<SendReport> {
    const open = await this.txs.open(this.settings.chainId, ROUND_LIMIT);
    if (open.length === 0) return { open: 0, moved: false };
    const finalBlock = await this.chain.blockNumber('finalized');
    let moved = false;
    let ended = 0;
    for (const wishes of Map.groupBy(open, ({ sender }) => sender).values()) {
      let allEarlierMined = true;
      for (const wish of wishes) {
        const state = await this.advance(wish, allEarlierMined, finalBlock);
        moved ||= state !== wish.state;
        ended += state === 'final' || state === 'failed' ? 1 : 0;
        allEarlierMined &&= state !== 'waiting' && state !== 'sent';
        if (state === 'waiting') break; // Nothing later may be sent before it.
      }
    }
    return { open: open.length - ended, moved };
  }

  private async advance(wish: ChainTx, allEarlierMined: boolean, finalBlock: bigint): Promise<ChainTxState> {
    let now = wish;
    if (now.state === 'waiting') now = await this.sign(now, allEarlierMined);
    if (now.state === 'sent') now = await this.follow(now);
    if (now.state === 'mined') now = await this.settle(now, finalBlock);
    return now.state;
  }

  /** Signs a waiting wish and stores the bytes. It stays waiting where an earlier one may have to be mined first. */
  private async sign(wish: ChainTx, allEarlierMined: boolean): Promise<ChainTx> {
    const gas = await this.gasOf(wish);
    if (typeof gas === 'string' && !allEarlierMined) return wish;
    const fees = firstFees(await this.marketFees(), this.settings.feeCap);
    if (typeof gas === 'bigint') await this.store(wish, fees, gas);
    else {
      this.logger.error({ event: 'settlement.wish_refused', ...named(wish), reason: gas });
      await this.store(wish, fees, null, { problem: gas });
    }
    return { ...wish, state: 'sent' };
  }

  /** Gas limit of a wish, or the contract's refusal as text. */
  private async gasOf(wish: ChainTx): Promise<bigint | string> {
    if (wish.gasLimit !== null) return wish.gasLimit;
    try {
      const { sender: from, data, to } = wish;
      const used = await this.chain.estimateGas({ from, data, ...(to === null ? {} : { to }) });
      // A quarter more: the state may be another when it is mined.
      const limit = used + used / 4n;
      return limit > MAX_GAS ? MAX_GAS : limit;
    } catch (error) {
      if (error instanceof CallReverted) return refusalText(error.data);
      throw error;
    }
  }

  /**
   * Signs and stores, unless another process did so first; `gas` null: the wish would be refused, so an empty transfer to
   * ourselves uses its nonce up. `after`: the attempt that this one replaces.
   */
  private async store(
    wish: ChainTx,
    fees: Fees,
    gas: bigint | null,
    { problem, after }: { problem?: string; after?: number } = {},
  ): Promise<void> {
    const { chainId, sender, nonce, id: txId } = wish;
    const to = gas === null ? sender : wish.to;
    const what = { chainId, nonce, to, data: gas === null ? '0x' : wish.data, gasLimit: gas ?? BLANK_GAS };
    const raw = await this.keys.sign(sender, { ...what, ...fees });
    const signed = { txId, isBlank: gas === null, raw, hash: txHashOf(raw), signedAt: this.clock.now(), ...fees };
    await this.unitOfWork.run(async (tx) => {
      const last = await this.txs.lockToSign(tx, wish);
      if (last === undefined || (after !== undefined && last !== after)) return;
      await this.txs.addAttempt(tx, nonce, { ...signed, attempt: last + 1 });
      await this.txs.step(wish, 'sent', problem === undefined ? {} : { problem }, tx);
    });
  }

  /** Looks whether any of the stored bytes is mined; if not, broadcasts them, again, or better paid. */
  private async follow(wish: ChainTx): Promise<ChainTx> {
    const attempts = await this.txs.attempts(wish.id);
    const found = await this.minedAmong(attempts);
    if (found !== null) return this.mark(wish, found);
    const latest = attempts.at(-1);
    if (latest === undefined) return wish;
    const now = this.clock.now();
    if (latest.broadcastAt !== null && now - latest.broadcastAt < this.settings.rebroadcastMs) return wish;
    if (latest.broadcastAt !== null && now - latest.signedAt >= this.settings.stuckMs) await this.replace(wish, latest);
    const bytes = (await this.txs.attempts(wish.id)).at(-1) ?? latest;
    if (!(await this.broadcast(wish, bytes))) return this.lookForLostNonce(wish);
    const minedAtOnce = await this.minedAmong([bytes]);
    return minedAtOnce === null ? wish : this.mark(wish, minedAtOnce);
  }

  private async replace(wish: ChainTx, latest: Attempt): Promise<void> {
    const fees = raisedFees(latest, await this.marketFees(), this.settings.feeCap);
    if (fees === null) {
      this.logger.error({
        event: 'settlement.fee_cap_reached',
        ...named(wish),
        fee_cap_wei: String(this.settings.feeCap),
      });
      return;
    }
    this.logger.warn({ event: 'settlement.tx_replaced', ...named(wish), max_fee_wei: String(fees.maxFee) });
    const gas = latest.isBlank ? null : await this.gasOf(wish);
    // Refused now: perhaps because an earlier attempt is just being mined. The old bytes stay the newest.
    if (typeof gas !== 'string') await this.store(wish, fees, gas, { after: latest.attempt });
  }

  /** False when the nonce is used up by a transaction that is not ours. */
  private async broadcast(wish: ChainTx, attempt: Attempt): Promise<boolean> {
    try {
      await this.chain.broadcast(attempt.raw);
      this.logger.info({ event: 'settlement.tx_broadcast', ...named(wish), tx_hash: attempt.hash });
    } catch (error) {
      if (error instanceof NonceTooLow) return false;
      // The node keeps a better paid attempt of ours, or cannot take it now: the same bytes go out again later.
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      if (!(error instanceof Underpriced)) {
        this.logger.error({
          event: 'settlement.broadcast_refused',
          ...named(wish),
          code: error.code,
          reason: error.message,
        });
      }
    }
    await this.txs.markBroadcast(attempt, this.clock.now());
    return true;
  }

  /**
   * The nonce is gone. Another of our attempts may have it, which the next round finds; a stranger's transaction has it
   * once the final block counts the nonce and none of ours is mined. Only then does the wish get another nonce.
   */
  private async lookForLostNonce(wish: ChainTx): Promise<ChainTx> {
    const found = await this.minedAmong(await this.txs.attempts(wish.id));
    if (found !== null) return this.mark(wish, found);
    if ((await this.chain.nonce(wish.sender, 'finalized')) <= wish.nonce) return wish;
    this.logger.error({ event: 'settlement.nonce_taken', ...named(wish) });
    await this.unitOfWork.run(async (tx) => {
      const next = await this.txs.lockSender(tx, wish.chainId, wish.sender);
      if (next !== undefined) await this.txs.moveToNonce(tx, wish, next);
    });
    return { ...wish, state: 'waiting' };
  }

  private async minedAmong(attempts: readonly Attempt[]): Promise<Mined | null> {
    for (const { hash } of attempts.toReversed()) {
      const receipt = await this.chain.receipt(hash);
      if (receipt !== null) return { hash, block: receipt.blockNumber, blockHash: receipt.blockHash };
    }
    return null;
  }

  private async mark(wish: ChainTx, mined: Mined): Promise<ChainTx> {
    await this.txs.step(wish, 'mined', { mined });
    return { ...wish, state: 'mined', mined };
  }

  /** Ends a wish whose block is final; sends it again when its block went away. */
  private async settle(wish: ChainTx, finalBlock: bigint): Promise<ChainTx> {
    const receipt = wish.mined === null ? null : await this.chain.receipt(wish.mined.hash);
    if (receipt === null || wish.mined === null || receipt.blockHash !== wish.mined.blockHash) {
      this.logger.warn({ event: 'settlement.tx_orphaned', ...named(wish) });
      await this.txs.step(wish, 'sent');
      return this.follow({ ...wish, state: 'sent', mined: null });
    }
    if (receipt.blockNumber > finalBlock) return wish;
    const problem =
      wish.problem ?? (receipt.status === 'reverted' ? await this.whyReverted(wish, receipt.blockNumber) : null);
    const state = problem === null ? 'final' : 'failed';
    const endedAt = this.clock.now();
    await this.txs.step(wish, state, { mined: wish.mined, endedAt, ...(problem === null ? {} : { problem }) });
    if (problem !== null) this.logger.error({ event: 'settlement.tx_failed', ...named(wish), reason: problem });
    return { ...wish, state };
  }

  /** What the contract says when the call is repeated on the state before; good enough for a person. */
  private async whyReverted(wish: ChainTx, block: bigint): Promise<string> {
    if (wish.to === null) return 'the contract could not be made';
    try {
      await this.chain.call({ from: wish.sender, to: wish.to, data: wish.data }, block - 1n);
      return 'reverted, for a reason that cannot be reproduced';
    } catch (error) {
      if (error instanceof CallReverted) return refusalText(error.data);
      throw error;
    }
  }

  private async marketFees(): Promise<Fees> {
    const { maxFeePerGas, maxPriorityFeePerGas } = await this.chain.feeData();
    return { maxFee: maxFeePerGas, maxPriorityFee: maxPriorityFeePerGas };
  }
}

function named({ id, purpose, intentKey, nonce }: ChainTx): object {
  return { chain_tx_id: id, purpose, intent_key: intentKey, nonce: String(nonce) };
}
