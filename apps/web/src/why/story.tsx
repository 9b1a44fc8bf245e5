import type { ReactNode } from 'react';
import { type Bundle, type StepName } from '#verify';
import { HashText } from '../components/hash-text.tsx';
import { Money } from '../components/money.tsx';
import { accountInWords, grouped, momentOf, percentOf } from '../words.ts';

/** A step of the way from the click to the chain, and the checks of the verifier that prove it. */
export type Chapter = {
  readonly title: string;
  readonly proves: readonly StepName[];
  readonly body: ReactNode;
};

/** The way of one commission, told from its receipt. Nothing of it is proven before the checks have run. */
export function chaptersOf(bundle: Bundle): Chapter[] {
  const { receipt, leaves, log, anchor, entry } = bundle;
  const { click, order, line, rule, arithmetic, asset } = receipt;
  return [
    {
      title: 'Click',
      proves: ['form'],
      body: (
        <p>
          {momentOf(click.at)} through link <code>{click.code}</code>
        </p>
      ),
    },
    {
      title: 'Order line',
      proves: ['receipt'],
      body: (
        <p>
          {momentOf(order.placed_at)}, order {order.external_id}, line {line.line}: {line.quantity} × {line.sku} (
          {line.category}) at <Money value={{ amount: line.unit_price, asset: order.currency }} />
        </p>
      ),
    },
    {
      title: 'Rule',
      proves: ['rule'],
      body: (
        <p>
          Version {rule.version}, in force since {momentOf(rule.terms.from)}, says {percentOf(rule.matched.bps)} for{' '}
          {scopeOf(rule.matched)}. Its hash is in the log at {grouped(rule.note_seq)}.
        </p>
      ),
    },
    {
      title: 'Arithmetic',
      proves: ['arithmetic'],
      body: (
        <p>
          <Money value={{ amount: arithmetic.base, asset }} /> × {arithmetic.bps} ÷ 10,000, rounded down, is{' '}
          <Money value={{ amount: arithmetic.commission, asset }} />
        </p>
      ),
    },
    {
      title: 'Entry',
      proves: ['booking', 'entry'],
      body: (
        <>
          {leaves.map(({ seq, debit, credit, amount }) => (
            <p key={seq}>
              {accountInWords(debit.path)} → {accountInWords(credit.path)}{' '}
              <Money value={{ amount, asset: entry.asset }} />
            </p>
          ))}
        </>
      ),
    },
    {
      title: 'Log',
      proves: ['inclusion', 'checkpoint'],
      body: (
        <p>
          Position {leaves.map(({ seq }) => grouped(seq)).join(', ')} of {grouped(log.size)}, root{' '}
          <HashText value={log.root} label="root of the log" />
        </p>
      ),
    },
    {
      title: 'Chain',
      proves: ['anchor'],
      body:
        anchor === null ? (
          <p>Not anchored yet; the next anchor covers it.</p>
        ) : (
          <p>
            Block {grouped(anchor.block_number)} of chain {anchor.chain_id}, transaction{' '}
            <HashText value={anchor.tx_hash} label="transaction" />
          </p>
        ),
    },
  ];
}

/** What a clause covers, in words: * stands for everything. */
export function scopeOf({ category, tier }: { readonly category: string; readonly tier: string }): string {
  const what = category === '*' ? 'every category' : category;
  return tier === '*' ? what : `${what}, tier ${tier}`;
}
