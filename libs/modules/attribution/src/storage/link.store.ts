import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Link } from '../domain/link.ts';

const INSERT_LINK = loadSql(import.meta.url, './sql/insert-link.sql');
const LIST_LINKS = loadSql(import.meta.url, './sql/list-links.sql');
const FIND_BY_CODE = `select * from attribution.link where code = $1`;

type LinkRow = {
  id: Id<'Link'>;
  code: string;
  program_id: Id<'Program'>;
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  url: string;
  created_at: Date;
};

/** Which links a list shows; a field that is left out does not narrow it. */
export type LinkFilter = {
  readonly partnerId?: Id<'Organisation'> | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly programId?: Id<'Program'> | undefined;
  /** The list goes on after this link. */
  readonly after?: Id<'Link'> | undefined;
  readonly limit: number;
};

/** The table of links. */
@Injectable()
export class LinkStore {
  constructor(private readonly database: Database) {}

  /** False, and nothing is written, when the code is taken. */
  async insert(tx: Tx, link: Link): Promise<boolean> {
    const { id, code, programId, merchantId, partnerId, url, createdAt } = link;
    const values = [id, code, programId, merchantId, partnerId, url, new Date(createdAt)];
    return (await tx.query(INSERT_LINK, values)).length === 1;
  }

  async findByCode(code: string): Promise<Link | undefined> {
    const [row] = await this.database.query<LinkRow>(FIND_BY_CODE, [code]);
    return row === undefined ? undefined : linkOf(row);
  }

  async list(filter: LinkFilter): Promise<Link[]> {
    const { partnerId, merchantId, programId, after, limit } = filter;
    const values = [partnerId ?? null, merchantId ?? null, programId ?? null, after ?? null, limit];
    return (await this.database.query<LinkRow>(LIST_LINKS, values)).map(linkOf);
  }
}

function linkOf(row: LinkRow): Link {
  return {
    id: row.id,
    code: row.code,
    programId: row.program_id,
    merchantId: row.merchant_id,
    partnerId: row.partner_id,
    url: row.url,
    createdAt: row.created_at.getTime() as EpochMs,
  };
}
