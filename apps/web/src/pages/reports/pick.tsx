import { useQuery } from '@tanstack/react-query';
import { useBook } from '../../book.ts';
import { Field } from '../../components/field.tsx';
import { ask } from '../../queries.ts';
import { accountInWords, KNOWN_LINES, lineInWords } from '../../words.ts';
import { ownerOf } from '../trial-balance/account-owner.ts';
import { useOwnerName } from './owner-name.tsx';
import { type AccountName, reports } from './report-queries.ts';

type LineProps = { line: string; onChange: (line: string) => void };

/** A line of the chart of accounts: those in the book today, and one that the address names. */
export function PickLine({ line, onChange }: LineProps) {
  const { data } = useQuery(ask.trialBalance(useBook()));
  const booked = new Set(data?.assets.flatMap(({ lines }) => lines.map((each) => each.line)));
  const lines = [...KNOWN_LINES, ...booked].filter((each, at, all) => all.indexOf(each) === at);
  return (
    <Field label="Line" hint="Of the chart of accounts.">
      {(control) => (
        <select {...control} value={line} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">Pick a line</option>
          {lines
            .filter((each) => booked.has(each) || each === line)
            .map((each) => (
              <option key={each} value={each}>
                {lineInWords(each)}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}

type AccountProps = {
  line: string;
  account: AccountName | undefined;
  /** What no account at all is called; without it one has to be picked. */
  all?: string;
  onChange: (account: AccountName | undefined) => void;
};

/** One account of a line, by whose it is. */
export function PickAccount({ line, account, all, onChange }: AccountProps) {
  const { data } = useQuery({ ...reports.accountsOf(line, useBook()), enabled: line !== '' });
  const nameOf = useOwnerName();
  const found = data?.items.map(({ path, balance }) => ({ path, asset: balance.asset })) ?? [];
  const isKnown = account === undefined || found.some((each) => keyOf(each) === keyOf(account));
  const accounts = isKnown ? found : [account, ...found];
  return (
    <Field label="Account" hint={isAll(data) ? 'By whose it is.' : 'The first 200; others from the balance.'}>
      {(control) => (
        <select
          {...control}
          disabled={line === ''}
          value={account === undefined ? '' : keyOf(account)}
          onChange={(event) => onChange(accounts.find((each) => keyOf(each) === event.currentTarget.value))}
        >
          <option value="">{all ?? 'Pick an account'}</option>
          {accounts.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {titleOf(each, nameOf)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One of the reader's own accounts, by its line. */
export function PickOwnAccount({ account, onChange }: Pick<AccountProps, 'account' | 'onChange'>) {
  const { data } = useQuery(reports.ownAccounts(useBook()));
  const accounts = data?.items.map(({ path, balance }) => ({ path, asset: balance.asset })) ?? [];
  return (
    <Field label="Account" hint="Yours, by what is on it.">
      {(control) => (
        <select
          {...control}
          value={account === undefined ? '' : keyOf(account)}
          onChange={(event) => onChange(accounts.find((each) => keyOf(each) === event.currentTarget.value))}
        >
          <option value="">Pick an account</option>
          {accounts.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {accountInWords(each.path)}, {codeOf(each.asset)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type OwnerProps = { owner: string; label: string; all: string; onChange: (owner: string) => void };

/** One organisation by its name. */
export function PickOwner({ owner, label, all, onChange }: OwnerProps) {
  const { data } = useQuery(ask.organisations);
  const known = data?.items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) ?? [];
  const isKnown = owner === '' || known.some(({ id }) => id === owner);
  return (
    <Field label={label} hint={isAll(data) ? '' : 'The first 200.'}>
      {(control) => (
        <select {...control} value={owner} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{all}</option>
          {isKnown ? null : <option value={owner}>{owner}</option>}
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const keyOf = ({ path, asset }: AccountName): string => `${path} ${asset}`;
const isAll = (page: { next_cursor: string | null } | undefined): boolean => (page?.next_cursor ?? null) === null;
const codeOf = (asset: string): string => asset.split('/')[0] ?? asset;

/** By its owner where it has one; else by what it is. */
function titleOf({ path, asset }: AccountName, nameOf: (id: string) => string): string {
  const owner = ownerOf(path);
  return `${owner === undefined ? accountInWords(path) : nameOf(owner)}, ${codeOf(asset)}`;
}
