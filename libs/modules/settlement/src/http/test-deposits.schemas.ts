import { z } from 'zod';
import { money } from '#platform/http';

const reference = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be 1 to 64 letters, digits or hyphens')
  .meta({ description: 'Names this deposit: the same again deposits nothing.' });

/** `POST /v1/test-deposits`. */
export const NewTestDeposit = z.strictObject({ amount: money, reference }).meta({ id: 'NewTestDeposit' });
/** A deposit of test money that is on its way. */
export const TestDepositBody = z.object({ amount: money, reference }).meta({ id: 'TestDeposit' });
