import { z } from 'zod';
import type { Asset } from '#kernel';
import type { GasEstimate } from '../use-cases/estimate-gas/estimate-gas.ts';
import type { RunRoot } from '../use-cases/read-root/read-root.ts';
import type { RelayedClaim } from '../use-cases/relay-claim/relay-claim.ts';
import { type ClaimStateBody, type RelayedClaimBody, RunRootBody } from './settlement.schemas.ts';

/** What a transaction would cost, on the wire. */
export function gasShape(gas: GasEstimate | null): z.output<typeof ClaimStateBody>['gas'] {
  return gas === null ? null : { units: String(gas.units), price_wei: String(gas.price), fee_wei: String(gas.fee) };
}

/** A relayed claim on the wire. */
export function relayedShape({ id, state, txHash, block, problem }: RelayedClaim): z.output<typeof RelayedClaimBody> {
  return { id, state, tx_hash: txHash, block_number: block === null ? null : String(block), problem };
}

/** A payout run's root on the wire; `asset` is what it pays. */
export function runRootShape({ epoch, post, gas }: RunRoot, asset: Asset): unknown {
  return z.encode(RunRootBody, {
    epoch:
      epoch === null
        ? null
        : {
            number: String(epoch.number),
            state: epoch.state,
            root: epoch.root,
            leaf_count: String(epoch.leafCount),
            total: { amount: epoch.total, asset },
            ledger_size: String(epoch.ledgerSize),
            active_at: epoch.activeAt,
          },
    post:
      post === null
        ? null
        : {
            state: post.state,
            tx_hash: post.mined?.hash ?? null,
            block_number: post.mined === null ? null : String(post.mined.block),
            problem: post.problem,
          },
    gas: gasShape(gas),
  });
}
