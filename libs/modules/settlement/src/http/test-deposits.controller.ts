import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, InvalidInput } from '#kernel';
import { Allow, CurrentCaller, Scopes } from '#platform/http';
import { DepositAsMerchant } from '../use-cases/deposit-as-merchant/deposit-as-merchant.ts';
import { FindContracts } from '../use-cases/find-contracts/find-contracts.ts';
import { NewTestDeposit, TestDepositBody } from './test-deposits.schemas.ts';

/** Most minor units of one deposit of test money. */
const MOST = 100_000_000n;

/** Test money on a demo chain, for who tries the product. Anywhere else a merchant pays the vault on the chain itself. */
@ApiTags('settlement')
@Controller('v1/test-deposits')
@Allow('merchant')
export class TestDepositsController {
  constructor(
    private readonly depositAsMerchant: DepositAsMerchant,
    private readonly contracts: FindContracts,
  ) {}

  /** Mints test tokens and pays them into the vault for the caller; prepaid once the deposit is final on the chain. */
  @Post()
  @HttpCode(202)
  @Scopes('deposits:write')
  @ApiAcceptedResponse({ standardSchema: TestDepositBody })
  async deposit(
    @Body({ schema: NewTestDeposit }) { amount, reference }: z.output<typeof NewTestDeposit>,
    @CurrentCaller() { organisation }: Caller,
  ): Promise<unknown> {
    const { vault } = await this.contracts.execute();
    if (amount.asset !== vault.asset) throw new InvalidInput('amount', `the vault takes ${vault.asset}`);
    if (amount.amount < 1n || amount.amount > MOST) {
      throw new InvalidInput('amount', `a deposit is 1 to ${MOST} minor units`);
    }
    await this.depositAsMerchant.execute({ organisation, amount: amount.amount, key: `rest-${reference}` });
    return z.encode(TestDepositBody, { amount, reference });
  }
}
