import { MAX_MINOR } from '#kernel';
import { EntryInvalid } from '../ledger.errors.ts';
import { isAccountPath } from './account-path.ts';
import { type EntryDraft, MAX_TRANSFERS, type TransferDraft } from './entry.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(9999, 0, 1);

/**
 * Checks the form of `draft`, which no state of the ledger can change.
 * The first rule that is broken is reported, in the order: id, effective_at, transfers, then of each transfer
 * amount, debit, credit, rest, refers_to, up_to, facts.
 * @throws {EntryInvalid} nothing was written.
 */
export function checkDraft(draft: EntryDraft): void {
  const { id, effectiveAt, transfers } = draft;
  if (!UUID.test(id)) throw new EntryInvalid(id, 'id', 'is not a lower-case uuid');
  if (!Number.isInteger(effectiveAt) || effectiveAt < EARLIEST_MS || effectiveAt > LATEST_MS) {
    throw new EntryInvalid(id, 'effective_at', 'is not an instant from 1900 to 9999');
  }
  if (transfers.length === 0) throw new EntryInvalid(id, 'transfers', 'are none');
  if (transfers.length > MAX_TRANSFERS) throw new EntryInvalid(id, 'transfers', `are more than ${MAX_TRANSFERS}`);
  let index = 0;
  for (const transfer of transfers) {
    const wrong = wrongInTransfer(transfer);
    if (wrong !== undefined) throw new EntryInvalid(id, `transfers[${index}].${wrong.field}`, wrong.message);
    index += 1;
  }
}

type Wrong = { readonly field: string; readonly message: string };

function wrongInTransfer(transfer: TransferDraft): Wrong | undefined {
  const { kind = 'post', amount, rest, upTo, refersTo, facts } = transfer;
  if (amount <= 0n || amount > MAX_MINOR) return { field: 'amount', message: 'is not 1 … 2⁶³ − 1 minor units' };
  const wrongSide = wrongInSides(transfer, '');
  if (wrongSide !== undefined) return wrongSide;
  if (rest !== undefined) {
    if (upTo !== true) return { field: 'rest', message: 'is for "up to" amounts only' };
    const wrongRest = wrongInSides(rest, 'rest.');
    if (wrongRest !== undefined) return wrongRest;
  }
  const refers = kind === 'reversal' || kind === 'capture' || kind === 'void';
  if (refers !== (refersTo !== undefined)) {
    return { field: 'refers_to', message: 'is for reversals, captures and voids, and each needs it' };
  }
  if (upTo === true && (kind === 'capture' || kind === 'void')) {
    return { field: 'up_to', message: 'is not for captures and voids' };
  }
  if (refersTo !== undefined && refersTo <= 0n) return { field: 'refers_to', message: 'is not a log position' };
  if (facts !== undefined && facts.length !== 32) return { field: 'facts', message: 'are not 32 bytes' };
  if (facts?.every((byte) => byte === 0) === true) {
    return { field: 'facts', message: 'are all zero, which stands for none' };
  }
  return undefined;
}

function wrongInSides(sides: { readonly debit: string; readonly credit: string }, prefix: string): Wrong | undefined {
  if (!isAccountPath(sides.debit)) return { field: `${prefix}debit`, message: 'is not an account path' };
  if (!isAccountPath(sides.credit)) return { field: `${prefix}credit`, message: 'is not an account path' };
  if (sides.debit === sides.credit) return { field: `${prefix}credit`, message: 'is the debited account itself' };
  return undefined;
}
