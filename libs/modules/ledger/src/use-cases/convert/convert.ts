import { Injectable } from '@nestjs/common';
import { InvalidInput, present } from '#kernel';
import type { Tx } from '#platform/database';
import { type Conversion, conversionEntries, converted } from '../../domain/conversion.ts';
import type { PostedEntry } from '../../domain/entry.ts';
import { PostEntries } from '../post-entries/post-entries.ts';

/** What a conversion booked: money that was given, and money that was received for it. */
export type Converted = { readonly given: PostedEntry; readonly received: PostedEntry };

/** Converts money of one asset into another at a quote, through the platform's liquidity. */
@Injectable()
export class Convert {
  constructor(private readonly postEntries: PostEntries) {}

  /**
   * Books both sides or neither; the caller's last step, as posting is. The same id again answers the first result.
   * @throws {InvalidInput} for a quote that is no ratio, one asset on both sides, or an amount too small to become anything;
   * {InsufficientFunds} when the account, or the liquidity in the other asset, does not cover it. Nothing was written.
   */
  async execute(tx: Tx, conversion: Conversion): Promise<Converted> {
    const { from, to, amount, quote } = conversion;
    if (from.asset === to.asset) throw new InvalidInput('to.asset', 'is the asset that is converted');
    if (quote.numerator <= 0n || quote.denominator <= 0n) throw new InvalidInput('quote', 'is not a ratio above zero');
    if (converted(amount, quote).amount === 0n) {
      throw new InvalidInput('amount', `becomes less than one unit of ${to.asset}`);
    }
    const [given, received] = await this.postEntries.execute(tx, conversionEntries(conversion));
    return { given: present(given, 'given entry'), received: present(received, 'received entry') };
  }
}
