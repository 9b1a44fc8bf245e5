import { NavLink } from 'react-router';
import { useInBook } from '../../book.ts';

/** Screens that belong together: where each is and what it is called. */
export type Tabs = readonly (readonly [path: string, title: string])[];

/** Every report, for who reads the whole book. */
export const REPORTS: Tabs = [
  ['/reports', 'Owed to us'],
  ['/reports/ledger', 'General ledger'],
  ['/reports/statement', 'Statement'],
  ['/reports/history', 'Over time'],
  ['/reports/periods', 'Periods'],
];

/** The same for who reads their own part. */
export const OWN_REPORTS: Tabs = [
  ['/ledger', 'Entries'],
  ['/ledger/statement', 'Statement'],
  ['/ledger/history', 'Over time'],
  ['/ledger/looks', 'Who looked'],
];

/** From one report to the next, in the same book. */
export function ReportNav({ tabs }: { tabs: Tabs }) {
  const inBook = useInBook();
  return (
    <nav className="filters tabs" aria-label="Reports">
      {tabs.map(([path, title], at) => (
        <NavLink key={path} to={inBook(path)} end={at === 0}>
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
