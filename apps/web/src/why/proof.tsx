import type { Bundle, Step } from '#verify';
import { ErrorPanel } from '../components/error-panel.tsx';
import { Mark, together } from '../proof/mark.tsx';
import { Verdict } from '../proof/verdict.tsx';
import { chaptersOf } from './story.tsx';
import { useVerification } from './use-verification.ts';

/** The way of the money step by step, and the button that checks every step in this browser. */
export function Proof({ json, bundle }: { json: unknown; bundle: Bundle | undefined }) {
  const { mutate, data, error, isPending } = useVerification(json);
  const steps = data?.steps ?? [];
  return (
    <section aria-labelledby="proof" className="proof-steps">
      <h3 id="proof">How it came about</h3>
      {bundle === undefined ? (
        <Findings steps={steps} />
      ) : (
        <ol className="chapters">
          {chaptersOf(bundle).map(({ title, proves, body }) => {
            const found = steps.filter(({ name }) => proves.includes(name));
            return (
              <li key={title}>
                <Mark status={together(found)} />
                <div>
                  <h4>{title}</h4>
                  {body}
                  <Findings steps={found} />
                </div>
              </li>
            );
          })}
        </ol>
      )}
      <button type="button" className="primary" disabled={isPending} onClick={() => mutate()}>
        {isPending ? 'Checking' : data === undefined ? 'Verify in this browser' : 'Verify again'}
      </button>
      <div role="status">{data === undefined ? null : <Verdict found={data} />}</div>
      {error === null ? null : <ErrorPanel error={error} retry={() => mutate()} />}
    </section>
  );
}

function Findings({ steps }: { steps: readonly Step[] }) {
  return steps.map(({ name, sentence }) => (
    <p key={name} className="finding">
      {sentence}
    </p>
  ));
}
