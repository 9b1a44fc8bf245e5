/** Times and sizes of ad money. Milliseconds unless the name says otherwise. */
export type AdsSettings = {
  /** How long an edge serves from one lease. */
  readonly leaseMs: number;
  /** Minor units that an edge asks for at once; at least twenty bids. */
  readonly leaseMinor: bigint;
  /** How long after it was served an impression, and a click, is charged. */
  readonly impressionMs: number;
  readonly clickMs: number;
  /** How long billing may lag behind before a lease is settled. */
  readonly graceMs: number;
  /** Days until a creator's share is payable. */
  readonly maturationDays: number;
};

/** What is so unless said otherwise. */
export const ADS_DEFAULTS: AdsSettings = {
  leaseMs: 300_000,
  leaseMinor: 200n,
  impressionMs: 600_000,
  clickMs: 1_800_000,
  graceMs: 300_000,
  maturationDays: 7,
};

/** Token under which the settings are injected. */
export const ADS_SETTINGS = Symbol('AdsSettings');
