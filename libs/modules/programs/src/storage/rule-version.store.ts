import { Injectable } from '@nestjs/common';
import { type Id } from '#kernel';
import { Database, Tx, loadSql } from '#platform/database';
import type { RuleVersion } from '../domain/program.ts';
import { canonicalTerms } from '../domain/terms.ts';
import { type RuleVersionRow, ruleVersionOf } from './rows.ts';

const LOCK = loadSql(import.meta.url, './sql/lock-program.sql');
const FIND = loadSql(import.meta.url, './sql/find-rule-versions.sql');
const FIND_BY_HASH = loadSql(import.meta.url, './sql/find-rule-versions-by-hash.sql');
const INSERT = loadSql(import.meta.url, './sql/insert-rule-version.sql');
const INSERT_NOTE = loadSql(import.meta.url, './sql/insert-rule-version-note.sql');

/** Rule versions in PostgreSQL; their rows are never changed. */
@Injectable()
export class RuleVersionStore {
  private readonly parsed = new Map<string, RuleVersion>();

  constructor(private readonly database: Database) {}

  async lockProgram(tx: Tx, programId: Id<'Program'>): Promise<void> {
    await tx.query(LOCK, [programId]);
  }

  /** Every version of `programIds`, each program's in order. */
  async find(programIds: readonly Id<'Program'>[]): Promise<RuleVersion[]> {
    return (await this.database.query<RuleVersionRow>(FIND, [programIds])).map((row) => this.parse(row));
  }

  /** Those whose terms have one of these hashes (hex). */
  async findByHash(hashes: readonly string[]): Promise<RuleVersion[]> {
    const bytes = hashes.map((hash) => Buffer.from(hash, 'hex'));
    return (await this.database.query<RuleVersionRow>(FIND_BY_HASH, [bytes])).map((row) => this.parse(row));
  }

  async insert(tx: Tx, version: Omit<RuleVersion, 'noteSeq'>, publishedBy: string | undefined): Promise<void> {
    const { id, programId, from, publishedAt } = version;
    const { text, hash } = canonicalTerms(version.terms);
    const times = { from: new Date(from), published: new Date(publishedAt) };
    const params = [id, programId, version.version, times.from, text, hash, times.published, publishedBy ?? null];
    await tx.query(INSERT, params);
  }

  async insertNote(tx: Tx, id: Id<'RuleVersion'>, noteSeq: bigint): Promise<void> {
    await tx.query(INSERT_NOTE, [id, noteSeq]);
  }

  /** A version never changes, so its terms are parsed (and its table indexed) once; by hash, so a wrong row cannot hide. */
  private parse(row: RuleVersionRow): RuleVersion {
    const key = `${row.id} ${row.hash.toString('hex')} ${row.note_seq}`;
    const known = this.parsed.get(key);
    if (known !== undefined) return known;
    const version = ruleVersionOf(row);
    if (this.parsed.size >= 1_000) this.parsed.clear();
    this.parsed.set(key, version);
    return version;
  }
}
