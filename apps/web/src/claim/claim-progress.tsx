import type { ReactNode } from 'react';
import type { Answer, MoneyJson } from '../api.ts';
import { Money } from '../components/money.tsx';
import { Timeline, type TimelineStep } from '../components/timeline.tsx';
import { TxLink } from '../proof/tx-link.tsx';
import { grouped } from '../words.ts';

type Relayed = NonNullable<Answer<'/v1/claims'>['relayed']>;

const ORDER = ['waiting', 'sent', 'mined', 'final'] as const;

/** A claim from the signature to the block that stays, and what to do where the vault refused it. */
export function ClaimProgress({ relayed, claimable }: { relayed: Relayed; claimable: MoneyJson | undefined }) {
  return (
    <div role="status" className="progress">
      <Timeline label="Your claim" steps={stepsOf(relayed)} />
      {relayed.state === 'failed' ? (
        <p className="error">
          The vault refused it: {relayed.problem}. Nothing was paid, and nothing is lost
          {claimable === undefined ? '' : ': '}
          {claimable === undefined ? null : <Money value={claimable} />} can be claimed again, above.
        </p>
      ) : null}
    </div>
  );
}

function stepsOf(relayed: Relayed): TimelineStep[] {
  const { state, tx_hash: hash, block_number: block } = relayed;
  const reached = state === 'failed' ? 2 : ORDER.indexOf(state);
  const at = (step: number): TimelineStep['state'] =>
    step < reached || state === 'final' ? 'done' : step === reached ? 'now' : 'later';
  const where: ReactNode =
    hash === null || block === null ? (
      'A block takes it up in a moment.'
    ) : (
      <>
        Block {grouped(block)}, <TxLink hash={hash} />
      </>
    );
  return [
    { title: 'Signed', state: 'done', note: 'By your wallet; we hold the signed claim.' },
    { title: 'Sent', state: at(1) === 'later' ? 'now' : 'done', note: 'We pay the gas.' },
    state === 'failed'
      ? { title: 'Refused', state: 'failed', note: where }
      : { title: 'Mined', state: reached >= 2 ? 'done' : 'later', note: where },
    {
      title: 'Final',
      state: state === 'final' ? 'done' : reached === 2 && state !== 'failed' ? 'now' : 'later',
      note: state === 'final' ? 'It can no longer go away: paid.' : 'When no reorganisation can take the block away.',
    },
  ];
}
