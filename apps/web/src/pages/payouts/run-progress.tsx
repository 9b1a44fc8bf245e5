import type { Answer } from '../../api.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Money } from '../../components/money.tsx';
import { Timeline, type TimelineStep } from '../../components/timeline.tsx';
import { TxLink } from '../../proof/tx-link.tsx';
import { Panel } from '../../shell/page.tsx';
import { grouped, momentOf } from '../../words.ts';
import type { Run } from './run-words.ts';

type Root = Answer<'/v1/payout-runs/{id}/root'>;

/** The way of a run from its approval to the last claim. */
export function RunProgress({ run, root }: { run: Run; root: Root }) {
  if (run.state === 'cancelled') return null;
  return (
    <Panel title="On its way" note="What pays is a root on the chain, not a file">
      <div role="status">
        <Timeline label="The run" steps={stepsOf(run, root)} />
      </div>
    </Panel>
  );
}

function stepsOf(run: Run, { epoch, post }: Root): TimelineStep[] {
  const isFinal = epoch?.state === 'final';
  return [
    {
      title: 'Frozen',
      state: run.approved_at === null ? 'later' : 'done',
      note:
        run.approved_at === null ? (
          'Moves with the approval, and not before.'
        ) : (
          <>
            <Money value={run.booked} /> moved to settling, {momentOf(run.approved_at)}
          </>
        ),
    },
    {
      title: 'Root built',
      state: epoch !== null ? 'done' : run.approved_at === null ? 'later' : 'now',
      note:
        epoch === null ? (
          'A tree over everybody who was ever paid from this vault.'
        ) : (
          <>
            Epoch {grouped(epoch.number)}, {grouped(epoch.leaf_count)} leaves, root{' '}
            <HashText value={epoch.root} label="root" />
          </>
        ),
    },
    posted(epoch, post),
    {
      title: 'Final and active',
      state: isFinal ? 'done' : post?.state === 'mined' || post?.state === 'final' ? 'now' : 'later',
      note:
        epoch?.active_at === null || epoch === null
          ? 'Then payees can claim.'
          : `Claims since ${momentOf(epoch.active_at)}`,
    },
    {
      title: 'Claimed',
      state: run.state === 'settled' ? 'done' : isFinal ? 'now' : 'later',
      note:
        run.approved_at === null ? (
          'By each payee, when they like.'
        ) : (
          <>
            <Money value={run.settled} /> of <Money value={run.booked} />, by payee below
          </>
        ),
    },
  ];
}

function posted(epoch: Root['epoch'], post: Root['post']): TimelineStep {
  if (post?.state === 'failed') return { title: 'Refused', state: 'failed', note: `It says: ${post.problem ?? ''}` };
  if (post === null || post.tx_hash === null || post.block_number === null) {
    return { title: 'Posted', state: epoch === null ? 'later' : 'now', note: 'The vault takes the root.' };
  }
  return {
    title: 'Posted',
    state: 'done',
    note: (
      <>
        Block {grouped(post.block_number)}, <TxLink hash={post.tx_hash} />
      </>
    ),
  };
}
