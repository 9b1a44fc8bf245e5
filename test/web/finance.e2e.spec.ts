import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import {
  alterAnswers,
  faultsOf,
  fileOf,
  forgetMoves,
  openTab,
  PATIENCE,
  says,
  signInAs,
  tabTo,
  verify,
} from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// Ada's, Ben's and Iris's journey: the book at any moment, its reports, who looked, and a payout run by two names.

const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

inBrowser('finance', (world) => {
  const openBalance = async (page: Page): Promise<void> => {
    await page.locator('nav a[href="/trial-balance"]').click();
    // The overview says so as well.
    await page.getByRole('heading', { level: 1, name: 'Trial balance' }).waitFor();
    await page.getByText('Balanced').first().waitFor();
  };
  /** Presses a key until the screen has heard it. A key asks for a moment, so that twice is as once. */
  const pressUntil = (page: Page, key: string, isHeard: (search: URLSearchParams) => boolean): Promise<boolean> =>
    eventually(
      async () => {
        await page.keyboard.press(key);
        return isHeard(new URL(page.url()).searchParams);
      },
      undefined,
      PATIENCE,
    );

  it(
    'reads the trial balance at past moments, down to an entry that it proves',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await page.locator('tbody .badge').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await openBalance(page);
      expect(await faultsOf(page)).toEqual([]);
      const now = await page.locator('tfoot .money').first().textContent();

      // A key goes a month back; everything balances there as well.
      await pressUntil(page, 'm', (search) => search.get('span') === 'm');
      await page.getByRole('heading', { name: /^What had happened by/ }).waitFor();
      await page.getByText('Balanced').first().waitFor();
      expect(page.url()).toMatch(/[?&]at=20/);
      // The rows stay until the others are there.
      await eventually(
        () => page.locator('tfoot .money').first().textContent(),
        (then) => then !== now,
        PATIENCE,
      );

      // The slider moves by the keyboard, and the address follows it.
      const before = new URL(page.url()).searchParams.get('at');
      await tabTo(page, page.getByRole('slider', { name: 'Moment' }));
      await page.keyboard.press('PageUp');
      await page.waitForURL((url) => url.searchParams.get('at') !== before);
      expect(await fileOf(page, 'CSV')).toMatch(/^asset,kind,line,accounts,[\s\S]*\r\nGBPT\/2,/);

      // What had happened then, as the books stood before there were any: by both times at once.
      await page.getByLabel('As the books stood on').fill('2020-01-01T12:00:00');
      await page.getByRole('heading', { name: /as the books stood on 1 Jan/ }).waitFor();
      await page.locator('tfoot').getByText('0.00').first().waitFor();

      // By what was booked: a day ago there was no book. It is checked once the address says so, a render later.
      await page.getByLabel('What was booked').click();
      await pressUntil(page, 't', (search) => search.get('span') === 't' && search.get('by') === 'recorded');
      await page.getByRole('heading', { name: /^What was booked by/ }).waitFor();
      await page.locator('tfoot').getByText('0.00').first().waitFor();
      await pressUntil(page, 'n', (search) => !search.has('at'));
      await page.getByText('Balanced').first().waitFor();

      await page.getByRole('link', { name: 'Influencers, settling' }).click();
      const drawer = page.getByRole('dialog', { name: 'Accounts' });
      await drawer.getByRole('link', { name: 'Mia Laine' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await drawer.getByRole('link', { name: 'Mia Laine' }).click();
      await drawer.getByRole('heading', { name: 'Entries, newest first' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await drawer.getByRole('link', { name: 'Payout run frozen' }).last().click();
      await verify(page, 'FINAL');
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'raises the alarm that must never show when debits and credits differ',
    async () => {
      const { product, browser } = world();
      const { page, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await openBalance(page);
      expect(await page.getByRole('alert').count()).toBe(0);
      await alterAnswers(page, '**/v1/trial-balance', (body: { assets: { debits: { amount: string } }[] }) => {
        for (const { debits } of body.assets) debits.amount += '0';
        return body;
      });
      await page.reload();
      await page.getByRole('alert').getByText('The book does not balance: GBPT/2').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'reads what is owed, a general ledger, a statement and a balance over time as Ada, who says why',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await page.route('**/v1/reports/aged-receivables/totals', (route) => {
        const problem = { code: 'http.not_now', detail: 'Not now.', request_id: 'r-1' };
        return route.fulfill({ status: 409, json: problem });
      });
      await page.locator('nav a[href="/reports"]').click();
      await page.getByRole('alert').getByText('Not now.').waitFor();
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Try again' }).click();
      const oldest = page.getByRole('row', { name: /^More than 90 days/ });
      await oldest.waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);

      await page.getByLabel('Why do you look?').fill('checks – both');
      await page.getByText(/plain Latin letters/).waitFor();
      await page.getByLabel('Why do you look?').fill('Yearly check');
      await page.keyboard.press('Enter');
      await page.getByText('Your reason: Yearly check').waitFor();

      // From who owes to how it came, row by row, and the same as a file.
      await page.getByRole('link', { name: 'Paper Fox' }).click();
      await page.getByText('Balance before').first().waitFor();
      expect(new URL(page.url()).pathname).toBe('/reports/ledger');
      const csv = await fileOf(page, 'CSV');
      const rows = csv.trimEnd().split('\r\n');
      expect(rows[0]).toMatch(/^row,account,asset,line,seq,entry,/);
      expect(rows.at(-1)).toMatch(/^closing,org:[0-9a-f-]+:receivable,/);
      const lines = (await fileOf(page, 'JSON Lines')).trimEnd().split('\n');
      expect(lines).toHaveLength(rows.length - 1);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ row: 'closing', line: 'org:receivable' });

      // A statement is its address, and says by words what cannot be.
      await page.getByRole('link', { name: 'Statement', exact: true }).click();
      await page.getByLabel('Whose').selectOption({ label: 'Mia Laine' });
      await page.getByRole('button', { name: '7 days' }).click();
      await page.getByRole('heading', { name: 'Mia Laine: Influencers, payable' }).waitFor();
      await page.getByLabel('From', { exact: true }).fill('2999-01-01');
      await page.getByText('The first day comes after the last one.').waitFor();
      await page.getByRole('button', { name: '7 days' }).click();
      await page.locator('.ledger-rows .badge').first().waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole('link', { name: 'Over time' }).click();
      await page.getByRole('heading', { name: 'Pick an account' }).waitFor();
      await page.getByLabel('Line', { exact: true }).selectOption({ label: 'Influencers, payable' });
      await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Mia Laine, GBPT' });
      const chart = page.getByRole('img', { name: /^Balance of Influencers, payable: / });
      await chart.waitFor();
      const days = page.getByRole('region', { name: /as a table$/ }).locator('tbody tr');
      expect(await days.count()).toBe(30);
      // The last day of the picture is what there is now.
      const last = await days.first().locator('td').last().textContent();
      await says(page.locator('.kpi.first .figure'), last ?? '');
      expect(await chart.getAttribute('aria-label')).toContain(last ?? '');
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      expect(wrong.filter((line) => !line.includes('409'))).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'closes the books and opens them again, by keyboard, with who and why',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, DESK);
      await signInAs(page, product.url, 'Ada');
      await page.locator('nav a[href="/reports"]').click();
      await page.getByRole('link', { name: 'Periods' }).click();
      await page.getByText('The books were never closed').waitFor();
      const closeBefore = async (day: string): Promise<void> => {
        await page.getByLabel('First day that stays open').fill(day);
        await tabTo(page, page.getByRole('button', { name: 'Close the books' }));
        await page.keyboard.press('Enter');
        await page.getByText(/^After this nothing takes effect before/).waitFor();
        // The question has the focus: who presses again means it.
        await page.keyboard.press('Enter');
      };
      await closeBefore('2020-01-01');
      const moves = page.locator('table.moves tbody tr');
      await moves.getByText('Closed before 1 Jan 2020').waitFor();
      await says(moves.first().locator('.state'), 'Ada Byrne');
      await says(page.locator('.kpi .figure'), '1 Jan 2020');
      await closeBefore('2020-01-01');
      await page.getByRole('alert').getByText('Nothing was moved').waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Leave it' }).click();

      const again = page.locator('.panel', { has: page.getByRole('heading', { name: 'Open again' }) });
      await again.getByLabel('Why?').fill('a late invoice');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Yes, open again' }).press('Enter');
      await says(page.locator('.kpi .figure'), 'Nothing is closed');
      await moves.getByText('Opened all of it again').waitFor();
      await moves.getByText('a late invoice').waitFor();
      expect(wrong.filter((line) => !line.includes('409'))).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'shows an auditor the book with its proofs, and who looked; and an influencer who looked at hers',
    async () => {
      const { product, browser } = world();
      const iris = await openTab(browser, DESK);
      await signInAs(iris.page, product.url, 'Iris');
      await iris.page.getByText('Balanced').first().waitFor();
      await iris.page.locator('nav a[href="/reports"]').click();
      // She reads what finance did, and has nothing to do it with.
      await iris.page.getByRole('link', { name: 'Periods' }).click();
      await iris.page.getByRole('heading', { name: 'Closings and re-openings' }).waitFor();
      expect(await iris.page.getByRole('button', { name: /Close|Open/ }).count()).toBe(0);
      await iris.page.getByRole('link', { name: 'Statement', exact: true }).click();
      await iris.page.getByLabel('Why do you look?').fill('Audit of November');
      await iris.page.keyboard.press('Enter');
      await iris.page.getByLabel('Whose').selectOption({ label: 'Mia Laine' });
      await iris.page.locator('.ledger-rows .what a').first().click();
      await verify(iris.page, 'FINAL');
      await iris.page.keyboard.press('Escape');

      await iris.page.locator('nav a[href="/money-reads"]').click();
      await iris.page.getByLabel('Whose').selectOption({ label: 'Mia Laine' });
      const look = iris.page.locator('table.looks tr', { hasText: 'Audit of November' });
      await look.getByText('Statement', { exact: true }).waitFor();
      await look.getByText('Iris Vale').first().waitFor();
      await forgetMoves(iris.page);
      expect(await faultsOf(iris.page)).toEqual([]);
      expect(iris.wrong).toEqual([]);
      await iris.close();

      const mia = await openTab(browser, DESK);
      await signInAs(mia.page, product.url, 'Mia');
      await mia.page.locator('nav a[href="/ledger"]').click();
      await mia.page.getByRole('link', { name: 'Statement', exact: true }).click();
      await mia.page.getByRole('heading', { name: 'Influencers, pending' }).waitFor();
      expect(await fileOf(mia.page, 'CSV')).toMatch(/^row,account,/);
      await mia.page.getByRole('link', { name: 'Who looked' }).click();
      const hers = mia.page.locator('table.looks tr', { hasText: 'Audit of November' });
      await hers.getByText('Statement', { exact: true }).waitFor();
      await hers.getByText('Iris Vale').first().waitFor();
      expect(await faultsOf(mia.page)).toEqual([]);
      expect(mia.wrong).toEqual([]);
      await mia.close();
    },
    JOURNEY_MS,
  );

  it(
    'proposes a run as Ada, who cannot approve it, and pays it as Ben, by keyboard alone',
    async () => {
      const { product, browser } = world();
      const ada = await openTab(browser, DESK);
      await signInAs(ada.page, product.url, 'Ada');
      await ada.page.locator('nav a[href="/payouts"]').click();
      await ada.page.getByText('approved by Ben Okoro').waitFor();
      expect(await faultsOf(ada.page)).toEqual([]);
      await tabTo(ada.page, ada.page.getByRole('button', { name: 'Propose a run' }));
      await ada.page.keyboard.press('Enter');
      const approve = (page: Page) => page.getByRole('button', { name: 'Approve and pay' });
      await approve(ada.page).waitFor();
      expect(ada.page.url()).toMatch(/\/payouts\/po_/);
      const marks = await marksOf(ada.page);
      expect(marks).toEqual(outliersFirst(marks));
      await says(ada.page.locator('.kpi', { hasText: 'Gas of its root' }), /about 0\.\d+ ETH/);
      expect(await faultsOf(ada.page)).toEqual([]);

      await ada.page.getByRole('link', { name: 'Hold Yuki Sato' }).click();
      const why = ada.page.getByLabel('Why?');
      await why.fill('asks the bank first');
      expect(await faultsOf(ada.page)).toEqual([]);
      await why.press('Enter');
      await ada.page.getByText('On hold: asks the bank first').waitFor();

      await approve(ada.page).click();
      await ada.page.getByRole('alert').getByText('You cannot approve your own run').waitFor();
      await forgetMoves(ada.page);
      expect(await faultsOf(ada.page)).toEqual([]);
      const wrong = ada.wrong.filter((line) => !line.includes('403'));

      const ben = await openTab(browser, DESK);
      await signInAs(ben.page, product.url, 'Ben');
      await ben.page.locator('nav a[href="/payouts"]').click();
      await tabTo(ben.page, ben.page.locator('tbody a').first());
      await ben.page.keyboard.press('Enter');
      await tabTo(ben.page, approve(ben.page));
      await ben.page.keyboard.press('Enter');
      const steps = ben.page.getByRole('list', { name: 'The run' });
      await steps.getByText(/^Claims since/).waitFor();
      await steps.getByText(/^Epoch 2, \d+ leaves/).waitFor();
      await steps.getByText(/^Block \d+/).waitFor();
      await ben.page
        .getByRole('row', { name: /Mia Laine/ })
        .getByText('Not yet')
        .waitFor();
      // What is wrong is judged of the screen as it opens: a step that is done may push a line.
      await ben.page.reload();
      await ben.page
        .getByRole('row', { name: /Yuki Sato/ })
        .getByText('On hold: asks the bank first')
        .waitFor();
      await steps.getByText(/^Claims since/).waitFor();
      expect(await faultsOf(ben.page)).toEqual([]);

      // Ada's screen follows by itself.
      await ada.page
        .getByRole('list', { name: 'The run' })
        .getByText(/^Claims since/)
        .waitFor();
      await ada.page.locator('nav a[href="/reconciliation"]').click();
      await ada.page.reload();
      await ada.page.getByRole('heading', { name: 'Ledger and chain agree' }).waitFor();
      expect(await faultsOf(ada.page)).toEqual([]);
      expect([...wrong, ...ben.wrong]).toEqual([]);
      await ada.close();
      await ben.close();
    },
    JOURNEY_MS,
  );
});

/** What the list of payees says to look at, from the top: an empty text for nothing. */
async function marksOf(page: Page): Promise<string[]> {
  const states = page.locator('table.payees').first().locator('tbody .state');
  await states.first().waitFor();
  const texts = await states.allTextContents();
  return texts.map((text) => (text === 'As usual' ? '' : text));
}

function outliersFirst(marks: readonly string[]): string[] {
  return [...marks.filter((mark) => mark !== ''), ...marks.filter((mark) => mark === '')];
}
