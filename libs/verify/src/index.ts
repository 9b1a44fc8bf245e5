export { type AnchoredHead, HEAD_CALL_DATA, decodeHead } from './anchor.ts';
export { type AdBundle, type Bill, readAdBundle } from './ad-bundle.ts';
export { BadInput } from './bad-input.ts';
export { type Bundle, readBundle } from './bundle.ts';
export { fromBase64, fromHex, toBase64, toHex } from './bytes.ts';
export { canonicalJson } from './canonical-json.ts';
export type { BlockTag, ChainAccess, ChainReceipt } from './check-anchor.ts';
export type { AuditBreak } from './books.ts';
export {
  type Checkpoint,
  type SignatureVerdict,
  type VerifierKey,
  parseCheckpoint,
  parseVerifierKey,
  verifyCheckpoint,
} from './checkpoint.ts';
export { type Ed25519, webCryptoEd25519 } from './ed25519.ts';
export { type AuditOptions, type AuditReport, type PublishedHead, auditLedger } from './ledger-audit.ts';
export {
  type Facts,
  type Leaf,
  type LeafSide,
  type NoteLeaf,
  type TransferLeaf,
  contentHash,
  factsBody,
  factsHash,
  leafBody,
  leafHash,
} from './leaf.ts';
export { type TreeHead, hashLeaf, rootFromInclusion, rootFromLeaves, verifyConsistency } from './merkle.ts';
export { type VerifyOptions, verifyReceipt } from './receipt.ts';
export {
  type AdSubject,
  type Step,
  type StepName,
  type StepStatus,
  type Subject,
  type VerifyReport,
  describeReport,
} from './report.ts';
export { sha256 } from './sha256.ts';
export { type StatementReport, type StatementStep, describeStatement, verifyStatement } from './statement.ts';
export { type Clause, matchClause } from './terms.ts';
