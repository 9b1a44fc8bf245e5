import { useQuery } from '@tanstack/react-query';
import { BadInput, type Bundle, readBundle } from '#verify';
import { Drawer } from '../components/drawer.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { ask } from '../queries.ts';
import { momentOf, percentOf } from '../words.ts';
import { download } from './download.ts';
import { Proof } from './proof.tsx';
import { scopeOf } from './story.tsx';

/** Why an amount is what it is, from the click to the chain; open while the address has `?why=`. */
export function WhyDrawer() {
  return (
    <Drawer name="why" title="Why?">
      {(id) => <Why id={id} />}
    </Drawer>
  );
}

function Why({ id }: { id: string }) {
  const query = useQuery(ask.receipt(id));
  return (
    <Loaded query={query} rows={12}>
      {(json) => (
        <>
          <Answer bundle={read(json)} />
          <Proof json={json} bundle={read(json)} />
          <button type="button" className="download" onClick={() => download(`receipt-${id}.json`, json)}>
            Download receipt
          </button>
        </>
      )}
    </Loaded>
  );
}

/** The receipt, or undefined for one without its form: the verifier then says what is wrong. */
function read(json: unknown): Bundle | undefined {
  try {
    return readBundle(json);
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}

function Answer({ bundle }: { bundle: Bundle | undefined }) {
  if (bundle === undefined) return <p className="lead">This receipt cannot be read. Check it below.</p>;
  const { arithmetic, asset, rule } = bundle.receipt;
  return (
    <>
      <p className="amount-line">
        <Money value={{ amount: arithmetic.commission, asset }} />
      </p>
      <p className="lead">
        {percentOf(arithmetic.bps)} of <Money value={{ amount: arithmetic.base, asset }} /> because of the rule for{' '}
        <strong>{scopeOf(rule.matched)}</strong>, version {rule.version}, in force since {momentOf(rule.terms.from)}.
      </p>
    </>
  );
}
