import { Injectable } from '@nestjs/common';
import { type Asset, InvalidInput } from '#kernel';
import { type Tx, loadSql } from '#platform/database';
import { AssetTiedToAnotherToken } from '../../ledger.errors.ts';

const REGISTER_ASSET = loadSql(import.meta.url, '../../storage/sql/register-asset.sql');

/** The token behind an asset. */
export type Token = {
  readonly chainId: bigint;
  /** 0x and 40 hex digits. */
  readonly address: string;
  /** Token base units per book minor unit: 1 when both have the same decimals. */
  readonly unitScale: bigint;
};

/** Ties an asset to the token that stands behind it. */
@Injectable()
export class RegisterAsset {
  /**
   * Adds `asset` to the registry if it is new and ties it to `token`; the same again changes nothing.
   * @throws {AssetTiedToAnotherToken | InvalidInput} nothing was written.
   */
  async execute(tx: Tx, asset: Asset, token: Token): Promise<void> {
    if (!/^0x[0-9a-fA-F]{40}$/.test(token.address)) {
      throw new InvalidInput('address', `${token.address} is not an address`);
    }
    if (token.unitScale <= 0n) throw new InvalidInput('unit_scale', 'a token unit scale is positive');
    const params = [asset, token.chainId, Buffer.from(token.address.slice(2), 'hex'), token.unitScale];
    const [row] = await tx.query<{ is_tied: boolean }>(REGISTER_ASSET, params);
    if (row?.is_tied !== true) throw new AssetTiedToAnotherToken(asset);
  }
}
