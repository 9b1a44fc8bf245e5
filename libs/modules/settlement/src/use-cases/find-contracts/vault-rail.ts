import { Injectable } from '@nestjs/common';
import type { Asset } from '#kernel';
import type { CustodyKey } from '#modules/ledger';
import { PayoutRail } from '#modules/payouts';
import { AssetNotPaid } from '../../settlement.errors.ts';
import { FindContracts } from './find-contracts.ts';

/** Payouts leave by the payout vault. */
@Injectable()
export class VaultRail extends PayoutRail {
  constructor(private readonly contracts: FindContracts) {
    super();
  }

  /** @throws {NoVault | AssetNotPaid} */
  override async custodyKey(asset: Asset): Promise<CustodyKey> {
    const { vault } = await this.contracts.execute();
    if (vault.asset !== asset) throw new AssetNotPaid(asset);
    return vault.custodyKey;
  }
}
