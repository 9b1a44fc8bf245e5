import { Injectable } from '@nestjs/common';
import { EventLog, type LogRecord } from '#platform/event-log';

type Waiting = {
  readonly topic: string;
  readonly record: LogRecord;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Appends events that arrive while an append is under way together in the next one: one flush to disk serves all of
 * them, and a lone event waits for nobody.
 */
@Injectable()
export class AppendGroup {
  private waiting: Waiting[] = [];
  private isAppending = false;

  constructor(private readonly log: EventLog) {}

  /** Resolves once the record survives a crash. */
  append(topic: string, record: LogRecord): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ topic, record, done, failed });
      if (!this.isAppending) void this.appendAll();
    });
  }

  /** Never rejects: each waiting caller is told. */
  private async appendAll(): Promise<void> {
    this.isAppending = true;
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      for (const [topic, members] of Map.groupBy(group, (member) => member.topic)) {
        await this.log
          .append(
            topic,
            members.map(({ record }) => record),
          )
          .then(
            () => members.forEach(({ done }) => done()),
            (error: unknown) => members.forEach(({ failed }) => failed(error)),
          );
      }
    }
    this.isAppending = false;
  }
}
