import { BadInput } from './bad-input.ts';
import { type BalanceProof, balancesNoteHash } from './balance-leaf.ts';
import { anchorFact, signedLog } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';
import { owedRange } from './chart.ts';
import { checkAnchor } from './check-anchor.ts';
import { type Finding, checkCheckpoint, checkPaths } from './check-log.ts';
import { hashOfJson, mustEqual } from './check-receipt.ts';
import {
  accountPath,
  asset,
  hash32,
  i64,
  leafHash,
  leafSide,
  optionalHash32,
  transferKind,
  u64,
  uuid,
} from './leaf.ts';
import type { VerifyOptions } from './receipt.ts';
import { type StepStatus, withoutControls } from './report.ts';
import { type Read, decimal, list, literal, nullable, object, text } from './shape.ts';
import { type VaultProof, decodeRootOf, rootOfCallData, vaultRoot } from './vault-leaf.ts';

const seq = decimal(1n, (1n << 64n) - 1n);
const address = text(/^0x[0-9a-f]{40}$/, 'an address of 40 lower-case hex digits');
const transfer = object({
  kind: literal('transfer'),
  seq,
  entry: uuid,
  transfer_kind: transferKind,
  amount: seq,
  effective_at: i64,
  recorded_at: i64,
  refers_to: u64,
  facts: optionalHash32,
  content_hash: hash32,
  debit: leafSide,
  credit: leafSide,
});
const note = object({ seq, hash: hash32, recorded_at: i64 });
const payout = object<{ readonly lane_note: Read<typeof note> } & VaultProof>({
  lane_note: note,
  chain_id: seq,
  vault: address,
  epoch: u64,
  leaf_count: seq,
  index: u64,
  lane: decimal(0n, (1n << 32n) - 1n),
  wallet: address,
  cumulative: u64,
  last_seq: u64,
  proof: list(hash32),
});
const balances = object<{ readonly note: Read<typeof note> } & BalanceProof>({
  note,
  size: seq,
  account_count: seq,
  index: u64,
  account_seq: u64,
  last_seq: u64,
  debits: u64,
  credits: u64,
  owed: u64,
  proof: list(object({ hash: hash32, owed: u64 })),
});
const statement = object({
  format: literal('provisio.statement.v1'),
  account: object({ path: accountPath, asset }),
  transfers: list(transfer),
  log: signedLog,
  anchor: anchorFact,
  payout: nullable(payout),
  balances: nullable(balances),
});
type Statement = Read<typeof statement>;
type Payout = Read<typeof payout>;
type Balances = Read<typeof balances>;

/** One check of a statement and what came of it. */
export type StatementStep = {
  readonly name: 'form' | 'history' | 'inclusion' | 'checkpoint' | 'anchor' | 'payout' | 'balances';
  readonly status: StepStatus;
  readonly sentence: string;
  readonly field?: string;
};

/** `complete`: every transfer up to `lastSeq` is there, and the chain or a signed head says that it is the last. */
export type StatementReport = {
  readonly outcome: 'complete' | 'pending' | 'failed';
  readonly steps: readonly StatementStep[];
  readonly account: { readonly path: string; readonly asset: string } | undefined;
  readonly transfers: number;
};

/**
 * Checks that a statement of an account leaves nothing out: its transfers are 1 … n with their links and running totals, each
 * is in the log of the signed head, and its end is what the vault pays by (`payout`) or what the log's balances note says.
 * Never throws: what is wrong with the input becomes a failed step that names the field.
 */
export async function verifyStatement(bundle: unknown, options: VerifyOptions = {}): Promise<StatementReport> {
  const steps: StatementStep[] = [];
  const check = async (name: StatementStep['name'], run: () => Finding | Promise<Finding>): Promise<void> => {
    steps.push(await stepOf(name, run));
  };
  let of: Statement | undefined;
  await check('form', () => {
    of = statement(JSON.parse(canonicalJson(bundle, '')) as unknown, '');
    return 'The statement is whole and has the form provisio.statement.v1.';
  });
  if (of === undefined) return { outcome: 'failed', steps, account: undefined, transfers: 0 };
  const read: Statement = of;
  const trust = options.trust ?? {};
  await check('history', () => checkHistory(read));
  await check('inclusion', () => checkLeaves(read));
  await check('checkpoint', () => checkCheckpoint(read, options.ed25519, trust.publicKey));
  await check('anchor', () => checkAnchor(read, options, trust));
  const { payout: paid, balances: shown } = read;
  if (paid !== null) await check('payout', () => checkPayout(read, paid, options));
  if (shown !== null) await check('balances', () => checkBalances(read, shown));
  const isEndKnown = paid !== null || shown !== null;
  const outcome = steps.some(({ status }) => status === 'failed')
    ? 'failed'
    : isEndKnown && steps.every(({ status }) => status === 'ok')
      ? 'complete'
      : 'pending';
  return { outcome, steps, account: read.account, transfers: read.transfers.length };
}

async function stepOf(name: StatementStep['name'], run: () => Finding | Promise<Finding>): Promise<StatementStep> {
  try {
    const found = await run();
    return typeof found === 'string'
      ? { name, status: 'ok', sentence: found }
      : { name, status: 'pending', sentence: found.pending };
  } catch (error) {
    if (error instanceof BadInput) return { name, status: 'failed', sentence: `${error.message}.`, field: error.field };
    return { name, status: 'failed', sentence: `The check could not be made: ${String(error)}.` };
  }
}

/** Transfers 1 … n of the account, each linked to the one before it, with the totals that they make. */
function checkHistory({ account, transfers }: Statement): string {
  let [number, before, debits, credits] = [0n, 0n, 0n, 0n];
  for (const [index, row] of transfers.entries()) {
    const field = `transfers[${index}]`;
    const side = row.debit.path === account.path ? 'debit' : 'credit';
    const own = row[side];
    mustEqual(`${field}.${side}.path`, own.path, account.path, 'the account');
    const moved = row.transfer_kind === 'hold' || row.transfer_kind === 'void' ? 0n : BigInt(row.amount);
    number += 1n;
    if (side === 'debit') debits += moved;
    else credits += moved;
    mustEqual(
      `${field}.${side}.account_seq`,
      own.account_seq,
      String(number),
      'the next number: a transfer is left out',
    );
    mustEqual(`${field}.${side}.prev_seq`, own.prev_seq, String(before), 'the log position of the one before it');
    mustEqual(`${field}.${side}.debits_after`, own.debits_after, String(debits), 'what its transfers make');
    mustEqual(`${field}.${side}.credits_after`, own.credits_after, String(credits), 'what its transfers make');
    if (BigInt(row.seq) <= before) {
      throw new BadInput(`${field}.seq`, `is not behind the one before it, at ${before}`);
    }
    before = BigInt(row.seq);
  }
  return `${transfers.length} transfers are numbered and linked without a gap.`;
}

function checkLeaves({ account, transfers, log, payout: paid, balances: shown }: Statement): string {
  const notes = [
    ...(paid === null ? [] : [{ topic: 'settlement.payee_lane', ...paid.lane_note }]),
    ...(shown === null ? [] : [{ topic: 'ledger.balances', ...shown.note }]),
  ];
  checkPaths(log, [
    ...transfers.map((row) => [row.seq, leafHash({ ...row, asset: account.asset })] as const),
    ...notes.map((each) => [each.seq, leafHash({ kind: 'note', ...each })] as const),
  ]);
  return `Each transfer is in the log of ${log.size} leaves.`;
}

/** The vault pays by the account's balance at `last_seq`: the contract's root says so, and no transfer up to it is missing. */
async function checkPayout({ account, transfers }: Statement, paid: Payout, options: VerifyOptions): Promise<Finding> {
  const custody = `${paid.chain_id}-${paid.vault.slice(2)}`;
  const lane = { account: account.path, custody, lane: paid.lane };
  mustEqual('payout.lane_note.hash', paid.lane_note.hash, hashOfJson(lane), "the lane's");
  const last = transfers.findLast((row) => row.seq === paid.last_seq);
  if (last === undefined && !(transfers.length === 0 && paid.last_seq === '0')) {
    throw new BadInput('transfers', `do not have the one at ${paid.last_seq}, by which the vault pays: it is left out`);
  }
  const own = last?.debit.path === account.path ? last.debit : last?.credit;
  const balance = own === undefined ? 0n : BigInt(own.credits_after) - BigInt(own.debits_after);
  mustEqual('payout.cumulative', paid.cumulative, String(balance), 'the balance after that transfer');
  const root = vaultRoot(paid);
  if (options.ethCall === undefined) return { pending: 'The vault was not asked: no RPC was given.' };
  if (options.ethChainId !== undefined) {
    mustEqual('payout.chain_id', paid.chain_id, String(await options.ethChainId()), 'the chain that was asked');
  }
  const answer = await options.ethCall({ to: paid.vault, data: rootOfCallData(BigInt(paid.epoch)) }, 'finalized');
  const held = decodeRootOf(answer);
  if (held === undefined) return { pending: `The vault holds no root of epoch ${paid.epoch} in a final block.` };
  mustEqual('payout', root, held, 'the root that the vault holds: leaf or proof was changed');
  return `The vault pays ${paid.cumulative} in all by these ${own?.account_seq ?? 0} transfers, of which none is left out.`;
}

/** The balances note of the log says which transfer of the account was its last at a size of the log. */
function checkBalances({ account, transfers }: Statement, shown: Balances): string {
  mustEqual('balances.note.hash', shown.note.hash, balancesNoteHash(shown, account), 'what the proof leads to');
  if (BigInt(shown.note.seq) <= BigInt(shown.size)) {
    throw new BadInput('balances.note.seq', 'is not behind the leaves that it is about');
  }
  const within = transfers.filter((row) => BigInt(row.seq) <= BigInt(shown.size));
  const last = within.at(-1);
  const own = last?.debit.path === account.path ? last.debit : last?.credit;
  mustEqual(
    'balances.account_seq',
    shown.account_seq,
    own?.account_seq ?? '0',
    'the last transfer here: one is left out',
  );
  mustEqual('balances.last_seq', shown.last_seq, last?.seq ?? '0', 'where the last transfer stands');
  mustEqual('balances.debits', shown.debits, own?.debits_after ?? '0', 'what the transfers make');
  mustEqual('balances.credits', shown.credits, own?.credits_after ?? '0', 'what the transfers make');
  const { least, most } = owedRange(account.path, BigInt(shown.credits) - BigInt(shown.debits));
  if (BigInt(shown.owed) < least || BigInt(shown.owed) > most) {
    const right = least === most ? String(most) : `from ${least} to ${most}`;
    throw new BadInput(
      'balances.owed',
      `is ${shown.owed} in the sum of what is owed, but by these transfers it is ${right}`,
    );
  }
  return `At ${shown.size} leaves the account had these ${within.length} transfers and no other.`;
}

const MARK = { ok: '✓', failed: '✗', pending: '…' } as const satisfies Record<StepStatus, string>;
const VERDICT = {
  complete: 'COMPLETE: no transfer is left out, and the account ends where the log and the chain say.',
  pending: 'PENDING: nothing is wrong, something could not be checked to the end.',
  failed: 'FAILED: do not believe this statement.',
} as const satisfies Record<StatementReport['outcome'], string>;

/** The report for a terminal, a line a check. */
export function describeStatement({ outcome, steps, account, transfers }: StatementReport): string {
  const of = account === undefined ? [] : [`${account.path} ${account.asset}: ${transfers} transfers`];
  return [...of, ...steps.map(({ name, status, sentence }) => `${MARK[status]} ${name}: ${sentence}`), VERDICT[outcome]]
    .map(withoutControls)
    .join('\n');
}
