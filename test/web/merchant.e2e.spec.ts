import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { eventually } from '../support/eventually.ts';
import { faultsOf, forgetMoves, openTab, PATIENCE, says, signInAs, verify } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';

// The merchant, who advertises as well: changes a rule and sees beforehand whom it moves, then makes a campaign, waits
// for its approval, and watches what it does and what it is charged, down to the proof.

const DESK = { width: 1280, height: 900 };
const PLACEMENT = 'journey-front';
/** A floor of 15.00 for a thousand: what an impression costs, since nobody else bids there. 1.5 minor units. */
const FLOOR = 15;
const SHOWN = 4;

inBrowser('the merchant', (world) => {
  const screen = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  const main = (page: Page): Locator => page.locator('main');
  const said = (page: Page): Locator => page.locator('.simulation .lead');
  /** The line of the simulation once it is about the draft as it stands. */
  const simulated = async (page: Page): Promise<string> => {
    await page.locator('.simulation[aria-busy="false"] .lead').waitFor();
    return (await said(page).textContent()) ?? '';
  };
  const rateOf = (page: Page, clause: RegExp): Locator => page.getByRole('textbox', { name: clause });

  it(
    'edits a rule with its simulation beside it, sees when it may start, and publishes it',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK });
      await signInAs(page, product.url, 'Lena');
      await page.locator('tbody tr').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await screen(page, 'Rules');
      const heading = await page.getByRole('heading', { name: /^In force: version/ }).textContent();
      const version = Number.parseInt(/\d+$/.exec(heading ?? '')?.[0] ?? '', 10);
      await says(said(page), 'Last 30 days: nothing changes for anybody.');
      expect(await faultsOf(page)).toEqual([]);

      // A raise moves everybody up, and may start at once.
      const standard = rateOf(page, /^Rate in percent of the clause any category, any tier$/);
      const before = await standard.inputValue();
      await standard.fill(String(Number.parseFloat(before) + 2));
      await page.getByText('Nobody earns less by this draft').waitFor();
      const raise = await eventually(
        () => simulated(page),
        (text) => text.includes('+'),
        PATIENCE,
      );
      expect(raise).toMatch(/^Last 30 days: \+[\d,]+\.\d\d GBPT for \d+ partners?\.$/);
      await expect(sumOfChanges(page)).resolves.toBeGreaterThan(0);

      // A cut waits out its notice, said before it is saved.
      await standard.fill(String(Number.parseFloat(before) - 1));
      await page.getByText(/waits out the notice of 30 days: .* at the earliest/).waitFor();
      await eventually(
        () => simulated(page),
        (text) => /−[\d,]+\.\d\d GBPT for \d+ partners?\.$/.test(text),
        PATIENCE,
      );
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      const earliest = new Date(await page.getByLabel('Takes effect').inputValue());
      expect(earliest.getTime()).toBeGreaterThanOrEqual(Date.now() + 29 * 86_400_000);

      // What is wrong is said at the clause.
      await page.getByRole('button', { name: 'Add a clause' }).click();
      const clause = page
        .getByRole('list', { name: /^Clauses/ })
        .locator('li')
        .first();
      await clause.getByRole('combobox', { name: /^Category/ }).fill('Home and more!');
      await clause.getByRole('textbox', { name: /^Rate/ }).fill('9');
      await clause.getByText('this is no path like home/lighting, nor *').waitFor();
      expect(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled()).toBe(true);
      await clause.getByRole('button', { name: /^Remove/ }).click();

      await standard.fill(String(Number.parseFloat(before) + 2));
      await eventually(
        () => simulated(page),
        (text) => text === raise,
        PATIENCE,
      );
      await page.getByRole('button', { name: 'Save as a new version' }).click();
      await page.getByText(`Version ${version + 1} is saved; it counts from`).waitFor();
      await page.getByRole('heading', { name: `In force: version ${version + 1}` }).waitFor();
      await says(said(page), 'Last 30 days: nothing changes for anybody.');
      // Wrong input is refused by the API and shown; the browser writes such an answer to its console.
      expect(wrong.filter((line) => !line.includes('422'))).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'funds, makes a campaign, has it approved, activates it, and watches it down to the proof of a charge',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK });
      await signInAs(page, product.url, 'Lena');
      await screen(page, 'Campaigns');
      expect(await faultsOf(page)).toEqual([]);

      const prepaid = page.locator('.kpi', { hasText: 'Prepaid' }).locator('.money');
      const before = await amountIn(prepaid);
      await page.getByLabel('Add test money').fill('250.00');
      await page.getByRole('button', { name: 'Deposit' }).click();
      await page.getByText('250.00 GBPT is on its way').waitFor();
      await eventually(
        () => amountIn(prepaid),
        (now) => now > before + 20_000n, // Leases of campaigns that play come and go meanwhile.
        PATIENCE,
      );

      await page.getByRole('link', { name: 'New campaign' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Lamps for the dark months');
      await page.getByLabel(/^Bid for 1,000/).fill('free');
      await page.getByText('A bid is a price above zero').waitFor();
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
      await page.getByLabel(/^Bid for 1,000/).fill('20.00');
      await page.getByLabel(/^Budget/).fill('40.00');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByLabel('Placements').waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.getByLabel('Placements').fill(PLACEMENT);
      await page.getByLabel('Countries').fill('gbr');
      await page.getByLabel('phone').check();
      await page.getByRole('button', { name: 'Next' }).click();
      await page
        .getByLabel('Picture', { exact: true })
        .setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: await aBanner() });
      await page.getByText('300 × 250 pixels').waitFor();
      await page.getByLabel('What is on it').fill('A brass lamp on a dark table');
      await page.getByLabel('Where a click leads').fill('https://aurora-home.example/lamps');
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('img', { name: 'A brass lamp on a dark table' }).waitFor();
      await page.getByRole('button', { name: 'Make the campaign' }).click();
      await page.getByRole('heading', { level: 1, name: 'Lamps for the dark months' }).waitFor();
      await page.getByText('No creative is approved yet').waitFor();

      const moderator = await openTab(browser, { viewport: DESK });
      await signInAs(moderator.page, product.url, 'Moa');
      await moderator.page.goto(`${product.url}/ads`);
      await moderator.page.getByRole('heading', { level: 1, name: 'Ads to approve' }).waitFor();
      const card = moderator.page.locator('.waiting-creative', { hasText: 'Banner 300 × 250' }).filter({
        has: moderator.page.getByRole('img', { name: 'A brass lamp on a dark table' }),
      });
      await card.waitFor();
      expect(await faultsOf(moderator.page)).toEqual([]);
      await card.getByRole('button', { name: 'Approve' }).click();
      await card.waitFor({ state: 'detached' });
      expect(moderator.wrong).toEqual([]);
      await moderator.close();

      await page.getByText('A creative is approved.').waitFor();
      await page.getByRole('button', { name: 'Activate' }).click();
      await page.getByText('It is active.').waitFor();
      for (let reader = 0; reader < SHOWN; reader += 1) await showOnce(product.url, reader, reader === 0);

      const kpi = (name: string): Locator =>
        page
          .locator('.kpi')
          .filter({ has: page.getByText(name, { exact: true }) })
          .locator('.figure');
      await says(kpi('Impressions'), String(SHOWN));
      await says(kpi('Clicks'), '1');
      // Four impressions at the floor: 0.06, in minor units and to the nano.
      await says(kpi('Spent'), '0.06 GBPT');
      await says(kpi('eCPM'), '15.00');
      await page.getByRole('rowheader', { name: PLACEMENT }).waitFor();
      const charged = main(page).locator('table', { hasText: 'Charged events' }).locator('tbody .money');
      await eventually(
        async () => (await charged.allTextContents()).reduce((sum, text) => sum + minorOf(text), 0n),
        (sum) => sum === 6n,
        PATIENCE,
      );
      expect(await faultsOf(page)).toEqual([]);

      await page
        .getByRole('link', { name: /^Proof of the charge/ })
        .first()
        .click();
      const drawer = page.getByRole('dialog', { name: 'Entry' });
      await drawer.getByText('Ads charged').waitFor();
      await drawer.getByText('Anchored, final').first().waitFor();
      await verify(page, 'FINAL');
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );
});

/** Changes of the partners that are shown, in minor units. */
async function sumOfChanges(page: Page): Promise<number> {
  const texts = await page.locator('.simulation table').last().locator('tbody td:last-child').allTextContents();
  return texts.reduce((sum, text) => sum + Number.parseFloat(text.replace(/[^\d.−]/g, '').replace('−', '-')), 0);
}

const minorOf = (text: string): bigint => BigInt(text.replace(/\D/g, ''));

async function amountIn(place: Locator): Promise<bigint> {
  return minorOf((await place.textContent()) ?? '');
}

/** A banner of the usual size. */
function aBanner(): Promise<Buffer> {
  const picture = { width: 300, height: 250, channels: 3, background: { r: 96, g: 64, b: 32 } } as const;
  return sharp({ create: picture }).png().toBuffer();
}

/** A publisher asks for a banner, shows what it got, and a reader may click: the edge loads its market in the background. */
async function showOnce(url: string, reader: number, clicks: boolean): Promise<void> {
  const imp = { id: '1', banner: { w: 300, h: 250 }, tagid: PLACEMENT, bidfloor: FLOOR, bidfloorcur: 'GBP' };
  const device = { devicetype: 4, geo: { country: 'GBR' } };
  const request = { id: `r${reader}`, imp: [imp], user: { id: `reader-${reader}` }, device };
  const markup = await eventually(
    async () => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/openrtb2/auction`, { method: 'POST', headers, body: JSON.stringify(request) });
      if (answer.status !== 200) return undefined;
      const { seatbid } = (await answer.json()) as { seatbid: { bid: { adm: string }[] }[] };
      return seatbid[0]?.bid[0]?.adm;
    },
    undefined,
    PATIENCE,
  );
  const [pixel] = /[^"]+\/a\/i\?t=[^"]+/.exec(markup ?? '') ?? [''];
  const [click] = /[^"]+\/a\/c\?t=[^"]+/.exec(markup ?? '') ?? [''];
  expect((await fetch(pixel.replaceAll('&amp;', '&'))).status).toBe(200);
  if (clicks) expect((await fetch(click.replaceAll('&amp;', '&'), { redirect: 'manual' })).status).toBe(302);
}
