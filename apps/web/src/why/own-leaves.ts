import { type Bundle, factsHash, toHex } from '#verify';

/**
 * The leaves of a receipt's entry that book this commission and its fee: those that carry its facts. The entry holds
 * the other lines of the order as well.
 */
export function ownLeaves({ receipt, leaves }: Bundle): readonly Bundle['leaves'][number][] {
  const { order, line, payee, tier, rule, arithmetic } = receipt;
  const facts = toHex(
    factsHash({
      conversion: order.id,
      line: line.line,
      payee,
      adjustment: 0,
      base: arithmetic.base,
      bps: arithmetic.bps,
      schedule_version: String(rule.version),
      category: line.category,
      tier,
      split_numerator: 1,
      split_denominator: 1,
    }),
  );
  return leaves.filter((leaf) => leaf.facts === facts);
}
