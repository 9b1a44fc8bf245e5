import { useQuery } from '@tanstack/react-query';
import { useBook } from '../book.ts';
import { Drawer } from '../components/drawer.tsx';
import { HashText } from '../components/hash-text.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Money } from '../components/money.tsx';
import { ProofBadge } from '../components/proof-badge.tsx';
import { proofStateOf } from '../proof-state.ts';
import { useCoverage } from '../coverage.ts';
import { EntryProof } from '../proof/entry-proof.tsx';
import { ask, type Entry } from '../queries.ts';
import { accountInWords, grouped, momentOf, reasonInWords } from '../words.ts';

/** One entry with its accounts as the book names them; open while the address has `?entry=`. */
export function EntryDrawer() {
  return (
    <Drawer name="entry" title="Entry">
      {(id) => <EntryDetails id={id} />}
    </Drawer>
  );
}

function EntryDetails({ id }: { id: string }) {
  const query = useQuery(ask.entry(id, useBook()));
  return (
    <Loaded query={query} rows={8}>
      {(entry) => <Details entry={entry} />}
    </Loaded>
  );
}

function Details({ entry }: { entry: Entry }) {
  return (
    <>
      <p className="lead">{reasonInWords(entry.reason)}</p>
      <dl className="facts">
        <dt>Happened</dt>
        <dd>{momentOf(entry.effective_at)}</dd>
        <dt>Booked</dt>
        <dd>{momentOf(entry.recorded_at)}</dd>
        <dt>Entry</dt>
        <dd>
          <HashText value={entry.id} label="entry id" />
        </dd>
        <dt>Content hash</dt>
        <dd>
          <HashText value={entry.content_hash} label="content hash" />
        </dd>
        {Object.entries(entry.metadata ?? {})
          .filter(([name]) => name !== 'reason' && name !== 'receipts')
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
      </dl>
      <h3>{entry.transfers.length === 1 ? 'Transfer' : 'Transfers'}</h3>
      <ul className="transfers">
        {entry.transfers.map((transfer) => (
          <TransferItem key={transfer.seq} transfer={transfer} />
        ))}
      </ul>
      {entry.is_whole ? <EntryProof key={entry.id} entry={entry} /> : null}
    </>
  );
}

function Fact({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <>
      <dt>{name.replaceAll('_', ' ')}</dt>
      <dd>{text.length > 18 ? <HashText value={text} label={name} /> : text}</dd>
    </>
  );
}

function TransferItem({ transfer }: { transfer: Entry['transfers'][number] }) {
  const coverage = useCoverage(useBook());
  const { seq, debit, credit, amount, refers_to: refersTo } = transfer;
  return (
    <li>
      <p className="row">
        <strong>
          <Money value={amount} />
        </strong>
        {coverage === undefined ? null : <ProofBadge state={proofStateOf(seq, coverage)} />}
      </p>
      <p>
        Debit {accountInWords(debit)} <HashText value={debit} label="debit account" />
      </p>
      <p>
        Credit {accountInWords(credit)} <HashText value={credit} label="credit account" />
      </p>
      <p className="muted">
        Log position {grouped(seq)}
        {refersTo === null ? '' : `, takes back ${grouped(refersTo)}`}
      </p>
    </li>
  );
}
