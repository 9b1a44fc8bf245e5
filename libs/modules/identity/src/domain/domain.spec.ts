import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Caller, type EpochMs, ROLES, epochMs, id } from '#kernel';
import { refusalOf } from './access.ts';
import { ATTEMPTS_PER_WINDOW, retryAt } from './attempts.ts';
import { normaliseEmail } from './email.ts';
import { accessClaims, callerOf } from './jwt.ts';
import { ORGANISATION_KINDS, rolesOf } from './organisation.ts';
import { nonceOf, walletMessage } from './wallet-message.ts';

const USER = id<'User'>('018f0000-0000-7000-8000-000000000001');
const ORG = id<'Organisation'>('018f0000-0000-7000-8000-000000000002');
const NOW = epochMs(1_770_000_000_000);
const MINUTE = 60_000;

describe('an e-mail address', () => {
  it('is the same in any case and with white space around it', () => {
    expect(normaliseEmail('  Ana@Example.TEST ')).toBe('ana@example.test');
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@example.test',
    'ana@example',
    'a b@example.test',
    'ana@example.test;bob@example.test',
    `${'a'.repeat(250)}@b.cd`,
  ])('refuses %p (input.invalid)', (text) => {
    expect(() => normaliseEmail(text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

describe('roles', () => {
  it('exist each in some kind of organisation', () => {
    expect(new Set(ORGANISATION_KINDS.flatMap(rolesOf))).toEqual(new Set(ROLES));
  });

  it('keep finance and moderator at the platform', () => {
    const others = ORGANISATION_KINDS.filter((kind) => kind !== 'platform').flatMap(rolesOf);
    expect(others).not.toContain('finance');
    expect(others).not.toContain('moderator');
  });
});

describe('the guard', () => {
  const user: Caller = { kind: 'user', subject: USER, organisation: ORG, roles: ['merchant'], scopes: [] };
  const key: Caller = { ...user, kind: 'api_key', scopes: ['orders:write', 'orders:read'] };

  it.each(ROLES.flatMap((has) => ROLES.map((needs) => [has, needs] as const)))(
    'lets a %s into a route for %s only when they are the same',
    (has, needs) => {
      const rule = { roles: [needs], scopes: ['orders:read'] };
      const expected = has === needs ? undefined : 'role';
      expect(refusalOf(rule, { ...user, roles: [has] })).toBe(expected);
      expect(refusalOf(rule, { ...key, roles: [has] })).toBe(expected);
    },
  );

  it('lets a person into a route that names no scope, but no API key', () => {
    const rule = { roles: ['merchant' as const], scopes: [] };
    expect(refusalOf(rule, user)).toBeUndefined();
    expect(refusalOf(rule, key)).toBe('scope');
  });

  it('wants every scope of the route from an API key', () => {
    const rule = { roles: ['merchant' as const], scopes: ['orders:write', 'refunds:write'] };
    expect(refusalOf(rule, key)).toBe('scope');
    expect(refusalOf(rule, { ...key, scopes: ['refunds:write', 'orders:write'] })).toBeUndefined();
  });

  it('lets nobody into a route that says nothing', () => {
    for (const caller of [user, key]) expect(refusalOf({ roles: [], scopes: [] }, caller)).toBe('closed');
  });
});

describe('sign-in attempts', () => {
  it('are free up to the limit and wait for the end of the window beyond it', () => {
    expect(retryAt({ attempts: ATTEMPTS_PER_WINDOW, endsAt: NOW })).toBeUndefined();
    expect(retryAt({ attempts: ATTEMPTS_PER_WINDOW + 1, endsAt: NOW })).toBe(NOW);
  });
});

describe('access claims', () => {
  const claims = accessClaims(USER, ORG, ['finance', 'moderator'], NOW, 15 * MINUTE);
  const at = (ms: number): EpochMs => epochMs(NOW + ms);

  it('speak for the person until they end', () => {
    expect(callerOf(claims, at(14 * MINUTE))).toEqual({
      kind: 'user',
      subject: USER,
      organisation: ORG,
      roles: ['finance', 'moderator'],
      scopes: [],
    });
    expect(callerOf(claims, at(15 * MINUTE))).toBeUndefined();
  });

  it('are of no use before they were made, for another audience, or by another issuer', () => {
    expect(callerOf(claims, at(-2 * MINUTE))).toBeUndefined();
    expect(callerOf({ ...claims, aud: 'other' }, NOW)).toBeUndefined();
    expect(callerOf({ ...claims, iss: 'other' }, NOW)).toBeUndefined();
    expect(callerOf({}, NOW)).toBeUndefined();
  });

  it('never give a role that does not exist', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...ROLES))), (roles) => {
        const caller = callerOf({ ...claims, roles }, NOW);
        expect(caller?.roles).toEqual(ROLES.filter((role) => roles.includes(role)));
      }),
    );
  });
});

describe('the wallet message', () => {
  const message = walletMessage({
    domain: 'provisio.test:3000',
    uri: 'http://provisio.test:3000',
    address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    chainId: 31_337,
    nonce: '00112233445566778899aabbccddeeff',
    payee: 'org_0',
    issuedAt: NOW,
    expiresAt: epochMs(NOW + 10 * MINUTE),
  });

  it('is EIP-4361 text, line by line', () => {
    expect(message.split('\n')).toEqual([
      'provisio.test:3000 wants you to sign in with your Ethereum account:',
      '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
      '',
      'Pay what org_0 earns at Provisio to this wallet.',
      '',
      'URI: http://provisio.test:3000',
      'Version: 1',
      'Chain ID: 31337',
      'Nonce: 00112233445566778899aabbccddeeff',
      'Issued At: 2026-02-02T02:40:00.000Z',
      'Expiration Time: 2026-02-02T02:50:00.000Z',
    ]);
  });

  it('is found again by its nonce', () => {
    expect(nonceOf(message)).toBe('00112233445566778899aabbccddeeff');
    expect(nonceOf('hello')).toBeUndefined();
  });
});
