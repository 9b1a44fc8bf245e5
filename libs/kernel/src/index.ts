export { Bug, assert, present } from './assert.ts';
export type { Brand } from './brand.ts';
export { ByteWriter, sha256, sha256Hex } from './bytes.ts';
export { type Caller, ROLES, type Role } from './caller.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export { type DetailValue, DomainError, type ErrorKind, InvalidInput } from './errors.ts';
export {
  type Id,
  IdSource,
  RandomIdSource,
  derivedId,
  id,
  newId,
  parsePublicId,
  publicId,
  uuidBytes,
  writeUuid,
  uuidOf,
} from './ids.ts';
export {
  type Asset,
  BPS_WHOLE,
  type Bps,
  MAX_MINOR,
  type Minor,
  type Money,
  allocate,
  asset,
  bps,
  bpsOf,
  compareBigints,
  decimalsOf,
  formatMinor,
  isAsset,
  minor,
  mulDivFloor,
  parseMinor,
} from './money.ts';
export {
  Clock,
  DAY_MS,
  type EpochMs,
  FixedClock,
  type IsoDate,
  SystemClock,
  dayIn,
  epochMs,
  formatInstant,
  parseInstant,
} from './time.ts';
export { instantIn } from './zoned-time.ts';
export { SeededRandom } from './random.ts';
