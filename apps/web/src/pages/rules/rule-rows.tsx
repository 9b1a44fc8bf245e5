import { useId } from 'react';
import { faultAt } from '../../components/field.tsx';
import { ANY, bpsOf, byPrecedence, type DraftRow } from './draft.ts';

type Props = {
  readonly rows: readonly DraftRow[];
  readonly categories: readonly string[];
  readonly tiers: readonly string[];
  readonly error: unknown;
  readonly change: (rows: readonly DraftRow[]) => void;
};

/** The draft as sentences with pickers, stacked as they are looked at: the first that fits a sale prices it. */
export function RuleRows({ rows, categories, tiers, error, change }: Props) {
  const list = useId();
  const stack = byPrecedence(rows);
  return (
    <>
      <datalist id={list}>
        {categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
      <ol className="rule-clauses" aria-label="Clauses, the first that fits counts">
        {rows.map((row, at) => (
          <li key={row.key} className="rule-clause">
            <span className="rank" title="Place in the order in which clauses are looked at">
              {stack.indexOf(row) + 1}
              <span className="hidden">. in the stack</span>
            </span>
            <Clause
              row={row}
              tiers={tiers}
              list={list}
              fault={faultAt(error, `table.${at}`) ?? ownFault(row)}
              change={(next) => change(rows.map((each) => (each.key === row.key ? next : each)))}
            />
            {row.category === ANY && row.tier === ANY ? null : (
              <button
                type="button"
                className="quiet"
                aria-label={`Remove the clause ${nameOf(row)}`}
                onClick={() => change(rows.filter(({ key }) => key !== row.key))}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function ownFault({ percent }: DraftRow): string | undefined {
  return bpsOf(percent) === undefined ? 'A rate is 0 to 100 %, with two decimals at most.' : undefined;
}

/** A clause in words, for labels. */
function nameOf({ category, tier }: DraftRow): string {
  return `${category === ANY ? 'any category' : category}, ${tier === ANY ? 'any tier' : tier}`;
}

type ClauseProps = {
  readonly row: DraftRow;
  readonly tiers: readonly string[];
  readonly list: string;
  readonly fault: string | undefined;
  readonly change: (row: DraftRow) => void;
};

function Clause({ row, tiers, list, fault, change }: ClauseProps) {
  const says = useId();
  const isDefault = row.key === `${ANY} ${ANY}`;
  const shared = { 'aria-describedby': says, 'aria-invalid': fault !== undefined };
  return (
    <div className="sentence">
      {isDefault ? (
        <span>In every other case</span>
      ) : (
        <>
          <span>If the category is</span>
          <input
            {...shared}
            aria-label={`Category of the clause ${nameOf(row)}`}
            list={list}
            value={row.category}
            onChange={(event) => change({ ...row, category: event.target.value })}
          />
          <span>and the tier</span>
          <select
            aria-label={`Tier of the clause ${nameOf(row)}`}
            value={row.tier}
            onChange={(event) => change({ ...row, tier: event.target.value })}
          >
            <option value={ANY}>any</option>
            {tiers.map((tier) => (
              <option key={tier}>{tier}</option>
            ))}
          </select>
        </>
      )}
      <span>pay</span>
      <span className="rate-input">
        <input
          {...shared}
          aria-label={`Rate in percent of the clause ${nameOf(row)}`}
          inputMode="decimal"
          value={row.percent}
          onChange={(event) => change({ ...row, percent: event.target.value })}
        />
        %
      </span>
      <p id={says} className="hint broken">
        {fault}
      </p>
    </div>
  );
}
