import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Coupon, CouponPolicy, DatedPolicy } from '../domain/coupon.ts';

const INSERT = loadSql(import.meta.url, './sql/insert-coupon.sql');
const END = loadSql(import.meta.url, './sql/end-coupon.sql');
const LIST = loadSql(import.meta.url, './sql/list-coupons.sql');
const FIND_NAMED = loadSql(import.meta.url, './sql/find-named-coupons.sql');
const INSERT_POLICY = loadSql(import.meta.url, './sql/insert-coupon-policy.sql');
const INSERT_OVERWRITES = loadSql(import.meta.url, './sql/insert-overwrites.sql');
const POLICIES = `select * from attribution.coupon_policy where program_id = any ($1::uuid[]) order by program_id, from_at`;
const OVERWRITE = `select * from attribution.overwrite where order_id = $1`;

/** Which coupons a list shows; a field that is left out does not narrow it. */
export type CouponFilter = {
  readonly partnerId?: Id<'Organisation'> | undefined;
  readonly merchantId?: Id<'Organisation'> | undefined;
  readonly programId?: Id<'Program'> | undefined;
  /** The list goes on after this coupon. */
  readonly after?: Id<'Coupon'> | undefined;
  readonly limit: number;
};

/** Evidence of a conflict: an order had both, and the policy decided. */
export type Overwrite = {
  readonly orderId: Id<'Order'>;
  readonly merchantId: Id<'Organisation'>;
  readonly policy: CouponPolicy;
  readonly couponId: Id<'Coupon'>;
  readonly couponPartnerId: Id<'Organisation'>;
  readonly clickId: Id<'Click'>;
  readonly clickPartnerId: Id<'Organisation'>;
  readonly clickAt: EpochMs;
  readonly placedAt: EpochMs;
};

type CouponRow = {
  id: Id<'Coupon'>;
  code: string;
  program_id: Id<'Program'>;
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  from_at: Date;
  ends_at: Date | null;
  created_at: Date;
};
type PolicyRow = {
  program_id: Id<'Program'>;
  merchant_id: Id<'Organisation'>;
  policy: CouponPolicy;
  from_at: Date;
  created_at: Date;
};
type OverwriteRow = {
  order_id: Id<'Order'>;
  merchant_id: Id<'Organisation'>;
  policy: CouponPolicy;
  coupon_id: Id<'Coupon'>;
  coupon_partner_id: Id<'Organisation'>;
  click_id: Id<'Click'>;
  click_partner_id: Id<'Organisation'>;
  click_at: Date;
  placed_at: Date;
};

/** The tables of coupons, their policies and the evidence of conflicts. */
@Injectable()
export class CouponStore {
  constructor(private readonly database: Database) {}

  /** False, and nothing is written, when the merchant has the code. */
  async insert(tx: Tx, coupon: Coupon): Promise<boolean> {
    const { id, code, programId, merchantId, partnerId, from, endsAt, createdAt } = coupon;
    const end = endsAt === undefined ? null : new Date(endsAt);
    const values = [id, code, programId, merchantId, partnerId, new Date(from), end, new Date(createdAt)];
    return (await tx.query(INSERT, values)).length === 1;
  }

  /** Ends a coupon of the merchant at `at`, or when it ended before, then; undefined when it has no such one. */
  async end(tx: Tx, merchantId: Id<'Organisation'>, id: Id<'Coupon'>, at: EpochMs): Promise<Coupon | undefined> {
    const [row] = await tx.query<CouponRow>(END, [merchantId, id, new Date(at)]);
    return row === undefined ? undefined : couponOf(row);
  }

  /** Newest first. */
  async list({ partnerId, merchantId, programId, after, limit }: CouponFilter): Promise<Coupon[]> {
    const values = [partnerId ?? null, merchantId ?? null, programId ?? null, after ?? null, limit];
    return (await this.database.query<CouponRow>(LIST, values)).map(couponOf);
  }

  /** The coupons that merchants have under these codes, without regard to case, paired by position. */
  async findNamed(
    tx: Tx,
    named: readonly { readonly merchantId: Id<'Organisation'>; readonly codeKey: string }[],
  ): Promise<Coupon[]> {
    if (named.length === 0) return [];
    const values = [named.map(({ merchantId }) => merchantId), named.map(({ codeKey }) => codeKey)];
    return (await tx.query<CouponRow>(FIND_NAMED, values)).map(couponOf);
  }

  /** False, and nothing is written, when the program has a policy from then on or later. */
  async insertPolicy(tx: Tx, { programId, merchantId, policy, from, createdAt }: DatedPolicy): Promise<boolean> {
    const values = [programId, merchantId, policy, new Date(from), new Date(createdAt)];
    return (await tx.query(INSERT_POLICY, values)).length === 1;
  }

  /** Every policy of these programs, oldest first. */
  async policies(programs: readonly Id<'Program'>[]): Promise<Map<Id<'Program'>, DatedPolicy[]>> {
    if (programs.length === 0) return new Map();
    const rows = await this.database.query<PolicyRow>(POLICIES, [programs]);
    return Map.groupBy(rows.map(policyOf), ({ programId }) => programId);
  }

  /** Keeps evidence; an order that has some keeps the first. */
  async insertOverwrites(tx: Tx, overwrites: readonly Overwrite[], now: EpochMs): Promise<void> {
    if (overwrites.length === 0) return;
    await tx.query(INSERT_OVERWRITES, [
      overwrites.map((one) => one.orderId),
      overwrites.map((one) => one.merchantId),
      overwrites.map((one) => one.policy),
      overwrites.map((one) => one.couponId),
      overwrites.map((one) => one.couponPartnerId),
      overwrites.map((one) => one.clickId),
      overwrites.map((one) => one.clickPartnerId),
      overwrites.map((one) => new Date(one.clickAt).toISOString()),
      overwrites.map((one) => new Date(one.placedAt).toISOString()),
      new Date(now),
    ]);
  }

  /** The evidence kept of an order. */
  async overwriteOf(orderId: Id<'Order'>): Promise<Overwrite | undefined> {
    const [row] = await this.database.query<OverwriteRow>(OVERWRITE, [orderId]);
    if (row === undefined) return undefined;
    return {
      orderId: row.order_id,
      merchantId: row.merchant_id,
      policy: row.policy,
      couponId: row.coupon_id,
      couponPartnerId: row.coupon_partner_id,
      clickId: row.click_id,
      clickPartnerId: row.click_partner_id,
      clickAt: instantOf(row.click_at),
      placedAt: instantOf(row.placed_at),
    };
  }
}

function couponOf(row: CouponRow): Coupon {
  return {
    id: row.id,
    code: row.code,
    programId: row.program_id,
    merchantId: row.merchant_id,
    partnerId: row.partner_id,
    from: instantOf(row.from_at),
    endsAt: row.ends_at === null ? undefined : instantOf(row.ends_at),
    createdAt: instantOf(row.created_at),
  };
}

function policyOf(row: PolicyRow): DatedPolicy {
  return {
    programId: row.program_id,
    merchantId: row.merchant_id,
    policy: row.policy,
    from: instantOf(row.from_at),
    createdAt: instantOf(row.created_at),
  };
}

function instantOf(date: Date): EpochMs {
  return date.getTime() as EpochMs;
}
