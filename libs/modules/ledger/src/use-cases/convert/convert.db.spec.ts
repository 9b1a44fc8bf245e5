import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FixedClock, type Minor, asset, minor, newId } from '#kernel';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { type Conversion, accounts } from '../../index.ts';
import { converted } from '../../domain/conversion.ts';
import { type TestLedger, aLedger } from '../../testing.ts';
import { GBPT, NOW, aDeposit, aTransfer, anEntry, anOrganisation } from '../../testing/some-entries.ts';

const USDT = asset('USDT/6');

describe('conversions', () => {
  let db: TestDatabase;
  let ledger: TestLedger;
  const merchant = anOrganisation();

  beforeAll(async () => {
    db = await aDatabase();
    ledger = aLedger(db, new FixedClock(NOW));
    await db.unitOfWork.run((tx) =>
      ledger.registerAsset.execute(tx, USDT, { chainId: 31_337n, address: `0x${'cd'.repeat(20)}`, unitScale: 1n }),
    );
    const treasury = anEntry([aTransfer(accounts.bank('treasury'), accounts.fxLiquidity('usdt'), 50_000_000n)], {
      asset: USDT,
    });
    await db.unitOfWork.run((tx) => ledger.postEntries.execute(tx, [aDeposit(merchant, 10_000n), treasury]));
  });
  afterAll(() => db.close());

  const aConversion = (amount: bigint, more: Partial<Conversion> = {}): Conversion => ({
    id: newId<'Conversion'>(NOW),
    from: { account: accounts.prepaid(merchant), asset: GBPT },
    to: { account: accounts.prepaid(merchant), asset: USDT },
    amount: minor(amount),
    quote: { numerator: 13_337n, denominator: 1n, source: 'test', quotedAt: NOW },
    effectiveAt: NOW,
    ...more,
  });
  const convert = (conversion: Conversion) => db.unitOfWork.run((tx) => ledger.convert.execute(tx, conversion));
  const balance = async (path: Parameters<TestLedger['balanceAt']['execute']>[0]['path'], of = GBPT): Promise<bigint> =>
    (await ledger.readBalances.execute([{ path, asset: of }]))[0]!.balance;

  it('move both moneys through the liquidity of each, in entries that name quote and rounding', async () => {
    const conversion = aConversion(1_000n, {
      quote: { numerator: 40_011n, denominator: 3n, source: 'ecb', quotedAt: NOW },
    });
    const { given, received } = await convert(conversion);
    expect([given.transfers[0]!.amount, received.transfers[0]!.amount]).toEqual([1_000n, 13_337_000n]);
    expect(await balance(accounts.fxLiquidity('gbpt'))).toBe(1_000n);
    expect(await balance(accounts.prepaid(merchant), USDT)).toBe(13_337_000n);
    const view = await ledger.readEntry.execute(received.id);
    expect(view.content.metadata).toMatchObject({
      conversion: conversion.id,
      quote: { numerator: '40011', denominator: '3', source: 'ecb' },
      rounded_off: { numerator: '0', denominator: '3' },
    });
    expect(await convert(conversion)).toMatchObject({ given: { replayed: true }, received: { replayed: true } });
    expect(await balance(accounts.fxLiquidity('gbpt'))).toBe(1_000n);
  });

  it.each([
    ['more than the account has', aConversion(10_000n), 'ledger.insufficient_funds'],
    ['more than the liquidity has', aConversion(5_000n), 'ledger.insufficient_funds'],
    [
      'too little to become anything',
      aConversion(1n, { quote: { numerator: 1n, denominator: 2n, source: 'x', quotedAt: NOW } }),
      'input.invalid',
    ],
    [
      'at no rate',
      aConversion(1n, { quote: { numerator: 0n, denominator: 2n, source: 'x', quotedAt: NOW } }),
      'input.invalid',
    ],
    ['into its own asset', aConversion(1n, { to: { account: accounts.suspense(), asset: GBPT } }), 'input.invalid'],
  ])('are refused for %s, and neither side is booked', async (_what, conversion, code) => {
    const before = await ledger.trialBalance.execute();
    const refused = await convert(conversion).then(
      () => 'nothing',
      (error: { code: string }) => error.code,
    );
    expect(refused).toBe(code);
    expect(await ledger.trialBalance.execute()).toEqual(before);
  });

  it('never make more than the exact amount, and less by under one unit', () => {
    const ratio = fc.bigInt({ min: 1n, max: 10n ** 6n });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), ratio, ratio, (amount, numerator, denominator) => {
        const quote = { numerator, denominator, source: 'x', quotedAt: NOW };
        const { amount: made, rest } = converted(amount as Minor, quote);
        expect(made * denominator + rest).toBe(amount * numerator);
        expect(rest >= 0n && rest < denominator).toBe(true);
      }),
    );
  });

  it('leave sound books in every asset', async () => {
    expect((await ledger.checkMoney.execute()).breaks).toEqual([]);
  });
});
