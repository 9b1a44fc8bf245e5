import { Global, Injectable, Module } from '@nestjs/common';
import { type AnchorFact, AnchorReader, type BookAnchor } from '#modules/ledger';
import { type Anchor, FindAnchor, FindContracts, SettlementModule, SettlementSettings } from '#modules/settlement';

/** Tells receipts which head of a log is on the chain. */
@Injectable()
class SettlementAnchors extends AnchorReader {
  constructor(
    private readonly anchors: FindAnchor,
    private readonly contracts: FindContracts,
    private readonly settings: SettlementSettings,
  ) {
    super();
  }

  override async latest(book?: string): Promise<AnchorFact | undefined> {
    const anchor = await this.anchors.newestFinal(book);
    return anchor === undefined ? undefined : factOf(anchor);
  }

  override async of(book: string): Promise<BookAnchor | undefined> {
    const contract = await this.contracts.anchorOf(book);
    if (contract === undefined) return undefined;
    const [newest, final] = [await this.anchors.newest(book), await this.anchors.newestFinal(book)];
    return {
      chainId: this.settings.chainId,
      contract,
      newest: newest === undefined ? undefined : { ...factOf(newest), isFinal: newest.isFinal },
      final: final === undefined ? undefined : factOf(final),
    };
  }
}

function factOf({ chainId, contract, size, root, txHash, block }: Anchor): AnchorFact {
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
