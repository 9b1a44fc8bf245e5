import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { eventually } from '../../support/eventually.ts';

/** A tab, and what went wrong in it: refused by the Content-Security-Policy, thrown, or written as an error. */
export type Tab = { readonly page: Page; readonly wrong: readonly string[]; readonly close: () => Promise<void> };

/** Chromium at `executablePath`, as a person would start it. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** How long a step waits for its screen: far longer than it takes anywhere, since only what fails ever waits that long. */
const PATIENCE_MS = 120_000;
/** For `eventually`, as long as that. */
export const PATIENCE = { timeoutMs: PATIENCE_MS, everyMs: 100 };

/** A tab of its own: no cookie, no session, no cache of another. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  return { page, wrong, close: () => closeContext(context) };
}

/** Closes what a test that failed has left open, so that the next one has the browser to itself. */
export async function closeTabs(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await closeContext(context);
}

/** The page may be asking for something right now: whoever answers it then is told nothing, and throws nothing. */
async function closeContext(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

/** A server closes what has been idle for too long, sometimes just when it is used again. */
const LOST_CONNECTIONS = 3;

/**
 * Shows the page what `change` makes of the server's answers from `url`, until the tab closes or `page.unrouteAll`. A
 * refusal passes as it is.
 */
export async function alterAnswers<Body>(
  page: Page,
  url: string | RegExp,
  change: (body: Body) => unknown,
): Promise<void> {
  await page.route(url, async (route) => {
    const answer = await route.fetch({ maxRetries: LOST_CONNECTIONS });
    if (!answer.ok()) return route.fulfill({ response: answer });
    return route.fulfill({ response: answer, json: change((await answer.json()) as Body) });
  });
}

/** Signs in as the demo person with this first name by one click. */
export async function signInAs(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** What axe says of colours: all that is another in the dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page as it is, each with where; by these rules, or by all of them. */
async function accessibilityViolations(page: Page, rules?: string[]): Promise<string[]> {
  // In the page itself, which has no frames: the other way opens a tab each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations, passes } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  if (violations.length + passes.length === 0) throw new Error('axe looked at nothing');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`);
}

/** How far the page is wider than the window, in pixels. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Waits until the place says `words`, in whole (a text) or in part (a pattern), and answers all that it says. */
export async function says(place: Locator, words: string | RegExp): Promise<string> {
  const fits = (text: string): boolean => (typeof words === 'string' ? text === words : words.test(text));
  return eventually(async () => (await place.textContent()) ?? '', fits, PATIENCE);
}

/** Verifies in the browser, by its button, and waits for this outcome. */
export async function verify(page: Page, outcome: 'FINAL' | 'PENDING' | 'FAILED'): Promise<void> {
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await says(page.locator('.verdict strong'), outcome);
}

/** The text of the file that the button of this name hands over. */
export async function fileOf(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
}

/** Until when the movements of a page are judged, in its own time since the epoch. */
const judgedUntil = new WeakMap<Page, number>();

/** How much of the page has moved by itself since it was opened, or since `forgetMoves`: cumulative layout shift. */
async function layoutShift(page: Page): Promise<number> {
  const shift = await page.evaluate(
    async (since) => {
      const moved = await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
          const own = shifts.filter((one) => !one.hadRecentInput && performance.timeOrigin + one.startTime > since);
          resolve(own.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Nothing has moved where nothing is reported.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      });
      return moved;
    },
    judgedUntil.get(page) ?? 0,
  );
  return shift;
}

/**
 * What has moved until now was what somebody asked for: a proof that is shown pushes the button below it. The browser
 * excuses half a second after a press, which is nothing where a press takes longer.
 */
export async function forgetMoves(page: Page): Promise<void> {
  const now = await page.evaluate(async () => {
    // What was put into the page moves in the next frame.
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    return performance.timeOrigin + performance.now();
  });
  judgedUntil.set(page, now);
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const SIZES = { '1280': DESK, '390': PHONE } as const;
const MOST_SHIFT = 0.01;

/**
 * What is wrong with the screen as it stands, in words, none where all is well: axe at 1,280 and 390 pixels, in the dark
 * what it says of colours; nothing wider than the window, nothing that moved by itself since the last time. The tab is
 * left light, 1,280 wide.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const shift = await layoutShift(page);
  if (shift >= MOST_SHIFT) faults.push(`the page moved by ${shift}`);
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const light = await accessibilityViolations(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const dark = await accessibilityViolations(page, COLOUR_RULES);
    faults.push(...light.map((violation) => `${name} light: ${violation}`));
    faults.push(...dark.map((violation) => `${name} dark: ${violation}`));
    const wider = await overflow(page);
    if (wider > 0) faults.push(`${name}: ${wider} pixels wider than the window`);
  }
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await forgetMoves(page);
  return faults;
}

/** More presses than any screen has places to stop at. */
const MOST_STOPS = 120;

/** Goes to `target` by Tab alone, as somebody without a mouse does. @throws when Tab does not lead there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}
