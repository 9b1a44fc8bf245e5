import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Answer } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Together } from '../../components/together.tsx';
import { Page } from '../../shell/page.tsx';
import type { RuleVersion } from './draft.ts';
import { RuleEditor, savedInWords } from './rule-editor.tsx';
import { askRules } from './rule-queries.ts';
import { RuleTable } from './rule-table.tsx';

const LOOK_EVERY_MS = 2_000;

type Program = Answer<'/v1/programs'>['items'][number];

/** What a program pays: the rule in force, and a draft beside what it would have paid. */
export function RulesScreen() {
  const programs = useQuery(askRules.programs);
  const [search, setSearch] = useSearchParams();
  const items = programs.data?.items ?? [];
  const program = items.find(({ id }) => id === search.get('program')) ?? items[0];
  return (
    <Page
      title="Rules"
      scope={
        items.length < 2 ? (
          <span>{program?.name}</span>
        ) : (
          <label className="inline">
            Program{' '}
            <select value={program?.id} onChange={(event) => setSearch({ program: event.target.value })}>
              {items.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      <Loaded query={programs} rows={12}>
        {() =>
          program === undefined ? (
            <EmptyState title="No program yet">
              <p>
                Make one by <code>POST /v1/programs</code>; the <a href="/docs">API reference</a> has the form.
              </p>
            </EmptyState>
          ) : (
            <ProgramRules key={program.id} program={program} />
          )
        }
      </Loaded>
    </Page>
  );
}

function ProgramRules({ program }: { program: Program }) {
  const versions = useQuery(askRules.versions(program.id));
  const enrolments = useQuery(askRules.enrolments(program.id));
  const products = useQuery(askRules.products);
  return (
    <Together queries={[versions, enrolments, products]}>
      <Rules
        program={program}
        versions={versions.data?.items ?? []}
        tiers={[...new Set((enrolments.data?.items ?? []).map(({ tier }) => tier))]}
        categories={(products.data?.items ?? []).map(({ category }) => category)}
      />
    </Together>
  );
}

type RulesProps = {
  readonly program: Program;
  readonly versions: Answer<'/v1/programs/{id}/rule-versions'>['items'];
  readonly tiers: readonly string[];
  readonly categories: readonly string[];
};

function Rules({ program, versions, tiers, categories }: RulesProps) {
  const now = useNow();
  const [saved, setSaved] = useState<RuleVersion>();
  const inForce = versions.filter(({ from }) => new Date(from).getTime() <= now).at(-1);
  const upcoming = versions.filter(({ from }) => new Date(from).getTime() > now);
  const newest = versions.at(-1);
  const known = newest?.table ?? [];
  return (
    <>
      <p role="status" className="saved">
        {saved === undefined ? '' : savedInWords(saved)}
      </p>
      {inForce === undefined ? null : <RuleTable version={inForce} upcoming={upcoming} />}
      <RuleEditor
        key={newest?.id ?? 'first'}
        programId={program.id}
        inForce={inForce?.version}
        newest={newest}
        onSaved={setSaved}
        tiers={sorted([...tiers, ...known.map(({ tier }) => tier)])}
        categories={sorted([...categories, ...known.map(({ category }) => category)].flatMap(withParents))}
      />
    </>
  );
}

/** The time, every few seconds: a version that was saved to start at once comes into force while one looks. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** `home/lighting` with what is above it. */
function withParents(category: string): string[] {
  const parts = category.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '*').toSorted();
}
