import { z } from 'zod';
import { assetSchema, instant, money, publicIdSchema } from '#platform/http';

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
  .meta({ examples: [`0x${'ab'.repeat(20)}`] });
const hash = z.string().meta({ examples: [`0x${'12'.repeat(32)}`] });
const whole = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/, 'must be a whole number, as a string')
  .meta({ examples: ['1'] });

/** The contracts and the vault's terms. */
export const ContractsBody = z
  .object({
    chain_id: whole,
    custody_key: z.string(),
    asset: assetSchema,
    unit_scale: whole.meta({ description: 'Token base units of one minor unit of the asset.' }),
    delay_seconds: z.int().meta({ description: 'Between a posted root and its first claim.' }),
    contracts: z.array(z.object({ name: z.string(), address, version: z.string().nullable() })),
    deposit: z.object({
      contract: address,
      token: address,
      org_ref: hash.nullable().meta({ description: "How the caller's deposits name its organisation." }),
    }),
    anchor: z
      .object({
        size: whole,
        root: hash,
        tx_hash: hash,
        block_number: whole,
        is_final: z.boolean().meta({ description: 'Of the newest anchor; one that is not may still be taken away.' }),
        final_size: whole.meta({ description: 'Leaves under the newest anchor that is final; 0 before the first.' }),
      })
      .nullable(),
  })
  .meta({ id: 'SettlementContracts' });

/** What a payee may claim, with the proof and what the wallet signs. */
export const ClaimBody = z
  .object({
    chain_id: whole,
    vault: address,
    epoch: whole,
    index: whole,
    leaf_count: whole,
    lane: whole,
    wallet: address,
    cumulative: money,
    claimed: money,
    claimable: money,
    last_seq: whole,
    proof: z.array(hash),
    root: hash,
    active_at: instant.nullable(),
    deadline: whole.meta({ description: 'Seconds since 1970: the deadline in typed_data.' }),
    typed_data: z
      .record(z.string(), z.unknown())
      .meta({ description: 'For eth_signTypedData_v4: pays the wallet itself, good until the deadline.' }),
  })
  .meta({ id: 'Claim' });

/** What a transaction would cost now. */
const GasBody = z
  .object({
    units: whole,
    price_wei: whole.meta({ description: 'Wei a unit of gas.' }),
    fee_wei: whole,
  })
  .meta({ id: 'GasEstimate' });

const txState = z.enum(['waiting', 'sent', 'mined', 'final', 'failed']);

/** A claim on its way to the chain. */
export const RelayedClaimBody = z
  .object({
    id: publicIdSchema<'ChainTx'>('ctx'),
    state: txState,
    tx_hash: hash.nullable(),
    block_number: whole.nullable(),
    problem: z.string().nullable().meta({ description: 'Why the vault refused it; what could be claimed still can.' }),
  })
  .meta({ id: 'RelayedClaim' });

/** A payee's money in the vault. */
export const ClaimStateBody = z
  .object({
    claim: ClaimBody.nullable(),
    on_its_way: money,
    paid: money,
    gas: GasBody.nullable().meta({ description: 'Of a claim that is relayed: the platform pays it.' }),
    relayed: RelayedClaimBody.nullable().meta({ description: 'The newest claim that was relayed.' }),
  })
  .meta({ id: 'ClaimState' });

/** A claim signed by the payee's wallet. */
export const NewClaim = z
  .strictObject({
    epoch: whole,
    to: address,
    deadline: whole,
    signature: z.string().regex(/^0x([0-9a-fA-F]{2}){65,2048}$/, 'must be a signature in hex'),
  })
  .meta({ id: 'NewClaim' });

/** Which payout run is asked for. */
export const RunRootParams = z.object({ id: publicIdSchema<'PayoutRun'>('po') });

/** A payout run on the chain. */
export const RunRootBody = z
  .object({
    epoch: z
      .object({
        number: whole,
        state: z.enum(['built', 'posting', 'posted', 'final', 'voided']),
        root: hash,
        leaf_count: whole,
        total: money,
        ledger_size: whole,
        active_at: instant.nullable(),
      })
      .nullable()
      .meta({ description: 'The tree that pays the run; null before it is built.' }),
    post: z
      .object({
        state: txState,
        tx_hash: hash.nullable(),
        block_number: whole.nullable(),
        problem: z.string().nullable(),
      })
      .nullable(),
    gas: GasBody.nullable().meta({ description: 'Of posting the root, while it is not posted.' }),
  })
  .meta({ id: 'PayoutRunRoot' });

/** A statement that proves itself (`provisio.statement.v1`); libs/verify has its exact shape. */
export const PayoutStatementBody = z
  .looseObject({ format: z.literal('provisio.statement.v1'), payout: z.record(z.string(), z.unknown()).nullable() })
  .meta({ id: 'PayoutStatement' });

/** Which relayed claim is asked for. */
export const RelayedClaimParams = z.object({ id: publicIdSchema<'ChainTx'>('ctx') });

const sides = { name: z.string(), expected: z.string(), found: z.string() };

/** The ledger and the chain side by side. */
export const ReconciliationBody = z
  .object({
    at: instant,
    chain_id: whole,
    block_number: whole,
    custody_key: z.string(),
    is_whole: z.boolean(),
    checks: z.array(
      z.object({
        ...sides,
        holds: z.boolean(),
        rows: z.array(z.object(sides)).meta({ description: 'What makes a break, e.g. the lanes that differ.' }),
      }),
    ),
  })
  .meta({ id: 'Reconciliation' });
