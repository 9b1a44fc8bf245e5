import { BAR_WIDTH } from '../../components/bar-segments.ts';
import { Money } from '../../components/money.tsx';
import { moneyText } from '../../money-text.ts';
import { lineInWords } from '../../words.ts';
import { AGE_WORDS, type OwedBook } from './buckets.ts';

/** Bars by age, from zero, each beside its figures: the picture and the table are one. The oldest money is at the bottom. */
export function AgeBars({ book: { asset, lines, ages, total } }: { book: OwedBook }) {
  const most = ages.reduce((top, age) => (BigInt(age.total.amount) > top ? BigInt(age.total.amount) : top), 1n);
  return (
    <table className="age-bars">
      <caption className="hidden">
        {moneyText(total)} owed in {asset}, by age
      </caption>
      <thead>
        <tr>
          <th scope="col">Age</th>
          <th scope="col">
            <span className="hidden">Picture</span>
          </th>
          {lines.map((line) => (
            <th key={line} scope="col" className="right wide">
              {lineInWords(line)}
            </th>
          ))}
          <th scope="col" className="right">
            Owed
          </th>
        </tr>
      </thead>
      <tbody>
        {ages.map(({ age, parts, total: owed }) => (
          <tr key={age}>
            <th scope="row">{AGE_WORDS[age]}</th>
            <td className="picture">
              <svg viewBox={`0 0 ${BAR_WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
                <rect width={String((BigInt(owed.amount) * BAR_WIDTH) / most)} height="10" className="chart-bar" />
                <line x1="0" x2="0" y1="0" y2="10" className="axis" />
              </svg>
            </td>
            {parts.map((part, at) => (
              <td key={lines[at]} className="right wide">
                <Money value={part} />
              </td>
            ))}
            <td className="right">
              <Money value={owed} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">In all</th>
          <td className="picture" />
          {lines.map((line) => (
            <td key={line} className="wide" />
          ))}
          <td className="right">
            <strong>
              <Money value={total} />
            </strong>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
