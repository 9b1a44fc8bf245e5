import type { Asset } from '#kernel';
import type { CustodyKey } from '#modules/ledger';

/** How money reaches payees. Settlement binds it to the payout vault; this module never speaks to a chain. */
export abstract class PayoutRail {
  /** The custody that pays `asset` now, as in `payee:<id>:settling:<custody key>`. @throws when nothing pays it. */
  abstract custodyKey(asset: Asset): Promise<CustodyKey>;
}
