import { Global, Injectable, Module } from '@nestjs/common';
import { type AnchorFact, AnchorReader, type BookAnchor } from '#modules/ledger';
import { type Anchor, FindAnchor, SettlementModule } from '#modules/settlement';

/** Tells receipts which head of the log is on the chain. */
@Injectable()
class SettlementAnchors extends AnchorReader {
  constructor(private readonly anchors: FindAnchor) {
    super();
  }

  override async latest(): Promise<AnchorFact | undefined> {
    return factOf(await this.anchors.newestFinal());
  }

  override async of(book: string): Promise<BookAnchor | undefined> {
    return undefined;
  }
}

function factOf(anchor: Anchor | undefined): AnchorFact | undefined {
  if (anchor === undefined) return undefined;
  const { chainId, contract, size, root, txHash, block } = anchor;
  return { chainId, contract, size, root: root.replace(/^0x/, ''), txHash, blockNumber: block };
}

/** Binds the ledger's anchor reader to settlement. */
@Global()
@Module({
  imports: [SettlementModule],
  providers: [{ provide: AnchorReader, useClass: SettlementAnchors }],
  exports: [AnchorReader],
})
export class SettlementAnchorsModule {}
