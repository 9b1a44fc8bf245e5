import { type Asset, type Id, type Json, canonicalJson, sha256Hex } from '#kernel';
import type { EntryDraft, TransferDraft, TransferKind } from './entry.ts';

/** One asked-for transfer in the form that is hashed. */
export type TransferContent = {
  readonly amount: string;
  readonly credit: string;
  readonly debit: string;
  /** 64 hex digits or empty. */
  readonly facts: string;
  readonly kind: TransferKind;
  readonly refers_to: string;
  readonly rest: { readonly credit: string; readonly debit: string } | null;
  readonly up_to: boolean;
};

/** What an entry asks for, in the form that is hashed: SHA-256 of its RFC 8785 JSON is the content hash. */
export type EntryContent = {
  readonly asset: Asset;
  /** Milliseconds since 1970 as a decimal string. */
  readonly effective_at: string;
  readonly id: Id<'Entry'>;
  readonly metadata: { readonly [key: string]: Json };
  readonly transfers: readonly TransferContent[];
};

/** The hashed form of `draft`. */
export function entryContent(draft: EntryDraft): EntryContent {
  return {
    asset: draft.asset,
    effective_at: String(draft.effectiveAt),
    id: draft.id,
    metadata: draft.metadata,
    transfers: draft.transfers.map(transferContent),
  };
}

function transferContent(draft: TransferDraft): TransferContent {
  return {
    amount: String(draft.amount),
    credit: draft.credit,
    debit: draft.debit,
    facts: draft.facts === undefined ? '' : Buffer.from(draft.facts).toString('hex'),
    kind: draft.kind ?? 'post',
    refers_to: String(draft.refersTo ?? 0n),
    rest: draft.rest === undefined ? null : { credit: draft.rest.credit, debit: draft.rest.debit },
    up_to: draft.upTo === true,
  };
}

/** What a content hash is over, and the hash. */
export type HashedContent = {
  /** Canonical JSON of the metadata. */
  readonly metadata: string;
  /** Canonical JSON of the asked-for transfers. */
  readonly transfers: string;
  /** SHA-256, lower-case hex. */
  readonly hash: string;
};

/** Canonical JSON of `content` and its SHA-256. */
export function hashContent({
  asset,
  effective_at: effectiveAt,
  id,
  metadata,
  transfers,
}: EntryContent): HashedContent {
  return hashParts(asset, effectiveAt, id, canonicalJson(metadata), canonicalJson(transfers));
}

/**
 * The same of a draft whose form is checked, as it runs for every entry: paths and numbers have nothing to escape, and the
 * members stand in the order of RFC 8785 here.
 */
export function hashDraft({ asset, effectiveAt, id, metadata, transfers }: EntryDraft): HashedContent {
  let texts = '';
  for (const transfer of transfers) texts += `${texts === '' ? '' : ','}${transferJson(transfer)}`;
  return hashParts(asset, String(effectiveAt), id, canonicalJson(metadata), `[${texts}]`);
}

function transferJson({ amount, credit, debit, facts, kind, refersTo, rest, upTo }: TransferDraft): string {
  const hex = facts === undefined ? '' : Buffer.from(facts).toString('hex');
  const restJson = rest === undefined ? 'null' : `{"credit":"${rest.credit}","debit":"${rest.debit}"}`;
  return (
    `{"amount":"${amount}","credit":"${credit}","debit":"${debit}","facts":"${hex}","kind":"${kind ?? 'post'}",` +
    `"refers_to":"${refersTo ?? 0n}","rest":${restJson},"up_to":${upTo === true}}`
  );
}

function hashParts(asset: string, effectiveAt: string, id: string, metadata: string, transfers: string): HashedContent {
  const text = `{"asset":"${asset}","effective_at":"${effectiveAt}","id":"${id}","metadata":${metadata},"transfers":${transfers}}`;
  return { metadata, transfers, hash: sha256Hex(text) };
}

/** Name of the first field in which two contents differ, such as `transfers[1].amount`. */
export function differingField(booked: EntryContent, sent: EntryContent): string {
  return firstDifference(booked, sent, '') ?? 'content';
}

function firstDifference(a: Json | undefined, b: Json | undefined, path: string): string | undefined {
  if (!isNode(a) || !isNode(b) || Array.isArray(a) !== Array.isArray(b)) return a === b ? undefined : path;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const at = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstDifference((a as Node)[key], (b as Node)[key], at);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Node = { readonly [key: string]: Json };

function isNode(value: Json | undefined): value is Node | readonly Json[] {
  return typeof value === 'object' && value !== null;
}
