import { type EpochMs, type Id, asset, derivedId, minor } from '#kernel';
import { type EntryDraft, accounts } from '#modules/ledger';

const AT = Date.UTC(2026, 0, 1) as EpochMs;
const ORGANISATIONS = 40;

/** Entry number n of the simulation of kills: a deposit, the same every time it is made. */
export function killedEntry(n: number): EntryDraft {
  const organisation: Id<'Organisation'> = derivedId(AT, 'organisation', String(n % ORGANISATIONS));
  return {
    id: derivedId(AT, 'killed', String(n)),
    asset: asset('GBPT/2'),
    effectiveAt: AT,
    transfers: [
      {
        debit: accounts.bank('simulation'),
        credit: accounts.prepaid(organisation),
        amount: minor(BigInt(1 + (n % 97))),
      },
    ],
    metadata: { reason: 'simulation', n },
  };
}
