import type { Page } from 'playwright-core';

/** A screen to take a picture of: whose, where, and what has to be there before the shutter. */
export type Scene = {
  readonly name: string;
  /** First name of the demo person; undefined for the sign-in. */
  readonly person?: string;
  readonly path: string;
  readonly ready: (page: Page) => Promise<unknown>;
};

const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, exact: false }).first().waitFor();
const proven = (page: Page) => page.locator('tbody .badge').first().waitFor();
const rows = (page: Page) => page.locator('tbody tr').first().waitFor();

async function verifyFirst(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Why/ }).first().click();
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  const verdict = page.locator('.verdict');
  await verdict.waitFor();
  await verdict.scrollIntoViewIfNeeded();
}

async function openEntry(page: Page): Promise<void> {
  await page.locator('tbody .what a').first().click();
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.locator('.verdict').waitFor();
}

async function aMonthAgo(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Month/ }).click();
  await page.getByRole('heading', { name: /^What had happened by/ }).waitFor();
}

/** What Mia has pending, over the last days. */
async function openHistory(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Over time' }).click();
  await page.getByLabel('Why do you look?').fill('Mia asks about October');
  await page.keyboard.press('Enter');
  await page.getByLabel('Line', { exact: true }).selectOption({ label: 'Influencers, pending' });
  await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Mia Laine, GBPT' });
  const chart = page.getByRole('img', { name: /^Balance of/ });
  await chart.waitFor();
  await page.locator('.kpi.first').waitFor();
  await chart.scrollIntoViewIfNeeded();
}

/** The run that waits for approval, else a new one: a picture changes as little as it can. */
async function openProposal(page: Page): Promise<void> {
  await page.locator('.runs tbody tr').first().waitFor();
  const waiting = page.locator('.runs tr', { hasText: 'Waits for approval' }).getByRole('link');
  if ((await waiting.count()) > 0) await waiting.first().click();
  else await page.getByRole('button', { name: 'Propose a run' }).click();
  await page.getByRole('button', { name: 'Approve and pay' }).waitFor();
}

async function openPaidRun(page: Page): Promise<void> {
  await page.locator('.runs tr', { hasText: 'Open to claim' }).getByRole('link').first().click();
  await page.getByText(/^Claims since/).waitFor();
}

const decidable = (page: Page) => page.locator('.policy .money-effect').first().waitFor();

async function pictures(page: Page): Promise<void> {
  await page.locator('.media img').first().waitFor();
  await page.waitForLoadState('networkidle'); // Those in the window, whole.
}

async function openPost(page: Page): Promise<void> {
  await page
    .locator('.card', { has: page.locator('.tags') })
    .first()
    .locator('.words a')
    .click();
  await page.getByText('To the shop').first().waitFor();
  await page.getByLabel('Your comment').waitFor();
  await page.locator('.comments .skeleton').waitFor({ state: 'detached' });
  await pictures(page);
}

async function openProduct(page: Page): Promise<void> {
  await page.locator('.card .tags a').first().click();
  await page.locator('.shelf li').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** A draft that raises one clause and cuts another, priced. */
async function draftRule(page: Page): Promise<void> {
  const rates = page.getByRole('textbox', { name: /^Rate in percent/ });
  await rates.first().fill('14');
  await rates.last().fill('5.5');
  await page.getByText(/waits out the notice/).waitFor();
  await page.locator('.simulation[aria-busy="false"] .lead').waitFor();
}

async function openCampaign(page: Page): Promise<void> {
  await page.locator('.campaigns .what a').last().click();
  await page.getByRole('heading', { name: 'Charges' }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function newCampaign(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lamps for the dark months');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Placements').fill('feed');
}

/** Every picture of docs/pictures. */
export const SCENES: readonly Scene[] = [
  { name: 'sign-in', path: '/', ready: heading('Try it as') },
  { name: 'finance', person: 'Ada', path: '/', ready: proven },
  { name: 'entry', person: 'Ada', path: '/', ready: openEntry },
  { name: 'reconciliation', person: 'Ada', path: '/reconciliation', ready: rows },
  { name: 'trial-balance', person: 'Ada', path: '/trial-balance', ready: aMonthAgo },
  { name: 'owed', person: 'Ada', path: '/reports', ready: rows },
  { name: 'over-time', person: 'Ada', path: '/reports', ready: openHistory },
  { name: 'who-looked', person: 'Iris', path: '/money-reads', ready: rows },
  { name: 'payouts', person: 'Ada', path: '/payouts', ready: rows },
  { name: 'payout-proposal', person: 'Ada', path: '/payouts', ready: openProposal },
  { name: 'payout-run', person: 'Ben', path: '/payouts', ready: openPaidRun },
  { name: 'influencer', person: 'Mia', path: '/', ready: rows },
  { name: 'claim', person: 'Mia', path: '/claim', ready: heading('Yours to claim') },
  { name: 'why', person: 'Mia', path: '/commissions', ready: verifyFirst },
  { name: 'merchant', person: 'Lena', path: '/', ready: rows },
  { name: 'rules', person: 'Lena', path: '/rules', ready: draftRule },
  { name: 'campaigns', person: 'Lena', path: '/campaigns', ready: heading('Funds') },
  { name: 'campaign', person: 'Lena', path: '/campaigns', ready: openCampaign },
  { name: 'campaign-new', person: 'Lena', path: '/campaigns', ready: newCampaign },
  { name: 'ads', person: 'Moa', path: '/ads', ready: heading('Waiting') },
  { name: 'moderator', person: 'Moa', path: '/', ready: decidable },
  { name: 'feed', person: 'Sam', path: '/', ready: pictures },
  { name: 'post', person: 'Sam', path: '/', ready: openPost },
  { name: 'product', person: 'Sam', path: '/', ready: openProduct },
];
