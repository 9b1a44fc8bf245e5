import { checkDraft } from './check-draft.ts';
import type { PreparedEntry } from './decide.ts';
import type { EntryDraft } from './entry.ts';
import { hashDraft } from './entry-content.ts';

/** Checks the form of `draft` and hashes its content, before any lock. @throws {EntryInvalid} nothing was written. */
export function prepareEntry(draft: EntryDraft): PreparedEntry {
  checkDraft(draft);
  const { metadata, transfers, hash } = hashDraft(draft);
  const mayDiffer = draft.transfers.some((transfer) => transfer.upTo === true);
  return { draft, contentHash: hash, metadata, requested: mayDiffer ? transfers : null };
}
