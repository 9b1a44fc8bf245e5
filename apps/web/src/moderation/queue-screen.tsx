import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { post, Problem } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Together } from '../components/together.tsx';
import { Page } from '../shell/page.tsx';
import { momentOf } from '../words.ts';
import { Evidence } from './evidence.tsx';
import { MadeList } from './made-list.tsx';
import { caseQuery, effectQuery, queueQuery } from './moderation-queries.ts';
import type { CaseFile, Clause } from './policy.ts';
import { PolicyPanel } from './policy-panel.tsx';
import { GRACE_MS, type Made, useDecisions } from './use-decisions.ts';
import { useKeys } from './use-keys.ts';

/** One case at a time, the worst first: evidence left, policy right, and what each decision does to money. */
export function QueueScreen() {
  const queue = useQuery(queueQuery);
  const { made, decide, undo } = useDecisions();
  const [search] = useSearchParams();
  const [current, setCurrent] = useState(search.get('case') ?? undefined);
  const [passed, setPassed] = useState<ReadonlyMap<string, string>>(new Map());
  const decided = new Set(made.flatMap(({ file, state }) => (state === 'refused' ? [] : [file.id])));
  const left = (queue.data?.items ?? []).filter(({ id }) => !decided.has(id) && !passed.has(id));
  const shown = left.find(({ id }) => id === current)?.id ?? left[0]?.id;
  const back = (): void => {
    const id = undo();
    if (id !== undefined) setCurrent(id);
  };
  useKeys({ u: back });
  return (
    <Page title="Queue" scope={<span>{left.length === 1 ? '1 case waits' : `${left.length} cases wait`}</span>}>
      <Held made={made} undo={back} />
      <Loaded query={queue} rows={12}>
        {() =>
          shown === undefined ? (
            <EmptyState title="No case waits for you">
              <p>
                Cases come by reports, by rules, and by the model. Appeals come to another moderator than the first.
              </p>
            </EmptyState>
          ) : (
            <Case
              key={shown}
              id={shown}
              decide={(file, clause, more) => {
                setCurrent(undefined);
                decide(file, clause, more);
              }}
              pass={(why) => setPassed((before) => new Map([...before, [shown, why]]))}
            />
          )
        }
      </Loaded>
      {[...passed].map(([id, why]) => (
        <p key={id} className="muted" role="status">
          A case was left to somebody else: {why}.
        </p>
      ))}
      <MadeList made={made} />
    </Page>
  );
}

/** What is held back, and the way to take it back. */
function Held({ made, undo }: { made: readonly Made[]; undo: () => void }) {
  const held = made.find(({ state }) => state === 'held');
  return (
    <div className="held" role="status">
      {held === undefined ? null : (
        <>
          <p>
            <strong>{held.clause.done}.</strong> Not sent yet: it goes out {GRACE_MS / 1_000} seconds after you decided.
          </p>
          <button type="button" aria-keyshortcuts="u" onClick={undo}>
            Undo <kbd aria-hidden="true">u</kbd>
          </button>
        </>
      )}
    </div>
  );
}

type CaseProps = {
  readonly id: string;
  readonly decide: (file: CaseFile, clause: Clause, more: string) => void;
  readonly pass: (why: string) => void;
};

function Case({ id, decide, pass }: CaseProps) {
  const query = useQuery(caseQuery(id));
  const effect = useQuery(effectQuery(query.data));
  useClaim(id, pass);
  const file = query.data;
  const totals = effect.data;
  // Together: what a decision costs stands there when its buttons do.
  return (
    <Together queries={[query, effect]}>
      {file === undefined || totals === undefined ? null : (
        <>
          <p className="case-line muted">
            {file.subject === 'post' ? 'A post' : 'A comment'}, here since {momentOf(file.opened_at)}; expected harm{' '}
            {file.expected_harm.toFixed(1)}
            {file.state === 'appealed' ? '; appealed, so another moderator than the first decides' : ''}
          </p>
          <div className="case">
            <Evidence file={file} />
            <PolicyPanel file={file} effect={totals} decide={(clause, more) => decide(file, clause, more)} />
          </div>
        </>
      )}
    </Together>
  );
}

/** Keeps other moderators away while this one looks; a case that another has is passed over. */
function useClaim(id: string, pass: (why: string) => void): void {
  const latest = useRef(pass);
  useEffect(() => {
    latest.current = pass;
  });
  useEffect(() => {
    let isHere = true;
    post('/v1/moderation/cases/{id}/claim', undefined, { id }).catch((error: unknown) => {
      if (isHere) latest.current(error instanceof Problem ? error.message : 'the server could not be reached');
    });
    return () => {
      isHere = false;
    };
  }, [id]);
}
