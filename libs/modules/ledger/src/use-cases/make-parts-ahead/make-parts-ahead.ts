import { Injectable } from '@nestjs/common';
import { Database, loadSql } from '#platform/database';

const MAKE_PARTS_AHEAD = loadSql(import.meta.url, '../../storage/sql/make-parts-ahead.sql');

/** Keeps an empty part of history behind the one that takes rows, so that nobody who posts has to make one. */
@Injectable()
export class MakePartsAhead {
  constructor(private readonly database: Database) {}

  /** Does nothing while there is an empty part. */
  async execute(): Promise<void> {
    await this.database.query(MAKE_PARTS_AHEAD);
  }
}
