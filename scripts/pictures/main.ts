// npm run pictures: takes a picture of every screen of a running product, light and dark, for a desk and a phone.
//   node scripts/pictures/main.ts [--url http://127.0.0.1:3000] [--out docs/pictures] [scene …]
// Wants the demo's people, and Chromium: the one in $CHROMIUM, or one that is installed.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import { root } from '../dev/build-plan.ts';
import { findChromium } from './find-chromium.ts';
import { SCENES, type Scene } from './scenes.ts';

const SIZES = { '1280': { width: 1280, height: 900 }, '390': { width: 390, height: 844 } } as const;
const SCHEMES = ['light', 'dark'] as const;
const COLOURS = 48;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    out: { type: 'string', default: path.join(root, 'docs/pictures') },
  },
});

async function signIn(page: Page, person: string): Promise<void> {
  await page.goto(values.url);
  await page.getByRole('button', { name: new RegExp(`^${person}`) }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function take(browser: Browser, scene: Scene, size: keyof typeof SIZES, scheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  if (scene.person !== undefined) await signIn(page, scene.person);
  // In the app, so that the session of the tab stays.
  if (scene.person === undefined) await page.goto(values.url);
  else if (scene.path !== '/') await page.locator(`nav a[href="${scene.path}"]`).click();
  await scene.ready(page);
  const picture = await page.screenshot({ animations: 'disabled' });
  const file = path.join(values.out, `${scene.name}-${scheme}-${size}.png`);
  await sharp(picture).png({ palette: true, colours: COLOURS, effort: 10, dither: 0 }).toFile(file);
  await context.close();
}

const executablePath = findChromium();
if (executablePath === undefined) {
  process.stderr.write('pictures: there is no Chromium here; install it, or name one in CHROMIUM\n');
  process.exit(1);
}
mkdirSync(values.out, { recursive: true });
const wanted = SCENES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const scene of wanted) {
    for (const scheme of SCHEMES) {
      await take(browser, scene, '1280', scheme);
      await take(browser, scene, '390', scheme);
    }
    process.stdout.write(`${scene.name}\n`);
  }
} finally {
  await browser.close();
}
