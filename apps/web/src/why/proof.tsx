import type { Bundle, Step, VerifyReport } from '#verify';
import { ErrorPanel } from '../components/error-panel.tsx';
import { HashText } from '../components/hash-text.tsx';
import { chaptersOf } from './story.tsx';
import { type Verification, useVerification } from './use-verification.ts';

const MARKS = {
  unchecked: { icon: '○', text: 'Not checked yet', tone: 'plain' },
  ok: { icon: '✓', text: 'Proven', tone: 'final' },
  pending: { icon: '…', text: 'Not complete yet', tone: 'waiting' },
  failed: { icon: '✗', text: 'Failed', tone: 'broken' },
} as const;

const VERDICTS = {
  final: { title: 'FINAL', tone: 'final', text: 'Proven from the sale up to a final block of the chain.' },
  pending: { title: 'PENDING', tone: 'waiting', text: 'Nothing is wrong so far, but the proof is not complete yet.' },
  failed: { title: 'FAILED', tone: 'broken', text: 'Do not believe this receipt.' },
} as const satisfies Record<VerifyReport['outcome'], { title: string; tone: string; text: string }>;

/** The way of the money step by step, and the button that checks every step in this browser. */
export function Proof({ json, bundle }: { json: unknown; bundle: Bundle | undefined }) {
  const { mutate, data, error, isPending } = useVerification(json);
  const steps = data?.report.steps ?? [];
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
                <Mark status={statusOf(found)} />
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

function statusOf(found: readonly Step[]): keyof typeof MARKS {
  if (found.length === 0) return 'unchecked';
  const worst = found.find(({ status }) => status === 'failed') ?? found.find(({ status }) => status === 'pending');
  return worst?.status ?? 'ok';
}

function Mark({ status }: { status: keyof typeof MARKS }) {
  const { icon, text, tone } = MARKS[status];
  return (
    <span className={`mark ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      <span className="hidden">{text}</span>
    </span>
  );
}

function Findings({ steps }: { steps: readonly Step[] }) {
  return steps.map(({ name, sentence }) => (
    <p key={name} className="finding">
      {sentence}
    </p>
  ));
}

function Verdict({ found }: { found: Verification }) {
  const { report, seconds, rpcUrl, contract } = found;
  const { title, tone, text } = VERDICTS[report.outcome];
  return (
    <div className={`verdict ${tone}`}>
      <p>
        <strong>{title}</strong> {text}
      </p>
      <p className="muted">
        {report.steps.length} checks in {seconds} s, in this browser
        {rpcUrl === null ? '; no chain node is published here, so the chain was not asked.' : `, against ${rpcUrl}.`}
      </p>
      {contract === undefined ? null : (
        <p className="muted">
          LedgerAnchor <HashText value={contract} label="LedgerAnchor" /> as this server publishes it. Compare it, and{' '}
          {report.taken.join(', ')}, with what you know from elsewhere.
        </p>
      )}
    </div>
  );
}
