// Entry → leaves. Each check answers the sentence for a person, or throws BadInput naming the field.
import { BadInput } from './bad-input.ts';
import type { Bundle, BundleLeaf, LoggedEntry } from './bundle.ts';
import { toHex } from './bytes.ts';
import { mustEqual } from './check-receipt.ts';
import { type LeafSide, factsHash } from './leaf.ts';

/** The commission and its fee are booked once each, with these amounts, facts, and between the right accounts. */
export function checkBooking({ receipt, entry }: Bundle): string {
  const { arithmetic, line, payee, merchant } = receipt;
  const facts = toHex(
    factsHash({
      conversion: receipt.order.id,
      line: line.line,
      payee,
      adjustment: 0, // a receipt of v1 is that of the first pricing,
      base: arithmetic.base,
      bps: arithmetic.bps,
      schedule_version: String(receipt.rule.version),
      category: line.category,
      tier: receipt.tier,
      split_numerator: 1, // by one partner alone
      split_denominator: 1,
    }),
  );
  const own = entry.transfers
    .map((transfer, at) => ({ ...transfer, field: `entry.transfers[${at}]` }))
    .filter((transfer) => transfer.facts === facts);
  const wanted = [arithmetic.commission, arithmetic.fee].filter((amount) => amount !== '0');
  if (own.length !== wanted.length) {
    throw new BadInput(
      'entry.transfers',
      `carry the facts of this commission ${own.length} times, not ${wanted.length}`,
    );
  }
  const [commission, fee] = own;
  if (commission !== undefined) {
    mustEqual(`${commission.field}.amount`, commission.amount, arithmetic.commission, 'the commission');
    const [debit, credit] = [commission.debit, commission.credit];
    const isFunded = debit === `org:${merchant}:prepaid` && credit === `payee:${payee}:pending`;
    const isUnfunded = debit === `org:${merchant}:receivable` && credit === `payee:${payee}:unfunded`;
    if (!isFunded && !isUnfunded) {
      throw new BadInput(commission.field, "does not move the merchant's money to the payee");
    }
    if (fee !== undefined) {
      mustEqual(`${fee.field}.amount`, fee.amount, arithmetic.fee, 'the fee');
      mustEqual(`${fee.field}.debit`, fee.debit, commission.debit, "the commission's debit account");
      mustEqual(`${fee.field}.credit`, fee.credit, 'platform:fees', 'the account for fees');
    }
  }
  return 'Commission and fee are booked once each, with these amounts and facts.';
}

/** Every leaf says what its transfer in the entry says, and each account's running values go on from row to row, or from nothing. */
export function checkEntry({ entry, leaves }: LoggedEntry): string {
  mustEqual('leaves', `${leaves.length} long`, `${entry.transfers.length} long`, 'the list of transfers');
  const last = new Map<string, Before>();
  leaves.forEach((leaf, at) => {
    const field = `leaves[${at}]`;
    checkLeaf(entry, leaf, at);
    const expected = BigInt(leaves[0].seq) + BigInt(at);
    mustEqual(`${field}.seq`, leaf.seq, String(expected), 'its place in the entry');
    mustEqual(`${field}.recorded_at`, leaf.recorded_at, leaves[0].recorded_at, "the entry's first leaf");
    if (leaf.debit.path === leaf.credit.path) {
      throw new BadInput(`${field}.credit.path`, 'is the account that is debited');
    }
    checkSide(`${field}.debit`, leaf, leaf.debit, 'debit', last);
    checkSide(`${field}.credit`, leaf, leaf.credit, 'credit', last);
  });
  return `The ${leaves.length} transfers in the log are those of the entry.`;
}

/** What earns books exact amounts: nothing is *up to*, nothing is reversed or held. */
function checkLeaf(entry: LoggedEntry['entry'], leaf: BundleLeaf, at: number): void {
  const transfer = entry.transfers[at] as (typeof entry.transfers)[number]; // as many as leaves
  const field = `entry.transfers[${at}]`;
  mustEqual(`${field}.kind`, transfer.kind, 'post', 'the kind of an earning');
  mustEqual(`${field}.refers_to`, transfer.refers_to, '0', 'what a post refers to');
  if (transfer.up_to || transfer.rest !== null) throw new BadInput(field, 'does not book an exact amount');
  mustEqual(`leaves[${at}].transfer_kind`, leaf.transfer_kind, transfer.kind, "the transfer's");
  mustEqual(`leaves[${at}].amount`, leaf.amount, transfer.amount, "the transfer's");
  mustEqual(`leaves[${at}].refers_to`, leaf.refers_to, transfer.refers_to, "the transfer's");
  mustEqual(`leaves[${at}].facts`, leaf.facts, transfer.facts, "the transfer's");
  mustEqual(`leaves[${at}].effective_at`, leaf.effective_at, entry.effective_at, "the entry's");
  mustEqual(`leaves[${at}].debit.path`, leaf.debit.path, transfer.debit, "the transfer's");
  mustEqual(`leaves[${at}].credit.path`, leaf.credit.path, transfer.credit, "the transfer's");
}

/** An account as its row before left it. */
type Before = { readonly seq: string; readonly number: bigint; readonly debits: bigint; readonly credits: bigint };
const NEW: Before = { seq: '0', number: 0n, debits: 0n, credits: 0n };

function checkSide(
  field: string,
  leaf: BundleLeaf,
  side: LeafSide,
  which: 'debit' | 'credit',
  last: Map<string, Before>,
): void {
  const amount = BigInt(leaf.amount);
  const [number, debits, credits] = [side.account_seq, side.debits_after, side.credits_after].map(BigInt) as [
    bigint,
    bigint,
    bigint,
  ];
  const isFirst = number === 1n;
  if (number < 1n || isFirst !== (side.prev_seq === '0') || BigInt(side.prev_seq) >= BigInt(leaf.seq)) {
    throw new BadInput(`${field}.prev_seq`, 'does not fit the account_seq and seq beside it');
  }
  if ((which === 'debit' ? debits : credits) < amount) {
    throw new BadInput(`${field}.${which}s_after`, 'is less than this transfer');
  }
  const before = last.get(side.path) ?? (isFirst ? NEW : undefined);
  if (before !== undefined) {
    const [debit, credit] = which === 'debit' ? [amount, 0n] : [0n, amount];
    mustEqual(`${field}.account_seq`, side.account_seq, String(before.number + 1n), 'the next of its account');
    mustEqual(`${field}.prev_seq`, side.prev_seq, before.seq, "its account's transfer before");
    mustEqual(`${field}.debits_after`, side.debits_after, String(before.debits + debit), 'the running total');
    mustEqual(`${field}.credits_after`, side.credits_after, String(before.credits + credit), 'the running total');
  }
  last.set(side.path, { seq: leaf.seq, number, debits, credits });
}
