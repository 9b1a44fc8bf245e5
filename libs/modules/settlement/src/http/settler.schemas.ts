import { z } from 'zod';
import { assetSchema, instant, money, publicIdSchema } from '#platform/http';

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
  .meta({ examples: [`0x${'ab'.repeat(20)}`] });
const whole = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/, 'must be a whole number, as a string')
  .meta({ examples: ['1'] });

/** The settler and what the caller's organisation has there. */
export const SettlerBody = z
  .object({
    chain_id: whole,
    settler: address,
    schedule: address,
    custody_key: z.string(),
    asset: assetSchema,
    merchant: z
      .object({
        wallet: address.nullable().meta({ description: 'Signs sales; the newest that was admitted.' }),
        is_admitted: z.boolean(),
        escrow: money.meta({ description: 'On chain, at the newest block.' }),
        booked: money.meta({ description: 'By the ledger: what is final.' }),
      })
      .nullable(),
    payee: z
      .object({
        withdrawable: money.meta({ description: 'On chain, at the newest block.' }),
        credited: money.meta({ description: 'Ever, by the ledger: what is final.' }),
        paid: money.meta({ description: 'Ever, by the ledger: what is final.' }),
      })
      .nullable(),
  })
  .meta({ id: 'Settler' });

/** A wallet that shall sign and pay for the caller's organisation. */
export const NewAdmission = z.strictObject({ wallet: address }).meta({ id: 'NewAdmission' });

/** The same, with the wallet's signature. */
export const NewSignedAdmission = z
  .strictObject({ wallet: address, signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/, 'must be 65 bytes in hex') })
  .meta({ id: 'NewSignedAdmission' });

/** What the wallet signs. */
export const TypedDataBody = z
  .object({ typed_data: z.record(z.string(), z.unknown()).meta({ description: 'For eth_signTypedData_v4.' }) })
  .meta({ id: 'AdmissionToSign' });

const saleDraft = {
  order_id: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: "The merchant's own id of the order, as in POST /v1/orders." }),
  placed_at: instant.meta({ description: 'As in POST /v1/orders: it is part of what the order is called on chain.' }),
  line: z.int().min(1).max(2_000),
  program: publicIdSchema<'Program'>('prog'),
  payee: publicIdSchema<'Organisation'>('org'),
  category: z.string().min(1).max(200),
  tier: z.string().min(1).max(50),
  amount: money.meta({ description: 'What was sold, without tax and shipping, in the asset of the settler.' }),
};

/** A line of an order that shall be settled on chain. */
export const NewSale = z.strictObject(saleDraft).meta({ id: 'NewSale' });

/** The same, signed by the merchant's wallet. */
export const NewSignedSale = z
  .strictObject({
    ...saleDraft,
    deadline: whole.meta({ description: 'Seconds since 1970, as in the typed data that was signed.' }),
    signature: z.string().regex(/^0x([0-9a-fA-F]{2}){65,2048}$/, 'must be a signature in hex'),
  })
  .meta({ id: 'NewSignedSale' });

/** What the merchant's wallet signs, and what it will cost. */
export const SaleToSignBody = z
  .object({
    version: whole.meta({ description: 'Of the schedule on chain, in force when the sale was made.' }),
    bps: z.int(),
    commission: money,
    deadline: whole,
    typed_data: z.record(z.string(), z.unknown()).meta({ description: 'For eth_signTypedData_v4.' }),
  })
  .meta({ id: 'SaleToSign' });

/** A transaction that was sent for the caller. */
export const RelayedBody = z
  .object({
    id: publicIdSchema<'ChainTx'>('ctx'),
    state: z.enum(['waiting', 'sent', 'mined', 'final', 'failed']),
    tx_hash: z.string().nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'Relayed' });

/** One a wallet. */
export const RelayedListBody = z.object({ withdrawals: z.array(RelayedBody) }).meta({ id: 'RelayedWithdrawals' });

/** Which transaction is asked for. */
export const RelayedIdParams = z.object({ id: publicIdSchema<'ChainTx'>('ctx') });
