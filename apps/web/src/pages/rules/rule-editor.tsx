import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Input, post } from '../../api.ts';
import { Refusal } from '../../components/field.tsx';
import { Panel } from '../../shell/page.tsx';
import { momentOf } from '../../words.ts';
import { ANY, byPrecedence, type Clause, type DraftRow, draftOf, isSame, type RuleVersion, tableOf } from './draft.ts';
import { EffectiveDate, firstDay, type StartDay } from './effective-date.tsx';
import { askRules } from './rule-queries.ts';
import { RuleRows } from './rule-rows.tsx';
import { SimulationPanel } from './simulation-panel.tsx';

const PAUSE_MS = 400;
const USUAL_DAYS = 30;

type Props = {
  readonly programId: string;
  /** The version in force: what drafts are compared with. */
  readonly inForce: number | undefined;
  readonly newest: RuleVersion | undefined;
  readonly onSaved: (version: RuleVersion) => void;
  readonly tiers: readonly string[];
  readonly categories: readonly string[];
};

/** A draft of the next version: sentences on the left, what they would have paid on the right, the date before saving. */
export function RuleEditor({ programId, inForce, newest, onSaved, tiers, categories }: Props) {
  const [rows, setRows] = useState<readonly DraftRow[]>(() => draftOf(newest));
  const [day, setDay] = useState<StartDay>();
  const [days, setDays] = useState(USUAL_DAYS);
  const table = tableOf(rows);
  const settled = useSettled(table ?? draftTable(newest));
  const simulation = useQuery(askRules.simulation(programId, inForce, settled, days));
  const isFresh = table !== undefined && !simulation.isFetching && JSON.stringify(settled) === JSON.stringify(table);
  const notice = simulation.isError ? undefined : simulation.data?.notice;
  const save = useSave(programId, onSaved);
  const isUnchanged = table !== undefined && isSame(table, newest);
  const change = (next: readonly DraftRow[]): void => {
    save.reset();
    setRows(next);
  };
  const publish = (): void => {
    if (table === undefined || notice === undefined) return;
    const start = notice.is_cut ? (day ?? firstDay(notice.earliest_from)) : day;
    save.mutate({ table, ...(start === undefined ? {} : { from: `${start}T00:00:00.000Z` }) });
  };
  return (
    <div className="builder">
      <Panel title="Draft of the next version" note="The first clause that fits a sale prices it">
        <RuleRows
          rows={rows}
          tiers={tiers}
          categories={categories}
          error={simulation.error ?? save.error}
          change={change}
        />
        <div className="actions">
          <button type="button" onClick={() => change([newRow(rows), ...rows])}>
            Add a clause
          </button>
          <button
            type="button"
            onClick={() => change(byPrecedence(rows))}
            disabled={byPrecedence(rows).every((row, at) => row === rows[at])}
          >
            Sort by precedence
          </button>
          <button type="button" onClick={() => change(draftOf(newest))} disabled={isUnchanged}>
            Start over
          </button>
        </div>
        <EffectiveDate notice={notice} day={day} error={save.error} setDay={setDay} />
        <div className="actions">
          <button
            type="button"
            className="primary"
            disabled={!isFresh || isUnchanged || notice === undefined || save.isPending}
            onClick={publish}
          >
            {save.isPending ? 'Saving' : 'Save as a new version'}
          </button>
          {isUnchanged ? <span className="muted">The draft says what the newest version says.</span> : null}
        </div>
        <Refusal error={save.error ?? simulation.error} />
      </Panel>
      <SimulationPanel simulation={simulation.data} isFresh={isFresh} days={days} setDays={setDays} />
    </div>
  );
}

function draftTable(newest: RuleVersion | undefined): readonly Clause[] {
  return tableOf(draftOf(newest)) ?? [];
}

/** A clause that is like no other yet. */
function newRow(rows: readonly DraftRow[]): DraftRow {
  return { key: `new ${rows.length} ${Date.now()}`, category: '', tier: ANY, percent: '' };
}

/** `value` once it has not changed for a moment, so that not every key stroke prices every order. */
function useSettled<T>(value: T): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as T;
}

function useSave(programId: string, onSaved: Props['onSaved']) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Input<'/v1/programs/{id}/rule-versions'>) =>
      post('/v1/programs/{id}/rule-versions', body, { id: programId }),
    onSuccess: async (version) => {
      onSaved(version);
      await queries.invalidateQueries({ queryKey: ['rule-versions', programId] });
      await queries.invalidateQueries({ queryKey: ['simulation', programId] });
    },
  });
}

/** What was saved, in words. */
export function savedInWords({ version, from }: RuleVersion): string {
  return `Version ${version} is saved; it counts from ${momentOf(from)}.`;
}
