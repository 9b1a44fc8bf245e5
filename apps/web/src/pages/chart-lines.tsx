import { Link, useSearchParams } from 'react-router';
import type { Answer } from '../api.ts';
import { Money } from '../components/money.tsx';
import { grouped, lineInWords } from '../words.ts';

type Book = Answer<'/v1/trial-balance'>['assets'][number];
type Line = Book['lines'][number];

const GROUPS = [
  ['asset', 'What there is'],
  ['liability', 'Whom it belongs to'],
  ['income', 'Income'],
  ['expense', 'Expenses'],
  ['equity', 'Equity'],
] as const satisfies readonly (readonly [Line['kind'], string])[];

/** The trial balance of one asset by line of the chart, grouped by kind, with the sums that must be equal; drilled, each leads to its accounts. */
export function ChartLines({ book, isDrilled = false }: { book: Book; isDrilled?: boolean }) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="right wide">
              Accounts
            </th>
            <th scope="col" className="right wide">
              Debits
            </th>
            <th scope="col" className="right wide">
              Credits
            </th>
            <th scope="col" className="right">
              Balance
            </th>
          </tr>
        </thead>
        {GROUPS.map(([kind, title]) => (
          <Group
            key={kind}
            title={title}
            lines={book.lines.filter((line) => line.kind === kind)}
            isDrilled={isDrilled}
          />
        ))}
        <tfoot>
          <tr>
            <th scope="row">All lines</th>
            <td className="wide" />
            <td className="right wide">
              <Money value={book.debits} />
            </td>
            <td className="right wide">
              <Money value={book.credits} />
            </td>
            <td className="right">
              <Verdict book={book} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Group({ title, lines, isDrilled }: { title: string; lines: readonly Line[]; isDrilled: boolean }) {
  if (lines.length === 0) return null;
  return (
    <tbody>
      <tr className="group">
        <th scope="rowgroup" colSpan={5}>
          {title}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.line}>
          <td>
            {isDrilled ? <Drill line={line.line} /> : lineInWords(line.line)}{' '}
            <span className="mono muted wide">{line.line}</span>
          </td>
          <td className="right wide">{grouped(line.accounts)}</td>
          <td className="right wide">
            <Money value={line.debits} />
          </td>
          <td className="right wide">
            <Money value={line.credits} />
          </td>
          <td className="right">
            <Money value={line.balance} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** Leads from a line to its accounts. */
function Drill({ line }: { line: string }) {
  const [search] = useSearchParams();
  const open = new URLSearchParams([...search.entries(), ['line', line]]);
  return (
    <Link to={{ search: open.toString() }} preventScrollReset className="drill">
      {lineInWords(line)}
    </Link>
  );
}

/** Debits and credits are equal, to the unit; anything else is an alarm. */
export function Verdict({ book }: { book: Book }) {
  const isBalanced = book.debits.amount === book.credits.amount;
  return isBalanced ? (
    <span className="badge final">
      <span aria-hidden="true">✓</span>Balanced
    </span>
  ) : (
    <span className="badge broken">
      <span aria-hidden="true">✗</span>Not balanced
    </span>
  );
}
