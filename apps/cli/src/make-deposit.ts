import type { INestApplicationContext } from '@nestjs/common';
import type { Id, Minor } from '#kernel';

/** stands in until settlement's door is here */
export async function makeDeposit(
  _app: INestApplicationContext,
  _merchant: Id<'Organisation'>,
  _amount: Minor,
): Promise<void> {}
