import { beforeAll, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { at, itemsOf, textAt } from '../support/rest.ts';
import { alterAnswers, faultsOf, openTab, PATIENCE, says, signInAs } from './support/browser.ts';
import { inBrowser, JOURNEY_MS } from './support/in-browser.ts';
import { Cast } from './support/some-posts.ts';

const DESK = { width: 1280, height: 900 };
const PAGE = 12;
const ENOUGH = 14;

inBrowser('the shopper', (world) => {
  let cast: Cast;

  beforeAll(async () => {
    cast = await Cast.of(world().product);
    const known = itemsOf(await cast.sam.read('/v1/posts?limit=50')).length;
    for (let at = known; at < ENOUGH; at += 1) {
      await cast.publish({ body: `Evening number ${at} by a warm light #lamps`, hue: (at * 47) % 360 });
    }
    await cast.publish({ body: 'A light for the desk #lamps #desk', hue: 200 });
    await cast.untilShown(ENOUGH);
  }, JOURNEY_MS);

  const cards = (page: Page) => page.locator('.feed > .card:not(.ad)');
  const actionsOf = (request: Request): { context: string; actions: { post: string; kind: string }[] } =>
    request.postDataJSON() as { context: string; actions: { post: string; kind: string }[] };

  it(
    'scrolls the feed, opens a post, its product, and leaves for the shop by a tracked link',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await page.context().route('https://*.example/**', (route) => route.fulfill({ body: 'the shop' }));
      const told: { context: string; actions: { post: string; kind: string }[] }[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/feed/actions')) told.push(actionsOf(request));
      });
      const feed = page.waitForResponse(/\/v1\/feed\?/);
      await signInAs(page, product.url, 'Sam');
      const context = textAt(await (await feed).json(), 'context');
      await cards(page)
        .nth(PAGE - 1)
        .waitFor();
      expect(await cards(page).count()).toBe(PAGE);
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole('button', { name: 'Show 12 more' }).click();
      await cards(page).nth(PAGE).waitFor();
      const link = page
        .locator('.card', { has: page.locator('.tags') })
        .last()
        .locator('.words a');
      const words = (await link.textContent()) ?? '';
      await link.hover(); // Where a press needs it to be.
      const scrolled = await page.evaluate(() => window.scrollY);
      expect(scrolled).toBeGreaterThan(0);
      await link.click();
      await page.getByRole('heading', { name: 'Comments' }).waitFor();
      await standsAt(page, 0);
      await says(page.locator('.words.whole'), words);
      expect(await faultsOf(page)).toEqual([]);
      await page.goBack();
      await cards(page).nth(PAGE).waitFor();
      await standsAt(page, scrolled);

      await page.locator('.card .tags a').first().click();
      await page.getByRole('heading', { name: 'Posts that show it' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const popup = page.waitForEvent('popup');
      await page.getByRole('link', { name: /^Go to / }).click();
      const shop = await popup;
      await shop.waitForURL(/pv_click=/);
      expect(new URL(shop.url()).hostname).toMatch(/\.example$/);
      const click = new URL(shop.url()).searchParams.get('pv_click');
      expect(click).toMatch(/^clk_/);
      await eventually(
        () => cast.newestClicks(),
        (clicks) => clicks.includes(click ?? ''),
        PATIENCE,
      );

      const isTold = (kind: string): boolean => told.some(({ actions }) => actions.some((one) => one.kind === kind));
      await eventually(() => isTold('tag_click') && isTold('view'), undefined, PATIENCE);
      expect(told.map((one) => one.context)).toContain(context);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'likes, saves, follows, comments and reports, and finds it all again',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await signInAs(page, product.url, 'Sam');
      // One that the demo's Sam has left alone.
      const untouched = cards(page).filter({ hasNot: page.locator('[aria-pressed="true"]') });
      const href = (await untouched.first().locator('.words a').getAttribute('href')) ?? '';
      const card = cards(page).filter({ has: page.locator(`.words a[href="${href}"]`) });
      const before = Number(await card.getByRole('button', { name: /^Like/ }).textContent().then(countIn));
      const kept = (what: RegExp) =>
        page.waitForResponse((answer) => what.test(answer.url()) && answer.status() === 204);
      const [liked, saved, followed] = [kept(/reactions\/like$/), kept(/reactions\/save$/), kept(/\/v1\/follows\//)];
      await card.getByRole('button', { name: /^Like/ }).click();
      await card.getByRole('button', { name: /^Save/ }).click();
      await card.getByRole('button', { name: /^Follow / }).click();
      await Promise.all([liked, saved, followed]);
      await card.locator('.words a').click();
      await page.getByLabel('Your comment').fill('Where is this lamp from?');
      await page.getByRole('button', { name: 'Comment', exact: true }).click();
      await page.getByText('Where is this lamp from?').last().waitFor();
      await page.getByText('It is there.').waitFor();

      await eventually(
        () => cast.sam.read(`/v1${href}`),
        (post) => at(post, 'counts.likes') === before + 1,
        PATIENCE,
      );
      await page.reload();
      await page.getByRole('heading', { name: 'Comments' }).waitFor();
      expect(page.url()).toContain(href);
      const pressed = page.locator('[aria-pressed="true"]');
      await pressed.nth(2).waitFor();
      expect(await pressed.count()).toBe(3);
      await says(page.getByRole('button', { name: /^Like/ }), new RegExp(`\\b${before + 1}\\b`));

      await page.getByRole('link', { name: 'Report' }).click();
      const report = page.getByRole('dialog', { name: 'Report this post' });
      await report.getByLabel('Something else').check();
      await report.getByLabel('What should a moderator know?').fill('The lamp is not his.');
      expect(await faultsOf(page)).toEqual([]);
      await report.getByRole('button', { name: 'Send the report' }).click();
      await report.getByText('Thank you.').waitFor();
      await page.keyboard.press('Escape');
      await report.waitFor({ state: 'detached' });
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'is told why, to the digit, and sees less of what they do not want, unless they take it back in time',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await signInAs(page, product.url, 'Sam');
      await page
        .getByRole('link', { name: /^Why this/ })
        .first()
        .click();
      const why = page.getByRole('dialog', { name: 'Why this post?' });
      await why.locator('tfoot').waitFor();
      const terms = (await why.locator('tbody .rate').allTextContents()).map(thousandths);
      const score = thousandths((await why.locator('tfoot .rate').textContent()) ?? '');
      expect(terms.reduce((sum, term) => sum + term, 0)).toBe(score);
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await why.waitFor({ state: 'detached' });

      const hides: string[] = [];
      page.on('request', (request) => {
        if (!request.url().endsWith('/v1/feed/actions')) return;
        hides.push(...actionsOf(request).actions.flatMap(({ post, kind }) => (kind === 'hide' ? [post] : [])));
      });
      const first = cards(page).first();
      const words = (await first.locator('.words').textContent()) ?? '';
      await first.getByRole('button', { name: 'Less of this' }).click();
      await page.getByRole('button', { name: 'Undo' }).click();
      await says(first.locator('.words'), words);
      expect(hides).toEqual([]);
      await first.getByRole('button', { name: 'Less of this' }).click();
      await page.getByText('You will see less of this.', { exact: true }).waitFor();
      expect(hides).toHaveLength(1);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );

  it(
    'knows an ad by its label and who pays; it counts once, when it is seen',
    async () => {
      const { product, browser } = world();
      const { page, wrong, close } = await openTab(browser, { viewport: DESK, reducedMotion: 'reduce' });
      // The feed as the API gives it, with the ad of a made-up auction behind its first post.
      await alterAnswers(page, /\/v1\/feed\?/, (feed: { items: { post: string }[]; ads: object[] }) => {
        const place = { kind: 'ad', position: 0, beside: feed.items[0]?.post, auction: 'auc_test', label: 'Ad' };
        const content = { format: 'banner', image_url: '/icon.svg', width: 300, height: 250, alt: 'Lamps for less' };
        const links = { impression_url: '/a/i?t=test', click_url: '/a/c?t=test' };
        const ad = { ...place, advertiser: 'org_test', sponsor: 'tern-and-tide.example', content, ...links };
        return { ...feed, ads: [ad] };
      });
      const pixels: string[] = [];
      await page.route(/\/a\/i\?/, async (route) => {
        pixels.push(route.request().url());
        await route.fulfill({
          status: 200,
          contentType: 'image/svg+xml',
          body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        });
      });
      await signInAs(page, product.url, 'Sam');
      const ad = page.getByRole('article', { name: 'Ad: tern-and-tide.example' });
      await ad.getByText('Paid by tern-and-tide.example').waitFor();
      expect(await ad.getByRole('link').getAttribute('rel')).toBe('sponsored noopener');
      await eventually(() => pixels.length > 0, undefined, PATIENCE);
      await page.mouse.wheel(0, 3_000);
      await page.mouse.wheel(0, -3_000);
      await cards(page).first().locator('.words a').click();
      await page.getByRole('heading', { name: 'Comments' }).waitFor();
      await page.goBack();
      await ad.waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect(pixels).toHaveLength(1);
      expect(wrong).toEqual([]);
      await close();
    },
    JOURNEY_MS,
  );
});

/** Waits until the window stands so far down the page. */
async function standsAt(page: Page, y: number): Promise<void> {
  await eventually(
    () => page.evaluate(() => window.scrollY),
    (now) => now === y,
    PATIENCE,
  );
}

/** The count in the text of a button, e.g. 3 of `♡Like, 3`. */
function countIn(text: string | null): string {
  return /\d+/.exec(text ?? '')?.[0] ?? '';
}

/** Thousandths of a number as it is shown. */
function thousandths(text: string): number {
  return Math.round(1_000 * Number.parseFloat(text.replace('−', '-')));
}
