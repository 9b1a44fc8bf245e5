import { Bug, assert, present } from './assert.ts';
import { ROLES } from './caller.ts';
import { DomainError, InvalidInput } from './errors.ts';

class FundsMissing extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.funds_missing';
  override readonly details: { readonly needed: string };
  constructor(needed: string) {
    super(`needs ${needed}`);
    this.details = { needed };
  }
}
class Silent extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ledger.silent';
}

describe('DomainError', () => {
  it('is an Error with the name of its class, a kind, a code, a message and details', () => {
    const error = new FundsMissing('5');
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({
      name: 'FundsMissing',
      kind: 'refused',
      code: 'ledger.funds_missing',
      message: 'needs 5',
      details: { needed: '5' },
    });
    expect(error.stack).toContain('FundsMissing');
  });

  it('has no details unless it says so', () => {
    expect(new Silent().details).toEqual({});
  });

  it('is not a bug, and a bug is not a refusal', () => {
    expect(new Silent()).not.toBeInstanceOf(Bug);
    expect(new Bug('x')).not.toBeInstanceOf(DomainError);
  });
});

describe('InvalidInput', () => {
  it('names the field and what is wrong with it', () => {
    expect(new InvalidInput('lines[2].price', 'is negative')).toMatchObject({
      kind: 'invalid',
      code: 'input.invalid',
      message: 'is negative',
      details: { fields: [{ path: 'lines[2].price', message: 'is negative' }] },
    });
  });
});

describe('assert and present', () => {
  it('let what is true pass, and throw a Bug for the rest', () => {
    expect(() => assert(true, 'never')).not.toThrow();
    expect(() => assert(false, 'the book does not balance')).toThrow(new Bug('the book does not balance'));
  });

  it('keep values that only look empty', () => {
    expect([present(0, 'a'), present('', 'b'), present(false, 'c'), present(0n, 'd')]).toEqual([0, '', false, 0n]);
    expect(() => present(null, 'the head')).toThrow('the head is missing');
    expect(() => present(undefined, 'the head')).toThrow(Bug);
  });
});

describe('roles', () => {
  it('are the five people of the journeys, and who only looks', () => {
    expect(ROLES).toEqual(['merchant', 'influencer', 'finance', 'moderator', 'shopper', 'auditor']);
  });
});
