import { expect, it } from '@jest/globals';
import { Wallet } from 'ethers';
import type { Page } from 'playwright-core';
import { sha256 } from '#kernel';
import { alterAnswers, faultsOf, forgetMoves, openTab, says, signInAs, tabTo, verify } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// Mia's journey: what is hers, why, that it is true, and into her wallet.

const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;
const PASSWORD = 'provisio-demo-2026';

inBrowser('an influencer', (world) => {
  const state = (page: Page, name: string) => page.locator('.state-bar li', { hasText: name }).locator('.money');
  const claimButton = (page: Page) => page.getByRole('button', { name: /^Claim \d/ });
  const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });
  const openClaim = async (page: Page): Promise<void> => {
    await page.locator('nav a[href="/claim"]').click();
    await page.getByRole('heading', { name: 'Yours to claim' }).waitFor();
  };

  it(
    'keeps what is hers when a claim is refused, when the server is away, and where no wallet is',
    async () => {
      const { product, browser } = world();
      const { page, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Mia');
      await openClaim(page);
      const refusal = {
        type: '/problems/settlement.claim_refused',
        code: 'settlement.claim_refused',
        detail: 'the vault refuses this claim: PayoutVaultPaused()',
        request_id: 'r-1',
      };
      const isClaim = (method: string): boolean => method === 'POST';
      await page.route('**/v1/claims', (route) =>
        isClaim(route.request().method()) ? route.fulfill({ status: 409, json: refusal }) : route.continue(),
      );
      await claimButton(page).click();
      const alert = page.getByRole('alert');
      await alert.getByText('PayoutVaultPaused()').waitFor();
      await says(alert, /Try again in a minute.*stays in the vault, yours to claim.*r-1/);
      await page.locator('button:enabled', { hasText: /^Claim \d/ }).waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);

      await page.unrouteAll({ behavior: 'wait' });
      await page.route('**/v1/claims', (route) =>
        isClaim(route.request().method()) ? route.abort() : route.continue(),
      );
      await claimButton(page).click();
      await alert.getByText('The server could not be reached.').waitFor();
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'is offered the demo wallet on chain 31337 only',
    async () => {
      const { product, browser } = world();
      const { page, close } = await openTab(browser, DESK);
      await alterAnswers(page, '**/v1/claims', (body: { claim: { chain_id: string } }) => {
        body.claim.chain_id = '1';
        return body;
      });
      await signInAs(page, product.url, 'Mia');
      await openClaim(page);
      await page.getByText('There is no wallet in this browser.').waitFor();
      expect(await page.getByText('Demo wallet').count()).toBe(0);
      expect(await claimButton(page).isDisabled()).toBe(true);
      expect(await faultsOf(page)).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'sees the five states, asks why, proves it, claims by keyboard alone, and is paid in a final block',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Mia');
      const owed = (await state(page, 'Settling').textContent()) ?? '';
      expect(owed).toMatch(/^[1-9][\d,]*\.\d\d GBPT$/);
      await says(page.locator('.kpi', { hasText: 'Available now' }).locator('.figure'), owed);
      await says(state(page, 'Paid'), '0.00 GBPT');
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole('link', { name: /^Why/ }).first().click();
      await verify(page, 'FINAL');
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      // Wherever the focus is: a button that is switched off while it works leaves it nowhere.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('Escape');
      await closed(page);

      await tabTo(page, page.locator('main a[href="/claim"]'));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Yours to claim' }).waitFor();
      await page.getByText(/We pay it: about 0\.\d+ ETH/).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await tabTo(page, claimButton(page));
      await page.keyboard.press('Enter');
      await page.getByText('It can no longer go away: paid.').waitFor();
      await page.getByRole('button', { name: 'Claimed' }).waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);

      const block = page.getByRole('list', { name: 'Your claim' }).getByRole('link');
      await tabTo(page, block);
      await page.keyboard.press('Enter');
      await page.getByText('Done, in a final block').waitFor();
      await page.getByText(`Asked in this browser from ${product.rpcUrl}`).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await closed(page);

      await page.locator('nav a[href="/"]').click();
      await state(page, 'Paid').getByText(owed.replace(' GBPT', '')).waitFor();
      await says(state(page, 'Settling'), '0.00 GBPT');
      await page.locator('nav a[href="/claim"]').click();
      await page.getByRole('heading', { name: 'Nothing to claim now' }).waitFor();
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'claims with a wallet extension, whose account must be the one that is paid',
    async () => {
      const { product, browser } = world();
      const key = new Wallet(`0x${sha256('provisio demo wallet: ', 'Ines Ferro').toString('hex')}`);
      const { page, wrong, close } = await openTab(browser, DESK);
      let account = `0x${'ab'.repeat(20)}`;
      await page.exposeFunction('askWallet', (method: string, data?: string) => answer(key, account, method, data));
      await page.addInitScript(announceWallet);
      await page.goto(product.url);
      await page.getByLabel('E-mail').fill('ines@demo.provisio.example');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await openClaim(page);
      await page.getByText('Test fox').waitFor();
      // She is not among the published people, so there is no demo wallet beside her own.
      expect(await page.getByRole('radio').count()).toBe(1);
      await claimButton(page).click();
      await page.getByRole('alert').getByText('Choose that account in your wallet').waitFor();
      account = key.address;
      await claimButton(page).click();
      await page.getByText('It can no longer go away: paid.').waitFor();
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );
});

/** What a wallet extension answers that holds `key` and shows `account`. */
async function answer(key: Wallet, account: string, method: string, data?: string): Promise<unknown> {
  if (method === 'eth_requestAccounts') return [account];
  if (method === 'eth_chainId') return '0x7a69';
  const { domain, types, message } = JSON.parse(data ?? '{}') as {
    domain: object;
    types: Record<string, { name: string; type: string }[]>;
    message: Record<string, unknown>;
  };
  const { EIP712Domain: _domain, ...own } = types;
  return key.signTypedData(domain, own, message);
}

/** Runs in the page: a wallet that introduces itself as EIP-6963 says. */
function announceWallet(): void {
  const { askWallet } = globalThis as unknown as { askWallet: (method: string, data?: unknown) => Promise<unknown> };
  const provider = {
    request: ({ method, params }: { method: string; params?: unknown[] }) => askWallet(method, params?.[1]),
  };
  const announce = (): void => {
    const detail = { info: { uuid: 'test', name: 'Test fox', icon: '', rdns: 'test' }, provider };
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  };
  addEventListener('eip6963:requestProvider', announce);
}
