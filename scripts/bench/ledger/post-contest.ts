import { hash } from 'node:crypto';
import { minor } from '#kernel';
import { type EntryDraft, accounts } from '#modules/ledger';
import { type Load, underLoad } from './load.ts';
import { BenchLedger, FUNDS, draftOf } from './open-ledger.ts';
import { type BenchServer, query } from './postgres-server.ts';
import { RawCopy } from './raw-copy.ts';
import { RowLockLedger } from './row-lock.ts';

/** Organisations with money, in each of the ledgers. */
export const ACCOUNTS = 1_000;
const SEAL_EVERY_MS = 1_000;
/** Bytes of what a content hash is over, for an entry of one transfer. */
const CONTENT_BYTES = 340;

/** So that PostgreSQL checks no content hash: null differs from nothing. */
const WITHOUT_HASHING = `create or replace function ledger.entry_content_hash(asset text, effective_at timestamptz, id uuid, metadata text, transfers text)
  returns bytea language sql stable as $$ select null::bytea $$`;

/** Our ledger, the same without PostgreSQL's hashing, the row-lock baseline and raw COPY, each with the same number of accounts. */
export class PostContest {
  private constructor(
    private readonly ours: BenchLedger,
    private readonly plain: BenchLedger,
    private readonly rowLock: RowLockLedger,
    private readonly rawCopy: RawCopy,
  ) {}

  static async open(server: BenchServer): Promise<PostContest> {
    const ours = await BenchLedger.open(server, { organisations: ACCOUNTS });
    const plain = await BenchLedger.open(server, { name: 'plain', organisations: ACCOUNTS });
    await query(plain.ownerUrl, WITHOUT_HASHING);
    return new PostContest(
      ours,
      plain,
      await RowLockLedger.open(ours.ownerUrl, ACCOUNTS, FUNDS),
      await RawCopy.open(ours.ownerUrl, ACCOUNTS),
    );
  }

  /** Every contestant once. */
  async round(seconds: number): Promise<Record<string, number>> {
    const ours = (clients: number, entries = 1, isHot = false): Promise<Load> =>
      this.whileSealing(() => underLoad(clients, seconds, () => post(this.ours, entries, isHot), entries));
    const plain = async (clients: number, entries = 1): Promise<number> =>
      (await underLoad(clients, seconds, () => post(this.plain, entries, false), entries)).perSecond;
    const theirs = async (clients: number, isHot = false): Promise<number> =>
      (await underLoad(clients, seconds, () => this.rowLock.transfer(...twoNumbers(isHot), 1n))).perSecond;
    const copy = async (rows: number): Promise<number> =>
      (await underLoad(1, seconds, () => this.rawCopy.copy(rows), rows)).perSecond;
    const at64 = await ours(64);
    return {
      tps_64: at64.perSecond,
      p99_ms_64: at64.p99Ms,
      plain_64: await plain(64),
      row_lock_64: await theirs(64),
      tps_hot_64: (await ours(64, 1, true)).perSecond,
      row_lock_hot_64: await theirs(64, true),
      tps_1: (await ours(1)).perSecond,
      row_lock_1: await theirs(1),
      tps_8: (await ours(8)).perSecond,
      tps_256: (await ours(256)).perSecond,
      batch_100_tps: (await ours(1, 100)).perSecond,
      batch_256_tps: (await ours(1, 256)).perSecond,
      copy_256: await copy(256),
      batch_8190_tps: (await ours(1, 8_190)).perSecond,
      plain_8190: await plain(1, 8_190),
      copy_8190: await copy(8_190),
    };
  }

  /** Microseconds of the hash that Node makes of an entry. */
  nodeHashUs(): number {
    const body = Buffer.alloc(CONTENT_BYTES, 7);
    const began = performance.now();
    for (let n = 0; n < 100_000; n += 1) hash('sha256', body, 'buffer');
    return (performance.now() - began) / 100;
  }

  /** What is stored for a transfer. */
  async storage(): Promise<{ bytesPerTransfer: number; transfers: number }> {
    await this.ours.ledger.makeCheckpoint.execute();
    const [size] = await query<{ bytes: string; transfers: string }>(
      this.ours.ownerUrl,
      `select (select sum(pg_total_relation_size(relid)) from pg_partition_tree('ledger.transfer')) + pg_total_relation_size('ledger.tile') + pg_total_relation_size('ledger.tail')
        + pg_total_relation_size('ledger.checkpoint') as bytes, (select count(*) from ledger.transfer) as transfers`,
    );
    const transfers = Number.parseInt(size?.transfers ?? '1', 10);
    return { bytesPerTransfer: Math.round(Number.parseInt(size?.bytes ?? '0', 10) / transfers), transfers };
  }

  async close(): Promise<{ leaves: bigint; breaks: number }> {
    const { checked, breaks } = await this.ours.ledger.checkMoney.execute();
    await Promise.all([this.rowLock.close(), this.rawCopy.close(), this.ours.close(), this.plain.close()]);
    return { leaves: checked.leaves, breaks: breaks.length };
  }

  /** Seals tiles and signs a head every second, as the product does behind the posters, only more often. */
  private async whileSealing<T>(work: () => Promise<T>): Promise<T> {
    let sealing = Promise.resolve();
    const timer = setInterval(() => {
      sealing = sealing.then(async () => void (await this.ours.ledger.makeCheckpoint.execute()));
    }, SEAL_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await sealing;
    }
  }
}

async function post(ledger: BenchLedger, entries: number, isHot: boolean): Promise<void> {
  await ledger.post(Array.from({ length: entries }, () => aTransferIn(ledger, isHot)));
}

function aTransferIn({ orgs }: BenchLedger, isHot: boolean): EntryDraft {
  const [debit, credit] = twoNumbers(isHot).map((n) => accounts.prepaid(orgs[n - 1]!));
  return draftOf({ debit: debit!, credit: credit!, amount: minor(1n) });
}

/** Two different numbers of accounts; the second is always 1 on the hot account. */
function twoNumbers(isHot: boolean): [number, number] {
  const any = (from: number): number => from + Math.floor(Math.random() * (ACCOUNTS + 1 - from));
  const credit = isHot ? 1 : any(1);
  let debit = any(isHot ? 2 : 1);
  while (debit === credit) debit = any(1);
  return [debit, credit];
}
