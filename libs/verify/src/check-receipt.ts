// Receipt → entry, rule, price. Each check answers the sentence for a person, or throws BadInput naming the field.
import { BadInput } from './bad-input.ts';
import type { Bundle } from './bundle.ts';
import { toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { formatMinor } from './report.ts';
import { sha256 } from './sha256.ts';
import { matchClause } from './terms.ts';

const DAY_MS = 86_400_000;
const BPS_WHOLE = 10_000n;

/** Hex SHA-256 of the RFC 8785 JSON of `value`. */
export function hashOfJson(value: unknown): string {
  return toHex(sha256(utf8(canonicalJson(value))));
}

/** Fails naming `field` unless `actual` is `expected`. */
export function mustEqual(field: string, actual: string | number, expected: string | number, source: string): void {
  if (actual !== expected) throw new BadInput(field, `is ${actual}, but ${source} is ${expected}`);
}

/** The receipt is the one whose hash was booked with the entry, for this order and commission. */
export function checkReceipt({ receipt, entry }: Bundle): string {
  mustEqual('entry.metadata.order', entry.metadata.order, receipt.order.id, "the receipt's order");
  const booked = entry.metadata.receipts.get(receipt.commission);
  if (booked === undefined) throw new BadInput('entry.metadata.receipts', `names no commission ${receipt.commission}`);
  mustEqual('receipt', `SHA-256 ${hashOfJson(receipt)}`, `SHA-256 ${booked}`, 'what was booked');
  mustEqual('receipt.asset', receipt.asset, entry.asset, "the entry's");
  if ('click' in receipt && Date.parse(receipt.click.at) > Date.parse(receipt.order.placed_at)) {
    throw new BadInput('receipt.click.at', 'is after the order was placed');
  }
  return 'The receipt is the one whose hash was booked with the entry.';
}

/** The terms are those that were hashed into the log, were in force, and give this clause. */
export function checkRule({ receipt, rule_note, leaves }: Bundle): string {
  const { rule, line, order } = receipt;
  mustEqual('receipt.rule.terms', `SHA-256 ${hashOfJson(rule.terms)}`, `SHA-256 ${rule.hash}`, "the rule's hash");
  mustEqual('receipt.rule.terms.program', rule.terms.program, receipt.program, "the receipt's program");
  mustEqual('receipt.rule.terms.version', rule.terms.version, rule.version, "the rule's version");
  mustEqual('rule_note.hash', rule_note.hash, rule.hash, "the rule's hash");
  mustEqual('rule_note.seq', rule_note.seq, rule.note_seq, "the receipt's rule.note_seq");
  const first = leaves[0].seq;
  if (BigInt(rule_note.seq) >= BigInt(first)) {
    throw new BadInput('rule_note.seq', `is not before the entry, which starts at ${first}`);
  }
  if (Date.parse(rule.terms.from) > Date.parse(order.placed_at)) {
    throw new BadInput('receipt.rule.terms.from', 'is after the order was placed');
  }
  const clause = matchClause(rule.terms.table, line.category, receipt.tier);
  if (clause === undefined) {
    throw new BadInput('receipt.rule.terms.table', `has no clause for ${line.category} × ${receipt.tier}`);
  }
  mustEqual('receipt.rule.matched.category', rule.matched.category, clause.category, 'what the terms give');
  mustEqual('receipt.rule.matched.tier', rule.matched.tier, clause.tier, 'what the terms give');
  mustEqual('receipt.rule.matched.bps', rule.matched.bps, clause.bps, 'what the terms give');
  const matures = Date.parse(order.placed_at) + rule.terms.maturation_days * DAY_MS;
  mustEqual('receipt.matures_at', Date.parse(receipt.matures_at), matures, 'placed_at plus the maturation days');
  return `${percent(clause.bps)} because ${clause.category} × ${clause.tier}, rule version ${rule.version}, in the log at ${rule_note.seq} before the sale at ${first}.`;
}

/** The amounts follow from the line, the peg and the rule. */
export function checkArithmetic({ receipt }: Bundle): string {
  const { line, peg, arithmetic, rule, order, asset } = receipt;
  const gross = BigInt(line.unit_price) * BigInt(line.quantity);
  mustEqual('receipt.line.base', line.base, String(gross - BigInt(line.discount)), 'price × quantity − discount');
  mustEqual('receipt.peg.from', peg.from, order.currency, "the order's currency");
  mustEqual('receipt.peg.to', peg.to, asset, 'the asset');
  const base = (BigInt(line.base) * BigInt(peg.numerator)) / BigInt(peg.denominator);
  mustEqual('receipt.arithmetic.base', arithmetic.base, String(base), 'the base of the line at the peg');
  mustEqual('receipt.arithmetic.bps', arithmetic.bps, rule.matched.bps, 'the matched rate');
  mustEqual('receipt.arithmetic.fee_bps', arithmetic.fee_bps, rule.terms.fee_bps, "the terms' fee");
  const commission = (base * BigInt(arithmetic.bps)) / BPS_WHOLE;
  mustEqual('receipt.arithmetic.commission', arithmetic.commission, String(commission), 'floor(base × rate)');
  const fee = (commission * BigInt(arithmetic.fee_bps)) / BPS_WHOLE;
  mustEqual('receipt.arithmetic.fee', arithmetic.fee, String(fee), 'floor(commission × fee rate)');
  const [money, feeMoney] = [formatMinor(String(commission), asset), formatMinor(String(fee), asset)];
  return `${percent(arithmetic.bps)} of ${formatMinor(String(base), asset)} is ${money}; the fee on it is ${feeMoney}.`;
}

/** `1050` as `10.5 %`, without floats. */
export function percent(bps: number): string {
  const [units, rest] = [Math.trunc(bps / 100), bps % 100];
  return `${units}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`} %`;
}
