import { describe, expect, it } from '@jest/globals';
import { DomainError, type Id } from '#kernel';
import { type CustodyKey, accountPath, accounts, custodyKey, isAccountPath } from './account-path.ts';

const ID = '018f6a2e-7c00-7000-8000-000000000001' as Id<'Organisation'>;
const ADDRESS = `0x${'Ab'.repeat(20)}`;
const VAULT = `31337-${'ab'.repeat(20)}` as CustodyKey;

/** Code, field and sentence of a refusal. */
function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof DomainError ? [error.code, error.message, error.details['fields']] : error;
  }
}

describe('an account path', () => {
  it.each(['suspense', 'platform:fees', `payee:${ID}:settling:${VAULT}`, `org:${'x'.repeat(196)}`])('is %s', (text) => {
    expect(isAccountPath(text)).toBe(true);
    expect(accountPath(text)).toBe(text);
  });

  it.each([
    '',
    'Suspense',
    'org:A',
    'org:',
    'org::a',
    ':org',
    'org:a ',
    ' org:a',
    '1org',
    'or1g',
    'org:a\n',
    `org:${'x'.repeat(197)}`,
  ])('is not %j (input.invalid)', (text) => {
    expect(isAccountPath(text)).toBe(false);
    expect(refusal(() => accountPath(text))).toEqual([
      'input.invalid',
      `${text} is not an account path`,
      [{ path: 'account', message: `${text} is not an account path` }],
    ]);
  });

  it('is each line of the chart of accounts', () => {
    const all = [
      accounts.custody(VAULT),
      accounts.settler(VAULT),
      accounts.bank('main'),
      accounts.gasFunds(31_337n),
      accounts.prepaid(ID),
      accounts.leased(ID),
      accounts.escrow(ID),
      accounts.receivable(ID),
      accounts.recovering(ID),
      accounts.unfunded(ID),
      accounts.pending(ID),
      accounts.payable(ID),
      accounts.payeeReceivable(ID),
      accounts.settling(ID, VAULT),
      accounts.paid(ID, VAULT),
      accounts.fees(),
      accounts.ads(),
      accounts.gas(),
      accounts.badDebt(),
      accounts.withheld('uk'),
      accounts.fxLiquidity('eurt'),
      accounts.fxRounding('eurt'),
      accounts.suspense(),
      accounts.opening(),
      accounts.drawings(),
    ];
    expect(all).toEqual([
      `custody:chain:31337:${'ab'.repeat(20)}`,
      `custody:settler:31337:${'ab'.repeat(20)}`,
      'custody:bank:main',
      'custody:gas:31337',
      `org:${ID}:prepaid`,
      `org:${ID}:leased`,
      `org:${ID}:escrow`,
      `org:${ID}:receivable`,
      `org:${ID}:recovering`,
      `payee:${ID}:unfunded`,
      `payee:${ID}:pending`,
      `payee:${ID}:payable`,
      `payee:${ID}:receivable`,
      `payee:${ID}:settling:${VAULT}`,
      `payee:${ID}:paid:${VAULT}`,
      'platform:fees',
      'platform:ads',
      'platform:gas',
      'platform:bad-debt',
      'tax:uk:withheld',
      'fx:eurt:liquidity',
      'fx:eurt:rounding',
      'suspense',
      'equity:opening',
      'equity:drawings',
    ]);
    expect(all.filter((path) => !isAccountPath(path))).toEqual([]);
  });
});

describe('the custody key of a contract', () => {
  it('is its chain and its address in lower case', () => {
    expect(custodyKey(31_337n, ADDRESS)).toBe(VAULT);
    expect(custodyKey(0n, ADDRESS)).toBe(`0-${'ab'.repeat(20)}`);
  });

  it.each([
    [1n, 'ab'.repeat(20)],
    [1n, `0x${'ab'.repeat(19)}`],
    [1n, `0x${'ab'.repeat(21)}`],
    [1n, `0x${'zz'.repeat(20)}`],
    [1n, `x0x${'ab'.repeat(20)}`],
    [-1n, ADDRESS],
  ])('is none for chain %s and %s (input.invalid)', (chain, address) => {
    const message = `${address} on chain ${chain} is not a contract`;
    expect(refusal(() => custodyKey(chain, address))).toEqual([
      'input.invalid',
      message,
      [{ path: 'address', message }],
    ]);
  });

  it.each([
    'bank-one',
    `x31337-${'ab'.repeat(20)}`,
    `31337-${'ab'.repeat(20)}x`,
    `31337-${'ab'.repeat(19)}`,
    `31337-${'AB'.repeat(20)}`,
    `-${'ab'.repeat(20)}`,
    `${'1'.repeat(19)}-${'ab'.repeat(20)}`,
  ])('names no account of a contract when it is %s (input.invalid)', (key) => {
    const message = `${key} is not a contract on a chain`;
    expect(refusal(() => accounts.custody(key as CustodyKey))).toEqual([
      'input.invalid',
      message,
      [{ path: 'custody', message }],
    ]);
  });
});
