import type { VerifyReport } from '#verify';
import { HashText } from '../components/hash-text.tsx';

/** What the checks came to, how long they took, and what they rest on. */
export type Verification = {
  readonly outcome: VerifyReport['outcome'];
  readonly checks: number;
  readonly seconds: string;
  /** The chain node that was asked; null where none is published. */
  readonly rpcUrl: string | null;
  /** LedgerAnchor as the product publishes it. */
  readonly contract: string | undefined;
  /** What else had to be taken as it was given. */
  readonly taken: readonly string[];
};

const VERDICTS = {
  final: { title: 'FINAL', tone: 'final', text: 'Proven up to a final block of the chain.' },
  pending: { title: 'PENDING', tone: 'waiting', text: 'Nothing is wrong so far, but the proof is not complete yet.' },
  failed: { title: 'FAILED', tone: 'broken', text: 'Do not believe this.' },
} as const satisfies Record<VerifyReport['outcome'], { title: string; tone: string; text: string }>;

/** The outcome in a word and a sentence, and what the reader should compare with what is known from elsewhere. */
export function Verdict({ found }: { found: Verification }) {
  const { outcome, checks, seconds, rpcUrl, contract, taken } = found;
  const { title, tone, text } = VERDICTS[outcome];
  return (
    <div className={`verdict ${tone}`}>
      <p>
        <strong>{title}</strong> {text}
      </p>
      <p className="muted">
        {checks} checks in {seconds} s, in this browser
        {rpcUrl === null ? '; no chain node is published here, so the chain was not asked.' : `, against ${rpcUrl}.`}
      </p>
      {contract === undefined ? null : (
        <p className="muted">
          LedgerAnchor <HashText value={contract} label="address of LedgerAnchor" /> as this server publishes it.
          Compare it, and {taken.join(', ')}, with what you know from elsewhere.
        </p>
      )}
    </div>
  );
}
