import type { ReactNode } from 'react';
import { type Bundle, type StepName } from '#verify';
import { HashText } from '../components/hash-text.tsx';
import { Money } from '../components/money.tsx';
import { accountInWords, grouped, momentOf, percentOf } from '../words.ts';
import { ownLeaves } from './own-leaves.ts';

/** A step of the way from the click to the chain, and the checks of the verifier that prove it. */
export type Chapter = {
  readonly title: string;
  readonly proves: readonly StepName[];
  readonly body: ReactNode;
};

/** The way of one commission, told from its receipt. Nothing of it is proven before the checks have run. */
export function chaptersOf(bundle: Bundle): Chapter[] {
  return [
    { title: 'Click and sale', proves: ['form', 'receipt'], body: <Sale of={bundle.receipt} /> },
    { title: 'Rule', proves: ['rule'], body: <Rule of={bundle.receipt.rule} /> },
    { title: 'Arithmetic', proves: ['arithmetic'], body: <Arithmetic of={bundle.receipt} /> },
    { title: 'Entry', proves: ['booking', 'entry'], body: <Entry of={bundle} /> },
    { title: 'Log', proves: ['inclusion', 'checkpoint'], body: <Log of={bundle} /> },
    { title: 'Chain', proves: ['anchor'], body: <Chain of={bundle} /> },
  ];
}

type Receipt = Bundle['receipt'];

function Sale({ of }: { of: Receipt }) {
  const { order, line } = of;
  return (
    <>
      {'click' in of ? (
        <p>
          {momentOf(of.click.at)}, a click on link <code>{of.click.code}</code>
        </p>
      ) : (
        <p>
          The customer used coupon <code>{of.coupon.code}</code>
        </p>
      )}
      <p>
        {momentOf(order.placed_at)}, order {order.external_id}, line {line.line}: {line.quantity} × {line.sku} (
        {line.category}) at <Money value={{ amount: line.unit_price, asset: order.currency }} />
      </p>
    </>
  );
}

function Rule({ of: { version, terms, matched, note_seq: noteSeq } }: { of: Receipt['rule'] }) {
  return (
    <p>
      Version {version}, in force since {momentOf(terms.from)}, says {percentOf(matched.bps)} for {scopeOf(matched)}.
      Its hash is in the log at {grouped(noteSeq)}.
    </p>
  );
}

function Arithmetic({ of: { arithmetic, asset } }: { of: Receipt }) {
  return (
    <p>
      <Money value={{ amount: arithmetic.base, asset }} /> × {arithmetic.bps} ÷ 10,000, rounded down, is{' '}
      <Money value={{ amount: arithmetic.commission, asset }} />
    </p>
  );
}

function Entry({ of: bundle }: { of: Bundle }) {
  const own = ownLeaves(bundle);
  const others = bundle.leaves.length - own.length;
  return (
    <>
      {own.map(({ seq, debit, credit, amount }) => (
        <p key={seq} className="row">
          <span>
            {accountInWords(debit.path)} → {accountInWords(credit.path)}
          </span>
          <Money value={{ amount, asset: bundle.entry.asset }} />
        </p>
      ))}
      {others === 0 ? null : (
        <p className="muted">
          In one entry with {others} other {others === 1 ? 'transfer' : 'transfers'} of the same order
        </p>
      )}
    </>
  );
}

function Log({ of: bundle }: { of: Bundle }) {
  return (
    <p>
      Position{' '}
      {ownLeaves(bundle)
        .map(({ seq }) => grouped(seq))
        .join(' and ')}{' '}
      of {grouped(bundle.log.size)}, root <HashText value={bundle.log.root} label="root of the log" />
    </p>
  );
}

function Chain({ of: { anchor } }: { of: Bundle }) {
  if (anchor === null) return <p>Not anchored yet; the next anchor covers it.</p>;
  return (
    <p>
      Block {grouped(anchor.block_number)} of chain {anchor.chain_id}, transaction{' '}
      <HashText value={anchor.tx_hash} label="transaction" />
    </p>
  );
}

/** What a clause covers, in words: * stands for everything. */
export function scopeOf({ category, tier }: { readonly category: string; readonly tier: string }): string {
  const what = category === '*' ? 'every category' : category;
  return tier === '*' ? what : `${what}, tier ${tier}`;
}
