import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findChromium } from '../../../scripts/pictures/find-chromium.ts';
import { notRun } from '../../support/not-run.ts';
import { aDemoDataDir } from '../../support/prepared-demo.ts';
import { Product, removeDataDir } from '../../support/product.ts';
import { closeTabs, openBrowser } from './browser.ts';

/** A running product with its demo, and a browser to open tabs in. */
export type World = { readonly product: Product; readonly browser: Browser };

/** How long a test of a journey may take: only one that fails ever comes near it. */
export const JOURNEY_MS = 600_000;

const START_MS = 600_000;

/**
 * A journey in a real browser: `tests` has its own product, with the demo, behind `world()`, started with `variables`. Where
 * there is no Chromium nothing of it runs, and the last lines of the run say so.
 */
export function inBrowser(
  name: string,
  tests: (world: () => World) => void,
  variables: () => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({}),
): void {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    it(`${name} is left out where there is no Chromium, and says so`, () => {
      notRun('browser', `${name}: no Chromium is installed and CHROMIUM names none`);
    });
    return;
  }
  describe(`${name}, in the browser`, () => {
    let dataDir: string | undefined;
    let product: Product | undefined;
    let browser: Browser | undefined;

    beforeAll(async () => {
      dataDir = await aDemoDataDir(`web-${name.replaceAll(' ', '-')}`);
      product = await Product.start({ dataDir, demo: true, env: await variables() });
      browser = await openBrowser(executablePath);
      await product.table();
    }, START_MS);

    afterEach(async () => {
      if (browser !== undefined) await closeTabs(browser);
    }, START_MS);

    afterAll(async () => {
      await browser?.close();
      await product?.stop();
      if (dataDir !== undefined) await removeDataDir(dataDir);
    }, START_MS);

    tests(() => {
      if (product === undefined || browser === undefined) throw new Error('the journey has not been started');
      return { product, browser };
    });
  });
}
