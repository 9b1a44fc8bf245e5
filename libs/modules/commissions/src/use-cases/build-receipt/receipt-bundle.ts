import type { Json } from '#kernel';
import { type EntryView, type NoteView, type SignedLog, signedLogBody } from '#modules/ledger';

/** The published form of a receipt bundle. */
export function bundleOf(parts: {
  readonly receipt: Json;
  readonly entry: EntryView;
  readonly note: NoteView;
  readonly log: SignedLog;
}): Json {
  const { receipt, entry, note, log } = parts;
  return {
    format: 'provisio.receipt.v1',
    receipt,
    entry: entry.content,
    leaves: entry.leaves,
    rule_note: {
      seq: note.seq.toString(),
      topic: note.topic,
      hash: Buffer.from(note.hash).toString('hex'),
      recorded_at: String(note.recordedAt),
    },
    ...signedLogBody(log),
  };
}
