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
  const refuse = (field: string, message: string): never => {
    throw new EntryInvalid(draft.id, field, message);
  };
  if (!UUID.test(draft.id)) refuse('id', 'is not a lower-case uuid');
  if (!Number.isInteger(draft.effectiveAt) || draft.effectiveAt < EARLIEST_MS || draft.effectiveAt > LATEST_MS) {
    refuse('effective_at', 'is not an instant from 1900 to 9999');
  }
  if (draft.transfers.length === 0) refuse('transfers', 'are none');
  if (draft.transfers.length > MAX_TRANSFERS) refuse('transfers', `are more than ${MAX_TRANSFERS}`);
  for (const [index, transfer] of draft.transfers.entries()) {
    checkTransfer(transfer, (field, message) => refuse(`transfers[${index}].${field}`, message));
  }
}

function checkTransfer(transfer: TransferDraft, refuse: (field: string, message: string) => never): void {
  if (transfer.amount <= 0n || transfer.amount > MAX_MINOR) refuse('amount', 'is not 1 … 2⁶³ − 1 minor units');
  checkSides(transfer, '', refuse);
  if (transfer.rest !== undefined) {
    if (transfer.upTo !== true) refuse('rest', 'is for "up to" amounts only');
    checkSides(transfer.rest, 'rest.', refuse);
  }
  const { kind = 'post' } = transfer;
  const refers = kind === 'reversal' || kind === 'capture' || kind === 'void';
  if (refers !== (transfer.refersTo !== undefined)) {
    refuse('refers_to', 'is for reversals, captures and voids, and each needs it');
  }
  if (transfer.upTo === true && (kind === 'capture' || kind === 'void')) {
    refuse('up_to', 'is not for captures and voids');
  }
  if (transfer.refersTo !== undefined && transfer.refersTo <= 0n) refuse('refers_to', 'is not a log position');
  if (transfer.facts !== undefined && transfer.facts.length !== 32) refuse('facts', 'are not 32 bytes');
  if (transfer.facts?.every((byte) => byte === 0) === true) refuse('facts', 'are all zero, which stands for none');
}

function checkSides(
  sides: { readonly debit: string; readonly credit: string },
  prefix: string,
  refuse: (field: string, message: string) => never,
): void {
  if (!isAccountPath(sides.debit)) refuse(`${prefix}debit`, 'is not an account path');
  if (!isAccountPath(sides.credit)) refuse(`${prefix}credit`, 'is not an account path');
  if (sides.debit === sides.credit) refuse(`${prefix}credit`, 'is the debited account itself');
}
