import { Link, useSearchParams } from 'react-router';
import type { MoneyJson } from '../../api.ts';
import { useBook } from '../../book.ts';
import { HashText } from '../../components/hash-text.tsx';
import { Money } from '../../components/money.tsx';
import { ProofBadge } from '../../components/proof-badge.tsx';
import { useCoverage } from '../../coverage.ts';
import { type Coverage, proofStateOf } from '../../proof-state.ts';
import { accountInWords, dayOf, momentOf } from '../../words.ts';
import { ownerOf } from '../trial-balance/account-owner.ts';
import { groupsOf, type LedgerGroup } from './ledger-groups.ts';
import { OwnerName } from './owner-name.tsx';
import { ProvenStatement } from './proven-statement.tsx';
import type { LedgerRow } from './report-queries.ts';

type Props = {
  readonly rows: readonly LedgerRow[];
  /** Whether they are the reader's own: then nobody is named. */
  readonly isOwn: boolean;
};

/** A general ledger or statement, account by account: opening, every movement with where it went, closing. */
export function LedgerRows({ rows, isOwn }: Props) {
  const coverage = useCoverage(useBook());
  return groupsOf(rows).map((group) => (
    <Account key={`${group.path} ${group.asset}`} group={group} isOwn={isOwn} coverage={coverage} />
  ));
}

type AccountProps = { group: LedgerGroup; isOwn: boolean; coverage: Coverage | undefined };

function Account({ group: { path, asset, rows }, isOwn, coverage }: AccountProps) {
  return (
    <section className="ledger-account" aria-label={`${accountInWords(path)}, ${path}`}>
      <div className="panel-head">
        <h3>
          {isOwn || ownerOf(path) === undefined ? null : (
            <>
              <OwnerName path={path} />
              {': '}
            </>
          )}
          {accountInWords(path)}
        </h3>
        <p className="muted">
          <HashText value={path} label="account" /> <ProvenStatement path={path} asset={asset} />
        </p>
      </div>
      <table className="stack ledger-rows">
        <thead>
          <tr>
            <th scope="col">Happened</th>
            <th scope="col">What</th>
            <th scope="col" className="right">
              Debit
            </th>
            <th scope="col" className="right">
              Credit
            </th>
            <th scope="col" className="right">
              Balance
            </th>
            <th scope="col">Proof</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.movement?.seq ?? row.row} row={row} coverage={coverage} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const EDGES = { opening: 'Balance before', closing: 'Balance after' } as const;

function Row({ row, coverage }: { row: LedgerRow; coverage: Coverage | undefined }) {
  const { movement, debits, credits, balance } = row;
  return (
    <tr className={row.row === 'movement' ? undefined : 'edge'}>
      <td className="when">{movement === null ? null : <Times movement={movement} />}</td>
      <td className="what">
        {row.row === 'movement' || movement !== null ? <What row={row} /> : <strong>{EDGES[row.row]}</strong>}
      </td>
      <Moved name="debit" value={debits} />
      <Moved name="credit" value={credits} />
      <td className="right balance">
        <Money value={balance} />
      </td>
      <td className="proof">
        {movement === null || coverage === undefined ? null : (
          <ProofBadge state={proofStateOf(movement.seq, coverage)} />
        )}
      </td>
    </tr>
  );
}

function Moved({ name, value }: { name: 'debit' | 'credit'; value: MoneyJson | null }) {
  return <td className={`right ${name}`}>{value === null ? null : <Money value={value} />}</td>;
}

type Movement = NonNullable<LedgerRow['movement']>;

/** When it happened, and when it was booked where that was another day. */
function Times({ movement: { effective_at: effectiveAt, recorded_at: recordedAt } }: { movement: Movement }) {
  const isSame = dayOf(effectiveAt) === dayOf(recordedAt);
  return (
    <>
      <time dateTime={effectiveAt}>{momentOf(effectiveAt)}</time>
      {isSame ? null : <span className="muted booked">booked {dayOf(recordedAt)}</span>}
    </>
  );
}

/** Where it came from or went to; leads to the entry and its proof. */
function What({ row: { movement, debits, natural_side: side } }: { row: LedgerRow }) {
  const [search] = useSearchParams();
  if (movement === null) return null;
  const open = new URLSearchParams([...search.entries(), ['entry', movement.entry]]);
  const grows = (debits === null ? 'credit' : 'debit') === side;
  const words = `${grows ? 'From' : 'To'}: ${accountInWords(movement.counter)}`;
  return (
    <Link to={{ search: open.toString() }} preventScrollReset>
      {movement.kind === 'reversal' ? `Taken back. ${words}` : words}
    </Link>
  );
}
