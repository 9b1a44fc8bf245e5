import { HashText } from '../../components/hash-text.tsx';
import { ProofBadge } from '../../components/proof-badge.tsx';
import { useCoverage } from '../../coverage.ts';
import { proofStateOf } from '../../proof-state.ts';
import { Panel } from '../../shell/page.tsx';
import { dayOf, grouped, momentOf, percentOf } from '../../words.ts';
import { ANY, byPrecedence, type RuleVersion } from './draft.ts';

/** The rule in force: category × tier, since when, and where in the log its hash was before it counted. */
export function RuleTable({ version, upcoming }: { version: RuleVersion; upcoming: readonly RuleVersion[] }) {
  const coverage = useCoverage();
  return (
    <Panel title={`In force: version ${version.version}`} note={`Since ${momentOf(version.from)}`}>
      <Matrix version={version} />
      <dl className="facts rule-facts">
        <dt>Hash</dt>
        <dd>
          <HashText value={version.hash} label="hash of the terms" />
        </dd>
        <dt>In the log</dt>
        <dd>
          Position {grouped(version.note_seq)}{' '}
          {coverage === undefined ? null : <ProofBadge state={proofStateOf(version.note_seq, coverage)} />}
        </dd>
        {upcoming.map(({ id, version: number, from, hash }) => (
          <Upcoming key={id} number={number} from={from} hash={hash} />
        ))}
      </dl>
    </Panel>
  );
}

function Upcoming({ number, from, hash }: { number: number; from: string; hash: string }) {
  return (
    <>
      <dt>Announced</dt>
      <dd>
        Version {number} from {momentOf(from)}, {dayOf(from)} <HashText value={hash} label="hash of the terms" />
      </dd>
    </>
  );
}

function Matrix({ version: { table } }: { version: RuleVersion }) {
  const tiers = [...new Set(table.map(({ tier }) => tier))].toSorted((a, b) =>
    a === ANY ? 1 : b === ANY ? -1 : a.localeCompare(b),
  );
  const categories = [...new Set(byPrecedence(table).map(({ category }) => category))];
  const rates = new Map(table.map(({ category, tier, bps }) => [`${category} ${tier}`, bps]));
  return (
    <div className="scroll" role="region" aria-label="Rates by category and tier" tabIndex={0}>
      <table>
        <caption className="hidden">Rates by category and tier</caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            {tiers.map((tier) => (
              <th key={tier} scope="col" className="right">
                {tier === ANY ? 'any tier' : tier}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category) => (
            <tr key={category}>
              <th scope="row">{category === ANY ? 'everything else' : category}</th>
              {tiers.map((tier) => {
                const bps = rates.get(`${category} ${tier}`);
                return (
                  <td key={tier} className="right rate">
                    {bps === undefined ? <span className="muted">as below</span> : percentOf(bps)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
