import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../scripts/pictures/find-chromium.ts';
import { SCENES } from '../../scripts/pictures/scenes.ts';
import { notRun } from '../support/not-run.ts';
import { aDataDir, Product, removeDataDir } from '../support/product.ts';
import { accessibilityViolations, layoutShift, openBrowser, openTab, overflow, signInAs } from './support/browser.ts';

// The demo's people in a real browser, with the Content-Security-Policy on.

const START_MS = 240_000;
const JOURNEY_MS = 60_000;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const MOST_SHIFT = 0.01;

const executablePath = findChromium();

if (executablePath === undefined) {
  it('is left out where there is no Chromium, and says so', () => {
    notRun('browser', 'no Chromium is installed and CHROMIUM names none');
  });
} else {
  describe('in the browser', () => {
    let dataDir: string;
    let product: Product;
    let browser: Browser;

    beforeAll(async () => {
      dataDir = await aDataDir('web');
      product = await Product.start({ dataDir, demo: true });
      await product.table();
      browser = await openBrowser(executablePath);
    }, START_MS);

    afterAll(async () => {
      await browser?.close();
      await product?.stop();
      await removeDataDir(dataDir);
    }, START_MS);

    const why = (page: Page) => page.getByRole('dialog', { name: 'Why?' });
    const openWhy = async (page: Page): Promise<void> => {
      await page.getByRole('link', { name: /^Why/ }).first().click();
      await page.getByRole('button', { name: 'Verify in this browser' }).waitFor();
    };
    const verdict = async (page: Page): Promise<string> => {
      await page.getByRole('button', { name: 'Verify in this browser' }).click();
      return (await page.locator('.verdict strong').textContent()) ?? '';
    };

    it(
      'proves a commission of Mia against the chain, keeps the receipt, and gives the focus back',
      async () => {
        const { page, wrong, close } = await openTab(browser, { viewport: DESK });
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).origin));
        await signInAs(page, product.url, 'Mia');
        await openWhy(page);
        expect(page.url()).toMatch(/\?why=cm_/);
        expect(await verdict(page)).toBe('FINAL');
        expect(await why(page).locator('.chapters .mark').allTextContents()).toEqual(Array(6).fill('✓Proven'));
        expect(await page.locator('.verdict').textContent()).toMatch(/9 checks in \d+\.\d\d s/);
        expect(new Set(asked)).toEqual(new Set([product.url, new URL(product.rpcUrl).origin]));

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
        const { page, close } = await openTab(browser);
        await page.route('**/v1/commissions/*/receipt', async (route) => {
          const answer = await route.fetch();
          const receipt = (await answer.json()) as { receipt: { arithmetic: { commission: string } } };
          receipt.receipt.arithmetic.commission += '0';
          await route.fulfill({ response: answer, json: receipt });
        });
        await signInAs(page, product.url, 'Mia');
        await openWhy(page);
        expect(await verdict(page)).toBe('FAILED');

        await page.unroute('**/v1/commissions/*/receipt');
        await page.route(`${product.rpcUrl}/**`, (route) => route.abort());
        await page.reload();
        expect(await verdict(page)).toBe('PENDING');
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'proves an entry to Ada, and says FAILED when the screen shows another amount than the log holds',
      async () => {
        const { page, wrong, close } = await openTab(browser, { viewport: DESK });
        await signInAs(page, product.url, 'Ada');
        // The newest entry may wait for the next anchor; one that says it is final must be provable.
        await page.locator('tbody tr', { hasText: 'Anchored, final' }).first().locator('.what a').click();
        expect(await verdict(page)).toBe('FINAL');
        expect(wrong).toEqual([]);

        await page.route(/\/v1\/entries\/en_\w+$/, async (route) => {
          const answer = await route.fetch();
          const entry = (await answer.json()) as { transfers: { amount: { amount: string } }[] };
          for (const { amount } of entry.transfers) amount.amount += '0';
          await route.fulfill({ response: answer, json: entry });
        });
        await page.reload();
        expect(await verdict(page)).toBe('FAILED');
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'signs in by keyboard alone, refuses a wrong password in words, and forgets who was there',
      async () => {
        const { page, close } = await openTab(browser);
        await page.goto(product.url);
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
        expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
        await close();
      },
      JOURNEY_MS,
    );

    it(
      'answers an address of the app with the app, and one of the API with a problem',
      async () => {
        const page = await fetch(`${product.url}/ledger`, { headers: { accept: 'text/html' } });
        expect(await page.text()).toContain('<div id="root">');
        expect(page.headers.get('content-security-policy')).toContain("style-src 'self';");
        const problem = await fetch(`${product.url}/v1/ledger`, { headers: { accept: 'text/html' } });
        expect(problem.headers.get('content-type')).toContain('application/problem+json');
      },
      JOURNEY_MS,
    );

    it.each(SCENES)(
      'shows $name without a fault to axe, without moving, and no wider than the window',
      async ({ person, path, ready }) => {
        const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
        if (person === undefined) await page.goto(product.url);
        else await signInAs(page, product.url, person);
        if (path !== '/') await page.locator(`nav a[href="${path}"]`).click();
        await ready(page);
        expect(await layoutShift(page)).toBeLessThan(MOST_SHIFT);
        expect(await accessibilityViolations(page)).toEqual([]);
        await page.setViewportSize(PHONE);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await accessibilityViolations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        expect(wrong).toEqual([]);
        await close();
      },
      JOURNEY_MS,
    );
  });
}
