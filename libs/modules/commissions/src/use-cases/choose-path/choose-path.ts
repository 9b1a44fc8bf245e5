import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import type { Tx } from '#platform/database';
import { type ConversionPath, type MerchantOrder, PathStore } from '../../storage/path.store.ts';

/** Decides, once for each order, whether the chain or the ledger pays it. Works in the caller's transaction. */
@Injectable()
export class ChoosePath {
  constructor(
    private readonly paths: PathStore,
    private readonly clock: Clock,
  ) {}

  /** The chain wants to pay the order; the answer is who does. `epoch`: the ledger has booked it already. */
  forChain(tx: Tx, order: MerchantOrder): Promise<ConversionPath> {
    return this.paths.takeForChain(tx, order, this.clock.now());
  }

  /** A sale of a line that the ledger has booked was seen on the chain: nothing of the order matures until that is decided. */
  sawDouble(tx: Tx, orderId: Id<'Order'>, lineNo: number): Promise<void> {
    return this.paths.openDouble(tx, orderId, lineNo, this.clock.now());
  }

  /** That sale went away again before it was final. */
  doubleGone(tx: Tx, orderId: Id<'Order'>, lineNo: number): Promise<void> {
    return this.paths.closeDouble(tx, orderId, lineNo, { state: 'gone' }, this.clock.now());
  }
}
