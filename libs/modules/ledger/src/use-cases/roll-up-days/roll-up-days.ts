import { Injectable } from '@nestjs/common';
import { Database, loadSql } from '#platform/database';

const ROLL_UP = loadSql(import.meta.url, '../../storage/sql/roll-up.sql');
/** Positions of the log in one transaction. */
const STEP = 50_000n;

/** Keeps the totals by effective day up with the log, from which reports at past dates are drawn. */
@Injectable()
export class RollUpDays {
  constructor(private readonly database: Database) {}

  /** Goes on to the head, a step a transaction. A report is right at any time: what is not rolled up it reads from the rows. */
  async execute(): Promise<void> {
    for (let left = 1n; left > 0n;) {
      const [row] = await this.database.query<{ left: bigint }>(ROLL_UP, [STEP]);
      left = row?.left ?? 0n;
    }
  }
}
