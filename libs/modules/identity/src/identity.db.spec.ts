import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Wallet } from 'ethers';
import { type Caller, FixedClock, epochMs } from '#kernel';
import { CacheThatIsAway } from '#platform/cache/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import type { Organisation } from './domain/organisation.ts';
import { anIdentity, signWalletMessage, type TestIdentity } from './testing.ts';
import { Authenticate } from './use-cases/authenticate/authenticate.ts';
import { CreateApiKey } from './use-cases/create-api-key/create-api-key.ts';
import { RevokeApiKey } from './use-cases/create-api-key/revoke-api-key.ts';
import { CreateUser } from './use-cases/create-user/create-user.ts';
import { FindPayeeWallets } from './use-cases/find-payee-wallets/find-payee-wallets.ts';
import { IssueWalletChallenge } from './use-cases/issue-wallet-challenge/issue-wallet-challenge.ts';
import { RefreshTokens } from './use-cases/refresh-tokens/refresh-tokens.ts';
import { RefuseDemoUsers } from './use-cases/refuse-demo-users/refuse-demo-users.ts';
import { SetPayeeWallet } from './use-cases/set-payee-wallet/set-payee-wallet.ts';
import { SignIn } from './use-cases/sign-in/sign-in.ts';

const PASSWORD = 'correct horse battery';
const MINUTE = 60_000;
const refusal = (code: string): object => expect.objectContaining({ code });

describe('identity on PostgreSQL', () => {
  const clock = new FixedClock(epochMs(1_770_000_000_000));
  let database: TestDatabase;
  let identity: TestIdentity;
  let platform: Organisation;
  let partner: Organisation;
  let ana: Caller & { email: string };

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database, { clock });
    platform = await identity.organisation('platform');
    partner = await identity.organisation('partner');
    ana = await identity.user(partner, 'influencer');
  });
  afterAll(async () => {
    await identity.close();
    await database.close();
  });

  describe('users', () => {
    const newUser = (email: string) => ({ email, name: 'B', password: PASSWORD, organisationId: platform.id });

    it('refuses an e-mail that is taken, in any case (identity.email_taken)', async () => {
      const again = identity.get(CreateUser).execute({ ...newUser(ana.email.toUpperCase()), roles: ['finance'] });
      await expect(again).rejects.toEqual(refusal('identity.email_taken'));
    });

    it('refuses a role that such an organisation does not have, in code and in PostgreSQL', async () => {
      const odd = identity.get(CreateUser).execute({ ...newUser('odd@example.test'), roles: ['influencer'] });
      await expect(odd).rejects.toEqual(refusal('identity.role_does_not_fit'));
      const forced = database.database.query(
        `insert into identity.membership values ($1, $2, 'partner', array['finance'], now())`,
        [ana.subject, partner.id],
      );
      await expect(forced).rejects.toMatchObject({ constraint: 'membership_roles_fit_the_organisation' });
      const relabelled = database.database.query(
        `insert into identity.membership values ($1, $2, 'platform', array['finance'], now())`,
        [ana.subject, partner.id],
      );
      await expect(relabelled).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    });

    it('keeps demo users on chain 31337 (identity.demo_users_refused)', async () => {
      const real = await anIdentity(database, { clock, chainId: 1 });
      const demo = { ...newUser('demo@example.test'), roles: ['finance' as const], isDemo: true };
      await expect(real.get(CreateUser).execute(demo)).rejects.toEqual(refusal('identity.demo_users_refused'));
      await expect(real.get(RefuseDemoUsers).onModuleInit()).resolves.toBeUndefined();

      await identity.get(CreateUser).execute(demo);
      await expect(real.get(RefuseDemoUsers).onModuleInit()).rejects.toEqual(refusal('identity.demo_users_refused'));
      const signedIn = real.get(SignIn).execute({ email: demo.email, password: PASSWORD });
      await expect(signedIn).rejects.toEqual(refusal('identity.demo_users_refused'));
      await real.close();
    });
  });

  describe('sign-in', () => {
    it('gives a token that speaks for the person', async () => {
      const { accessToken } = await identity.get(SignIn).execute({ email: ` ${ana.email} `, password: PASSWORD });
      const { email: _, ...caller } = ana;
      await expect(identity.get(Authenticate).execute(accessToken)).resolves.toEqual(caller);
      const [head, body, signature] = accessToken.split('.');
      const forged = `${head}.${Buffer.from('{"roles":["finance"]}').toString('base64url')}.${signature}`;
      await expect(identity.get(Authenticate).execute(forged)).resolves.toBeUndefined();
      const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
      await expect(identity.get(Authenticate).execute(none)).resolves.toBeUndefined();
    });

    it('answers an unknown e-mail and a wrong password alike (identity.wrong_credentials)', async () => {
      for (const email of [ana.email, 'nobody@example.test']) {
        const wrong = identity.get(SignIn).execute({ email, password: 'not the password' });
        await expect(wrong).rejects.toEqual(refusal('identity.wrong_credentials'));
      }
    });

    it('stops guessing after ten attempts, and lets the person in when the window is over (identity.too_many_attempts)', async () => {
      const { email } = await identity.user(partner, 'influencer');
      const attempt = (password: string) => identity.get(SignIn).execute({ email, password });
      const guesses = await Promise.allSettled(Array.from({ length: 14 }, () => attempt('a wrong password')));
      const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'in'));
      expect(codes.filter((code) => code === 'identity.wrong_credentials')).toHaveLength(10);
      expect(codes.filter((code) => code === 'identity.too_many_attempts')).toHaveLength(4);
      await expect(attempt(PASSWORD)).rejects.toEqual(refusal('identity.too_many_attempts'));
      clock.advance(15 * MINUTE);
      await expect(attempt(PASSWORD)).resolves.toBeDefined();
    });

    it('counts in this process alone while the cache is away, and lets people in', async () => {
      const alone = await anIdentity(database, { clock, cache: new CacheThatIsAway() });
      const { email } = await identity.user(partner, 'influencer');
      const attempt = (password: string) => alone.get(SignIn).execute({ email, password });
      await expect(attempt('a wrong password')).rejects.toEqual(refusal('identity.wrong_credentials'));
      await expect(attempt(PASSWORD)).resolves.toBeDefined();
      const guesses = await Promise.allSettled(Array.from({ length: 11 }, () => attempt('a wrong password')));
      const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'in'));
      expect(codes.filter((code) => code === 'identity.too_many_attempts')).toHaveLength(1);
      await alone.close();
    });
  });

  describe('refresh tokens', () => {
    it('give a new pair once; a second use ends the whole family (identity.refresh_token_invalid)', async () => {
      const first = await identity.get(SignIn).execute({ email: ana.email, password: PASSWORD });
      const second = await identity.get(RefreshTokens).execute(first.refreshToken);
      const reused = identity.get(RefreshTokens).execute(first.refreshToken);
      await expect(reused).rejects.toEqual(refusal('identity.refresh_token_invalid'));
      const afterTheft = identity.get(RefreshTokens).execute(second.refreshToken);
      await expect(afterTheft).rejects.toEqual(refusal('identity.refresh_token_invalid'));
    });

    it('is used once even when sent twice at once', async () => {
      const { refreshToken } = await identity.get(SignIn).execute({ email: ana.email, password: PASSWORD });
      const both = await Promise.allSettled([1, 2].map(() => identity.get(RefreshTokens).execute(refreshToken)));
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('end by time and by signing out', async () => {
      const old = await identity.get(SignIn).execute({ email: ana.email, password: PASSWORD });
      const out = await identity.get(SignIn).execute({ email: ana.email, password: PASSWORD });
      await identity.get(RefreshTokens).revoke(out.refreshToken);
      await expect(identity.get(RefreshTokens).execute(out.refreshToken)).rejects.toBeDefined();
      clock.advance(31 * 24 * 60 * MINUTE);
      await expect(identity.get(RefreshTokens).execute(old.refreshToken)).rejects.toBeDefined();
    });

    it('are not stored, only their hashes', async () => {
      const { refreshToken } = await identity.get(SignIn).execute({ email: ana.email, password: PASSWORD });
      const rows = await database.ownerQuery<{ all: string }>('select t::text as all from identity.refresh_token t');
      expect(rows.some((row) => row.all.includes(refreshToken))).toBe(false);
    });
  });

  describe('API keys', () => {
    it('speak for their organisation until revoked, and are stored as a hash', async () => {
      const { key, secret } = await identity.get(CreateApiKey).execute(ana, { name: 'shop', scopes: ['links:read'] });
      expect(secret.startsWith(key.prefix)).toBe(true);
      await expect(identity.get(Authenticate).execute(secret)).resolves.toEqual({
        kind: 'api_key',
        subject: key.id,
        organisation: partner.id,
        roles: ['influencer'],
        scopes: ['links:read'],
      });
      const rows = await database.ownerQuery<{ all: string; last_used_at: Date | null }>(
        'select k::text as all, last_used_at from identity.api_key k',
      );
      expect(rows.every((row) => !row.all.includes(secret) && row.last_used_at !== null)).toBe(true);

      const stranger = await identity.user(platform, 'finance');
      await expect(identity.get(RevokeApiKey).execute(stranger, key.id)).rejects.toEqual(
        refusal('identity.api_key_not_found'),
      );
      await identity.get(RevokeApiKey).execute(ana, key.id);
      await expect(identity.get(Authenticate).execute(secret)).resolves.toBeUndefined();
    });

    it('are made by people only (identity.not_allowed)', async () => {
      const machine: Caller = { ...ana, kind: 'api_key' };
      const made = identity.get(CreateApiKey).execute(machine, { name: 'more', scopes: ['links:read'] });
      await expect(made).rejects.toEqual(refusal('identity.not_allowed'));
    });
  });

  describe('the payee wallet', () => {
    const wallet = new Wallet(`0x${'11'.repeat(32)}`);
    const challenge = (of: Wallet) => identity.get(IssueWalletChallenge).execute(ana, of.address);
    const set = (message: string, signature: string, caller: Caller = ana) =>
      identity.get(SetPayeeWallet).execute(caller, { message, signature });

    it('is set by its own signature, and a change keeps the history', async () => {
      const { message } = await challenge(wallet);
      const first = await set(message, await signWalletMessage(wallet, message));
      expect(first).toMatchObject({ address: wallet.address.toLowerCase(), version: 1 });
      const second = await identity.wallet(ana);
      const now = await identity.get(FindPayeeWallets).execute([partner.id, platform.id]);
      expect([...now]).toEqual([[partner.id, second.address]]);
      const history = await database.database.query('select version from identity.payee_wallet order by version');
      expect(history).toEqual([{ version: 1 }, { version: 2 }]);
    });

    it('refuses a message used before, changed, expired, or of another person (identity.wallet_challenge_invalid)', async () => {
      const used = await challenge(wallet);
      const signature = await signWalletMessage(wallet, used.message);
      await set(used.message, signature);
      await expect(set(used.message, signature)).rejects.toEqual(refusal('identity.wallet_challenge_invalid'));

      const fresh = await challenge(wallet);
      const changed = fresh.message.replace('Chain ID: 31337', 'Chain ID: 1');
      await expect(set(changed, await signWalletMessage(wallet, changed))).rejects.toEqual(
        refusal('identity.wallet_challenge_invalid'),
      );
      const bob = await identity.user(partner, 'influencer');
      const good = await signWalletMessage(wallet, fresh.message);
      await expect(set(fresh.message, good, bob)).rejects.toEqual(refusal('identity.wallet_challenge_invalid'));
      clock.advance(10 * MINUTE);
      await expect(set(fresh.message, good)).rejects.toEqual(refusal('identity.wallet_challenge_invalid'));
    });

    it('refuses the signature of another wallet, and takes the right one afterwards (identity.wallet_signature_wrong)', async () => {
      const other = new Wallet(`0x${'22'.repeat(32)}`);
      const { message } = await challenge(wallet);
      for (const wrong of [await signWalletMessage(other, message), `0x${'ff'.repeat(65)}`, '0x']) {
        await expect(set(message, wrong)).rejects.toEqual(refusal('identity.wallet_signature_wrong'));
      }
      await expect(set(message, await signWalletMessage(wallet, message))).resolves.toBeDefined();
    });

    it('refuses an address with a wrong checksum and an organisation that is no payee', async () => {
      const wrong = wallet.address
        .replace(/[a-f]/, (letter) => letter.toUpperCase())
        .replace(/[A-F]/, (letter) => letter.toLowerCase());
      const finance = await identity.user(platform, 'finance');
      const issue = identity.get(IssueWalletChallenge);
      await expect(issue.execute(ana, '0x1234')).rejects.toEqual(refusal('identity.wallet_address_invalid'));
      await expect(issue.execute(finance, wallet.address)).rejects.toEqual(refusal('identity.not_a_payee'));
      expect(wrong).not.toBe(wallet.address);
      await expect(issue.execute(ana, wrong)).rejects.toEqual(refusal('identity.wallet_address_invalid'));
    });

    it('cannot be rewritten in the database, not even by its owner', async () => {
      for (const attack of [
        'update identity.payee_wallet set address = address',
        'delete from identity.payee_wallet',
        'truncate identity.payee_wallet',
      ]) {
        await expect(database.ownerQuery(attack)).rejects.toMatchObject({ constraint: 'payee_wallet_is_append_only' });
        await expect(database.database.query(attack)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });
});
