import { Injectable } from '@nestjs/common';
import type { Id, IsoDate } from '#kernel';
import { Database, loadSql } from '#platform/database';

const REPORT = loadSql(import.meta.url, '../../storage/sql/report.sql');

/** Which lines; undefined means any. Days are UTC, both included. */
export type ReportFilter = {
  readonly advertiserId?: Id<'Organisation'> | undefined;
  readonly campaignId?: Id<'Campaign'> | undefined;
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
  readonly limit: number;
};

/** One line of the report. */
export type ReportLine = {
  readonly campaignId: Id<'Campaign'>;
  readonly creativeId: Id<'Creative'>;
  readonly placement: string;
  readonly day: IsoDate;
  readonly impressions: bigint;
  readonly clicks: bigint;
  readonly conversions: bigint;
  readonly unbilled: bigint;
  readonly spendNanos: bigint;
};

/** What was counted and charged, by campaign, creative, placement and day. */
@Injectable()
export class ReadReport {
  constructor(private readonly database: Database) {}

  /** Newest day first. */
  async execute({ advertiserId, campaignId, from, to, limit }: ReportFilter): Promise<ReportLine[]> {
    const rows = await this.database.query<{
      campaign_id: Id<'Campaign'>;
      creative_id: Id<'Creative'>;
      placement: string;
      day: IsoDate;
      impressions: bigint;
      clicks: bigint;
      conversions: bigint;
      unbilled: bigint;
      spend_nanos: bigint;
    }>(REPORT, [advertiserId ?? null, campaignId ?? null, from ?? null, to ?? null, limit]);
    return rows.map(({ campaign_id, creative_id, spend_nanos: spendNanos, ...line }) => ({
      ...line,
      campaignId: campaign_id,
      creativeId: creative_id,
      spendNanos,
    }));
  }
}
