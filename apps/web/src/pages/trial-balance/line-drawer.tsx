import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Answer } from '../../api.ts';
import { useBook, useInBook } from '../../book.ts';
import { Drawer } from '../../components/drawer.tsx';
import { HashText } from '../../components/hash-text.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { More } from '../../components/more.tsx';
import { type Entry, type MomentQuery, pages } from '../../queries.ts';
import { lineInWords, momentOf, reasonInWords } from '../../words.ts';
import { OwnerName } from '../reports/owner-name.tsx';

type Account = Answer<'/v1/trial-balance/accounts'>['items'][number];

/** The accounts of a line at the moment, and the entries of one of them; open while the address has `?line=`. */
export function LineDrawer({ moment }: { moment: MomentQuery }) {
  const [search] = useSearchParams();
  const account = search.get('account');
  return (
    <Drawer name="line" title="Accounts" also={['account']}>
      {(line) => (
        <>
          <p className="lead">{lineInWords(line)}</p>
          {account === null ? (
            <Accounts line={line} moment={moment} />
          ) : (
            <OneAccount line={line} path={account} moment={moment} />
          )}
        </>
      )}
    </Drawer>
  );
}

function useAccounts(line: string, moment: MomentQuery) {
  return useInfiniteQuery(pages.accountsAt(line, moment));
}

function Accounts({ line, moment }: { line: string; moment: MomentQuery }) {
  const query = useAccounts(line, moment);
  return (
    <>
      <Loaded query={query} rows={8}>
        {(data) => (
          <ul className="transfers">
            {data.pages
              .flatMap(({ items }) => items)
              .map((account) => (
                <AccountItem key={`${account.path} ${account.balance.asset}`} account={account} />
              ))}
          </ul>
        )}
      </Loaded>
      <More query={query} />
    </>
  );
}

function AccountItem({ account: { path, balance } }: { account: Account }) {
  const [search] = useSearchParams();
  const open = new URLSearchParams([...search.entries(), ['account', path]]);
  return (
    <li>
      <p className="row">
        <Link to={{ search: open.toString() }} preventScrollReset>
          <OwnerName path={path} />
        </Link>
        <Money value={balance} />
      </p>
      <p>
        <HashText value={path} label="account" />
      </p>
    </li>
  );
}

type OneProps = { line: string; path: string; moment: MomentQuery };

function OneAccount({ line, path, moment }: OneProps) {
  const [search] = useSearchParams();
  const back = new URLSearchParams([...search.entries()].filter(([name]) => name !== 'account'));
  const accounts = useAccounts(line, moment);
  const inBook = useInBook();
  return (
    <>
      <p className="row">
        <strong>
          <OwnerName path={path} />
        </strong>
        <Link to={{ search: back.toString() }} preventScrollReset>
          All accounts of the line
        </Link>
      </p>
      <Loaded query={accounts} rows={8}>
        {(data) =>
          data.pages
            .flatMap(({ items }) => items)
            .filter((account) => account.path === path)
            .map((account) => (
              <div key={account.balance.asset} className="account">
                <p className="amount-line">
                  <Money value={account.balance} />
                </p>
                <p className="act">
                  <Link to={inBook('/reports/ledger', nameOf(account))}>Every movement, with the balance after it</Link>
                  <Link to={inBook('/reports/history', nameOf(account))}>Its balance over time</Link>
                </p>
                <Entries account={account} moment={moment} />
              </div>
            ))
        }
      </Loaded>
    </>
  );
}

/** The account as the address of a report says it. */
function nameOf({ path, balance }: Account): { account: string; asset: string } {
  return { account: path, asset: balance.asset };
}

function Entries({ account, moment }: { account: Account; moment: MomentQuery }) {
  const query = useInfiniteQuery(pages.entriesOf(account.path, account.balance.asset, useBook()));
  return (
    <>
      <h3>Entries, newest first</h3>
      <Loaded query={query} rows={8}>
        {(data) => (
          <ul className="transfers">
            {data.pages
              .flatMap(({ items }) => items)
              .map((entry) => (
                <EntryItem key={entry.id} entry={entry} path={account.path} moment={moment} />
              ))}
          </ul>
        )}
      </Loaded>
      <More query={query} />
    </>
  );
}

function EntryItem({ entry, path, moment }: { entry: Entry; path: string; moment: MomentQuery }) {
  const [search] = useSearchParams();
  const open = new URLSearchParams([...search.entries(), ['entry', entry.id]]);
  const own = entry.transfers.filter(({ debit, credit }) => debit === path || credit === path);
  return (
    <li className={isLater(entry, moment) ? 'later' : undefined}>
      <p className="row">
        <Link to={{ search: open.toString() }} preventScrollReset>
          {reasonInWords(entry.reason)}
        </Link>
        <span className="muted">{momentOf(entry.effective_at)}</span>
      </p>
      {own.map(({ seq, debit, amount }) => (
        <p key={seq} className="row">
          <span className="muted">{debit === path ? 'Debit' : 'Credit'}</span>
          <Money value={amount} />
        </p>
      ))}
      {isLater(entry, moment) ? <p className="badge waiting">After the moment; not in its balance</p> : null}
    </li>
  );
}

function isLater(entry: Entry, { effective_at: effectiveAt, recorded_at: recordedAt }: MomentQuery): boolean {
  const after = (instant: string, limit: string | undefined): boolean =>
    limit !== undefined && Date.parse(instant) > Date.parse(limit);
  return after(entry.effective_at, effectiveAt) || after(entry.recorded_at, recordedAt);
}
