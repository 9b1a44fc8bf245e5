import { type Freshness, loadSql } from '#platform/database';

const LOG_SIZE = loadSql(import.meta.url, './sql/log-size.sql');

/** What a report must have seen: the first `size` leaves of the log. A replica that has them has all that they moved. */
export function freshTo(size: bigint): Freshness {
  return {
    name: 'ledger.log',
    atLeast: size,
    position: async (database) => (await database.query<{ size: bigint }>(LOG_SIZE))[0]?.size ?? 0n,
  };
}
