import type { INestApplicationContext } from '@nestjs/common';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DAY_MS, type EpochMs, formatMinor, present, sha256 } from '#kernel';
import { EventConsumers } from '#platform/event-log';
import type { Progress } from '#platform/runtime';
import {
  BuildReceipt,
  importSource,
  ImportRetail,
  ListCommissions,
  MatureCommissions,
  organisationNamed,
  type Shop,
  SetUpShop,
} from '#modules/commissions';
import { FindOrganisation } from '#modules/identity';
import { addSummaries, emptySummary, generateRetail, type ImportSummary } from '#modules/orders';
import { DepositAsMerchant, FindAnchor } from '#modules/settlement';
import { type DemoReport, demoReportFile, readDemoReport } from './demo-report.ts';
import { CLAIMANT, payOut } from './pay-out.ts';
import { addPeople, callerNamed, DEMO_PASSWORD, INFLUENCERS, PEOPLE } from './people.ts';
import { settleOnChain } from './settle-on-chain.ts';
import { runSocialLife } from './social-life.ts';
import { CURRENCY, type DemoShop, demoShops, SETTLEMENT } from './shops.ts';
import { untilAnchored, untilPrepaid } from './wait.ts';

type SetUp = { readonly demo: DemoShop; readonly shop: Shop };

/**
 * Fills an empty product with `days` days of three shops and fifty influencers, pays them, and claims one payout
 * on the chain. Each step finds what an earlier start did, so a start that was killed in the middle goes on.
 */
export async function runDemo(
  app: INestApplicationContext,
  { dataDir, days }: { readonly dataDir: string; readonly days: number },
  progress: Progress,
): Promise<DemoReport> {
  const reportFile = demoReportFile(dataDir);
  const before = await readDemoReport(dataDir);
  if (before !== undefined) return before;

  progress.step('demo: shops and influencers');
  const shops = await setUpShops(app, days);
  await addPeople(app);
  progress.step('demo: deposits on chain');
  await deposit(app, shops);
  // The first shop's sales are paid out; what the others' bring is there for the next run.
  const first = await importHistory(app, shops.slice(0, 1), progress);
  progress.step('demo: payout run, root, claim');
  const paid = await payOut(app, callerNamed('Ada Byrne'), callerNamed('Ben Okoro'));
  const summary = addSummaries(first, await importHistory(app, shops.slice(1), progress));
  const social = await runSocialLife(
    app,
    shops.map(({ shop }) => shop),
    progress,
  );
  progress.step('demo: a sale settled on chain');
  const settled = await settleOnChain(app, present(shops[0], 'the first shop').shop);
  progress.step('demo: anchor, receipt');
  await untilAnchored(app);
  const receiptFile = path.join(dataDir, 'demo', 'receipt.json');
  await writeReceipt(app, receiptFile);
  const anchor = present(await app.get(FindAnchor).newest(), 'anchor');
  const report: DemoReport = {
    people: PEOPLE.map(({ name, email, role }) => ({ name, email, role })),
    password: DEMO_PASSWORD,
    facts: [
      [
        'shops',
        `${shops.length}, ${days} days, ${summary.lines} order lines; ${formatMinor(summary.salesValue, CURRENCY)} GBP sold, ${formatMinor(summary.attributedValue, CURRENCY)} by influencers`,
      ],
      [
        'payout run',
        `${paid.payees} influencers, ${formatMinor(paid.total, SETTLEMENT)} GBPT; proposed by Ada, approved by Ben`,
      ],
      ['claim', `${formatMinor(paid.claimed, SETTLEMENT)} GBPT to ${CLAIMANT}, ${paid.claimTx}`],
      settled,
      ...social,
      ['ledger', `${anchor.size} leaves anchored in ${anchor.contract}`],
    ],
    verifyCommand: `npm run cli -- verify ${path.relative(process.cwd(), receiptFile)}`,
  };
  await writeFile(`${reportFile}.new`, JSON.stringify(report));
  await rename(`${reportFile}.new`, reportFile);
  return report;
}

/** The demo's days end where the day began on which its first shop was made, also when a later start goes on. */
async function setUpShops(app: INestApplicationContext, days: number): Promise<SetUp[]> {
  const first = organisationNamed('merchant', 'Aurora Home');
  const made = (await app.get(FindOrganisation).many([first])).get(first)?.createdAt ?? (Date.now() as EpochMs);
  const today = (made - (made % DAY_MS)) as EpochMs;
  const shops: SetUp[] = [];
  for (const demo of demoShops(today, days)) shops.push({ demo, shop: await app.get(SetUpShop).execute(demo.plan) });
  return shops;
}

async function deposit(app: INestApplicationContext, shops: readonly SetUp[]): Promise<void> {
  for (const { demo, shop } of shops) {
    await app.get(DepositAsMerchant).execute({ organisation: shop.merchantId, amount: demo.deposit, key: 'demo' });
  }
  await untilPrepaid(
    app,
    shops.map(({ shop }) => shop.merchantId),
  );
}

/** Imports, prices and books the days of `shops`, and makes payable what has matured. */
async function importHistory(
  app: INestApplicationContext,
  shops: readonly SetUp[],
  progress: Progress,
): Promise<ImportSummary> {
  let summary = emptySummary();
  for (const { demo, shop } of shops) {
    progress.step(`demo: ${demo.plan.name}`);
    const source = importSource(shop.merchantId, 'demo', sha256(JSON.stringify(demo.shape)), demo.share);
    const links = shop.links.map(({ id }) => id);
    const request = { source, currency: CURRENCY, share: demo.share, links };
    const total = [...generateRetail(demo.shape)].length;
    const done = await app
      .get(ImportRetail)
      .execute(generateRetail(demo.shape), request, (lines) => progress.at(lines, total, 'lines'));
    progress.done(`${done.lines} order lines`);
    summary = addSummaries(summary, done);
  }
  progress.step('demo: pricing and booking');
  await app.get(EventConsumers).caughtUp();
  await app.get(MatureCommissions).execute();
  return summary;
}

/** A receipt of the first influencer that the anchored log covers. */
async function writeReceipt(app: INestApplicationContext, file: string): Promise<void> {
  const mia = callerNamed(INFLUENCERS[0]);
  const [commission] = await app.get(ListCommissions).execute(mia, { state: 'payable', limit: 1 });
  const bundle = await app
    .get(BuildReceipt)
    .execute(mia, present(commission, 'a payable commission').line.commissionId);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`);
}
