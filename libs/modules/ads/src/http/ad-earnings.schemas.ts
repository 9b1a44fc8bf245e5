import { z } from 'zod';
import { PageQuery, instant, money, pageSchema, publicIdSchema } from '#platform/http';
import { campaignId } from './campaigns.schemas.ts';

/** Id of a ledger entry in a path. */
export const entryId = publicIdSchema<'Entry'>('en');

/** Shares of ads beside the caller's posts, newest first. */
export const AdEarningPage = pageSchema(
  'AdEarningPage',
  z
    .object({
      campaign: campaignId,
      entry: entryId.meta({ description: 'Its receipt is at /v1/ad-charges/{entry}/receipt.' }),
      amount: money,
      state: z.enum(['pending', 'payable']),
      matures_at: instant,
    })
    .meta({ id: 'AdEarning' }),
);
/** Paging of `GET /v1/ad-earnings`. */
export const AdEarningQuery = PageQuery;

/** What `provisio verify` reads: libs/verify/README.md says what each member means. */
export const AdReceiptBundle = z
  .object({ format: z.literal('provisio.ad_receipt.v1') })
  .catchall(z.json())
  .meta({ id: 'AdReceiptBundle' });
