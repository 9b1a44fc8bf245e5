import type { INestApplicationContext } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { type Asset, DomainError, type Id, type Minor } from '#kernel';
import { accounts, ReadBalances } from '#modules/ledger';
import { DepositAsMerchant } from '#modules/settlement';

/** The chain took the deposit, but it was not booked within two minutes. Run the command again: it goes on from there. */
class DepositNotBooked extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'cli.deposit_not_booked';
}

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 100;

/** Deposits test money for a merchant once, however often it is called, and resolves when it is prepaid. */
export async function makeDeposit(
  app: INestApplicationContext,
  organisation: Id<'Organisation'>,
  amount: Minor,
  asset: Asset,
): Promise<void> {
  await app.get(DepositAsMerchant).execute({ organisation, amount, key: 'import' });
  const prepaid = [{ path: accounts.prepaid(organisation), asset }];
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const [balance] = await app.get(ReadBalances).execute(prepaid);
    if (balance !== undefined && balance.credits > 0n) return;
    if (performance.now() > end) throw new DepositNotBooked('the deposit was not booked within two minutes');
    await pause(LOOK_EVERY_MS);
  }
}
