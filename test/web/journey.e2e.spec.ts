import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { SCENES } from '../../scripts/pictures/scenes.ts';
import { alterAnswers, faultsOf, openTab, says, signInAs, verify } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// The demo's people in a real browser, with the Content-Security-Policy on.

const DESK = { width: 1280, height: 900 };

inBrowser('the demo', (world) => {
  const why = (page: Page) => page.getByRole('dialog', { name: 'Why?' });
  const openWhy = async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: /^Why/ }).first().click();
    await page.getByRole('button', { name: 'Verify in this browser' }).waitFor();
  };

  it(
    'proves a commission of Mia against the chain, keeps the receipt, and gives the focus back',
    async () => {
      const { page, wrong, close } = await openTab(world().browser, { viewport: DESK });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).origin));
      await signInAs(page, world().product.url, 'Mia');
      await openWhy(page);
      expect(page.url()).toMatch(/\?why=cm_/);
      await verify(page, 'FINAL');
      expect(await why(page).locator('.chapters .mark').allTextContents()).toEqual(Array(6).fill('✓Proven'));
      await says(page.locator('.verdict'), /9 checks in \d+\.\d\d s/);
      expect(new Set(asked)).toEqual(new Set([world().product.url, new URL(world().product.rpcUrl).origin]));

      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download receipt' }).click();
      const receipt = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { format: string };
      expect(receipt.format).toBe('provisio.receipt.v1');

      await page.keyboard.press('Escape');
      await why(page).waitFor({ state: 'detached' });
      expect(page.url()).not.toContain('why=');
      await page.locator(':focus', { hasText: /^Why\?$/ }).waitFor();
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'says FAILED for a receipt in which one amount was changed, and PENDING when the chain cannot be asked',
    async () => {
      const { page, close } = await openTab(world().browser);
      type Receipt = { receipt: { arithmetic: { commission: string } } };
      await alterAnswers(page, '**/v1/commissions/*/receipt', (bundle: Receipt) => {
        bundle.receipt.arithmetic.commission += '0';
        return bundle;
      });
      await signInAs(page, world().product.url, 'Mia');
      await openWhy(page);
      await verify(page, 'FAILED');

      await page.unrouteAll({ behavior: 'wait' });
      await page.route(`${world().product.rpcUrl}/**`, (route) => route.abort());
      await page.reload();
      await verify(page, 'PENDING');
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'proves an entry to Ada, and says FAILED when the screen shows another amount than the log holds',
    async () => {
      const { page, wrong, close } = await openTab(world().browser, { viewport: DESK });
      await signInAs(page, world().product.url, 'Ada');
      // The newest entry may wait for the next anchor; one that says it is final must be provable.
      await page.locator('tbody tr', { hasText: 'Anchored, final' }).first().locator('.what a').click();
      await verify(page, 'FINAL');
      expect(wrong).toEqual([]);

      type Entry = { transfers: { amount: { amount: string } }[] };
      await alterAnswers(page, /\/v1\/entries\/en_\w+$/, (entry: Entry) => {
        for (const { amount } of entry.transfers) amount.amount += '0';
        return entry;
      });
      await page.reload();
      await verify(page, 'FAILED');
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'signs in by keyboard alone, refuses a wrong password in words, and forgets who was there',
    async () => {
      const { page, close } = await openTab(world().browser);
      await page.goto(world().product.url);
      await page.getByRole('heading', { name: 'Try it as' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByLabel('E-mail').focus();
      await page.keyboard.type('ada@demo.provisio.example');
      await page.keyboard.press('Tab');
      await page.keyboard.type('not her password');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
      await page.getByLabel('Password').fill('provisio-demo-2026');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Latest entries' }).waitFor();
      await page.getByText('Anchored, final').first().waitFor();
      await page
        .getByText(/Balanced$/)
        .first()
        .waitFor();

      await page.reload();
      await page.getByRole('heading', { name: 'Latest entries' }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await page.waitForFunction(() => sessionStorage.length === 0);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'answers an address of the app with the app, and one of the API with a problem',
    async () => {
      const page = await fetch(`${world().product.url}/ledger`, { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain('<div id="root">');
      expect(page.headers.get('content-security-policy')).toContain("style-src 'self';");
      const problem = await fetch(`${world().product.url}/v1/ledger`, { headers: { accept: 'text/html' } });
      expect(problem.headers.get('content-type')).toContain('application/problem+json');
    },
    JOURNEY_MS,
  );

  // What axe says of each screen is in the journey that comes there.
  it.each([...Map.groupBy(SCENES, ({ person }) => person ?? 'nobody')])(
    'leads to every picture of README that belongs to %s',
    async (person, scenes) => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      if (person !== 'nobody') await signInAs(page, product.url, person);
      for (const { path, ready } of scenes) {
        await page.goto(product.url);
        if (path !== '/') await page.locator(`nav a[href="${path}"]`).click();
        await ready(page);
      }
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );
});
