import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { at, itemsOf, textAt } from '../support/rest.ts';
import { faultsOf, forgetMoves, openTab, PATIENCE, signInAs } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';
import { Cast, type Published } from './support/some-posts.ts';

const DESK = { width: 1280, height: 900 };
/** Its orders are told from those of an earlier run. */
const sale = `cold-${Date.now()}`;
const WORDS = 'The lamp that cures a cold, money back guaranteed';

inBrowser('the moderator', (world) => {
  let cast: Cast;
  let sold: Published;
  let caseId = '';

  beforeAll(async () => {
    cast = await Cast.of(world().product);
    sold = await cast.publish({ body: WORDS, hue: 140 });
    await cast.sell(sold, `${sale}-1`);
    await cast.sell(sold, `${sale}-2`);
    await cast.sam.make(`/v1/posts/${sold.id}/reports`, { reason: 'spam', details: 'No lamp cures a cold.' });
    await cast.publish({ body: 'I will kill you all with kindness and candles', hue: 300 });
    const file = await eventually(
      async () => {
        const queue = itemsOf(await cast.moa.read('/v1/moderation/queue')).map((item) => textAt(item, 'id'));
        const files = await Promise.all(queue.map((id) => cast.moa.read(`/v1/moderation/cases/${id}`)));
        return files.find((one) => at(one, 'post.id') === sold.id);
      },
      undefined,
      PATIENCE,
    );
    caseId = textAt(file, 'id');
  }, JOURNEY_MS);

  const button = (page: Page, name: RegExp) => page.locator('.policy').getByRole('button', { name });
  const decided = (page: Page) => page.locator('.made li', { hasText: WORDS });
  const open = async (page: Page, name: string, case_: string): Promise<void> => {
    await signInAs(page, world().product.url, name);
    await page.goto(`${world().product.url}/?case=${case_}`);
    await page.locator('.evidence').getByText(WORDS).waitFor();
  };

  it(
    'decides a case by a key, takes it back before it is sent, and sees what it did to money',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await signInAs(page, product.url, 'Moa');
      // The worst waits on top.
      await page.locator('.evidence').getByText('kill you all').first().waitFor();
      await page.locator('.policy').getByText('Nobody has seen it, so it earned nothing').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('1');
      await page.getByText('Not sent yet: it goes out').waitFor();
      await page.locator('.made li').getByText('In the log').waitFor();

      await page.goto(`${product.url}/?case=${caseId}`);
      await page.locator('.evidence').getByText(WORDS).waitFor();
      await page.locator('.evidence').getByText('No lamp cures a cold.').waitFor();
      const effect = /2 pending commissions, \d+\.\d\d GBPT, will be under review/;
      await button(page, effect).first().waitFor();
      expect(await button(page, effect).count()).toBe(2);
      expect(await button(page, /2 pending commissions, .* will go on maturing/).count()).toBe(3);
      expect(await faultsOf(page)).toEqual([]);

      await page.keyboard.press('5');
      await decided(page).getByText('Not sent yet').waitFor();
      await page.keyboard.press('u');
      await button(page, effect).first().waitFor();
      await decided(page).waitFor({ state: 'detached' });
      await page.getByLabel('More for the author to read').fill('Say what it does, not what it cures.');
      await page.locator('h1').click();
      await page.keyboard.press('4');
      await decided(page).getByText('In the log').waitFor();
      await decided(page)
        .getByText(/2 commissions, \d+\.\d\d GBPT, under review now\./)
        .waitFor();
      await forgetMoves(page);
      expect(await faultsOf(page)).toEqual([]);
      const file = await cast.moa.read(`/v1/moderation/cases/${caseId}`);
      expect([at(file, 'state'), at(file, 'post.state')]).toEqual(['decided', 'removed']);
      expect(textAt(file, 'decisions.0.reason')).toMatch(/Say what it does, not what it cures\.$/);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'stops the money where its author sees it, with the reason',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await page.goto(product.url);
      await page.getByLabel('E-mail').fill(`${sold.name.toLowerCase()}@demo.provisio.example`);
      await page.getByLabel('Password').fill(cast.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.locator('nav a[href="/commissions"]').click();
      const row = page.locator('tr', { hasText: `${sale}-1` });
      await row.getByText('Under review').waitFor();
      await row.getByText('Say what it does, not what it cures.').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'leaves an appeal to another moderator, who releases the money',
    async () => {
      const { browser } = world();
      await sold.author.make(`/v1/moderation/cases/${caseId}/appeal`, { text: 'It is a quote from a film.' });
      const own = itemsOf(await cast.moa.read('/v1/moderation/queue')).map((item) => textAt(item, 'id'));
      expect(own).not.toContain(caseId);

      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await open(page, 'Max', caseId);
      await page.locator('.evidence').getByText('It is a quote from a film.').waitFor();
      await page.getByRole('heading', { name: 'Decide the appeal' }).waitFor();
      await button(page, /2 commissions, \d+\.\d\d GBPT, will be released/)
        .first()
        .waitFor();
      expect(await button(page, /2 commissions, \d+\.\d\d GBPT, will stay under review/).count()).toBe(2);
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('3');
      await decided(page).getByText('In the log').waitFor();
      await decided(page)
        .getByText(/2 pending commissions, \d+\.\d\d GBPT, maturing\./)
        .waitFor();
      expect(wrong).toEqual([]);
      await close();
      const shown = await cast.sam.read(`/v1/posts/${sold.id}`);
      expect([at(shown, 'state'), at(shown, 'label')]).toEqual(['shown', 'unverified']);
      await eventually(
        () => sold.author.read('/v1/commissions?limit=2'),
        (page_) => itemsOf(page_).every((item) => at(item, 'under_review') === null),
        PATIENCE,
      );
    },
    JOURNEY_MS,
  );
});
