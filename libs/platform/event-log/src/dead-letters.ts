import { type Database, loadSql, type UnitOfWork } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Handle } from './event-consumers.ts';
import type { Delivered } from './event-log.ts';

const LIST = loadSql(import.meta.url, './sql/list-dead-letters.sql');
const TAKE = loadSql(import.meta.url, './sql/take-dead-letter.sql');
const END_RETRY = loadSql(import.meta.url, './sql/end-retry.sql');

const PAGE = 200;

/** What a group put aside, and its second chance. */
export class DeadLetters {
  constructor(
    private readonly options: { readonly database: Database; readonly unitOfWork: UnitOfWork; readonly logger: Logger },
    private readonly topic: string,
    private readonly group: string,
  ) {}

  /**
   * Tries each record that was put aside once more, in order, each in a transaction of its own: what failed because
   * the program was wrong takes effect once a mended program starts. One that fails again stays where it is.
   * With `asked` only those for which somebody asked.
   */
  async retry(handle: Handle, { asked = false }: { readonly asked?: boolean } = {}): Promise<void> {
    let after = { partition: -1, position: -1n };
    for (;;) {
      const page = await this.options.database.query<Delivered>(LIST, [
        this.group,
        this.topic,
        after.partition,
        after.position,
        PAGE,
        asked,
      ]);
      for (const record of page) await this.retryOne(record, handle);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }

  private async retryOne(record: Delivered, handle: Handle): Promise<void> {
    const { partition, position } = record;
    const { group, topic } = this;
    try {
      await this.options.unitOfWork.run(async (tx) => {
        const taken = await tx.query(TAKE, [group, topic, partition, position]);
        if (taken.length === 1) await handle(tx, [record]);
      });
      this.options.logger.info({
        event: 'event_log.dead_letter_handled',
        group,
        topic,
        partition,
        position: `${position}`,
      });
    } catch (error) {
      await this.options.unitOfWork.run((tx) => tx.query(END_RETRY, [group, topic, partition, position]));
      this.options.logger.error({
        event: 'event_log.dead_letter_failed_again',
        group,
        topic,
        partition,
        position: `${position}`,
        error,
      });
    }
  }
}
