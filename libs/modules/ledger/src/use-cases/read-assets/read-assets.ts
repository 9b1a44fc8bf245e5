import { Injectable } from '@nestjs/common';
import type { Asset } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { Token } from '../register-asset/register-asset.ts';

const READ_ASSETS = loadSql(import.meta.url, '../../storage/sql/read-assets.sql');
const FIND_PEG = loadSql(import.meta.url, '../../storage/sql/find-peg.sql');

/** What can be booked. */
export type RegisteredAsset = { readonly asset: Asset; readonly token: Token | undefined };

/** A fixed ratio: amount in `asset` = floor(amount in `currency` × numerator / denominator). */
export type Peg = {
  readonly currency: Asset;
  readonly asset: Asset;
  readonly numerator: bigint;
  readonly denominator: bigint;
};

/** Reads the asset registry. */
@Injectable()
export class ReadAssets {
  constructor(private readonly database: Database) {}

  /** Every asset, by code. */
  async execute(): Promise<RegisteredAsset[]> {
    type Row = { code: Asset; chain_id: bigint | null; token: Buffer | null; unit_scale: string | null };
    const rows = await this.database.query<Row>(READ_ASSETS);
    return rows.map(({ code, chain_id, token, unit_scale }) => ({
      asset: code,
      token:
        chain_id === null || token === null || unit_scale === null
          ? undefined
          : { chainId: chain_id, address: `0x${token.toString('hex')}`, unitScale: BigInt(unit_scale) },
    }));
  }

  /** The asset that `currency` is settled in, and the ratio; undefined when it has none. */
  async pegOf(currency: Asset): Promise<Peg | undefined> {
    const [peg] = await this.database.query<Peg>(FIND_PEG, [currency]);
    return peg;
  }
}
