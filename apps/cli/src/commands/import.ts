import type { INestApplicationContext } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { asset, formatMinor, InvalidInput, minor, parseInstant } from '#kernel';
import { EventConsumers } from '#platform/event-log';
import { Progress } from '#platform/runtime';
import {
  importSource,
  ImportRetail,
  MatureCommissions,
  organisationNamed,
  SetUpShop,
  type ShopPlan,
} from '#modules/commissions';
import {
  addSummaries,
  emptySummary,
  type ImportSummary,
  LINE_OUTCOMES,
  summaryBreaks,
  type LineOutcome,
} from '#modules/orders';
import { ListEntries } from '#modules/ledger';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { type CommandContext, withContext } from '../context.ts';
import { makeDeposit } from '../make-deposit.ts';
import { openInput, type RetailInput } from '../retail-file.ts';

const SETTLEMENT = asset('GBPT/2');
const CURRENCY = asset('GBP/2');
const PARTNERS = 20;

/** `import orders`: a shop's real order lines, through attribution, pricing and the ledger. */
export const command: Command = {
  usage: `npm run cli -- import orders --format online-retail [options] <file.csv.gz> …
  Reads files of the UCI Online Retail form, in order of time. Each line gets one outcome; the summary adds up.
  --merchant <name>     whose orders they are (default "Online Retail")
  --attribute <share>   share of the sales value given to influencers by clicks before the orders (default 0.25)
  --deposit <amount>    minor units of GBPT/2 that the merchant deposits on chain first (default 50000000; 0 for none)
  --json                one line of JSON instead of the table
  \`generated:<days>\` instead of a file makes records of the same shape, for those who lack the file.
  The same file twice changes nothing; a run that was cut off goes on where it was.`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'online-retail' },
        merchant: { type: 'string', default: 'Online Retail' },
        attribute: { type: 'string', default: '0.25' },
        deposit: { type: 'string', default: '50000000' },
        json: { type: 'boolean', default: false },
      },
    });
    const [what, ...files] = positionals;
    if (what !== 'orders' || files.length === 0) throw new UsageError(this.usage);
    if (values.format !== 'online-retail') {
      throw new InvalidInput('format', `${values.format} is not a format that can be read; online-retail is`);
    }
    if (!/^\d{1,18}$/.test(values.deposit)) {
      throw new InvalidInput('deposit', `${values.deposit} is not a count of minor units`);
    }
    const deposit = BigInt(values.deposit);
    const done = await withContext((context) =>
      importFiles(context, files, { merchant: values.merchant, share: values.attribute, deposit }),
    );
    return values.json ? printJson(done, terminal) : printSummary(done.summary, terminal);
  },
};

/** An import that is done. `seconds` from the first line until everything is priced and booked. */
type Done = { readonly summary: ImportSummary; readonly seconds: number; readonly booked: Booked };

/** What stands in the ledger: entries, and the transfers in them. */
type Booked = { readonly entries: number; readonly transfers: number };

type Request = { readonly merchant: string; readonly share: string; readonly deposit: bigint };

async function importFiles(
  { app, services }: CommandContext,
  inputs: readonly string[],
  request: Request,
): Promise<Done> {
  const progress = new Progress();
  progress.step('looking at the input');
  // All of them before anything is written: a name that is wrong leaves no shop and no deposit behind.
  const opened: RetailInput[] = [];
  for (const input of inputs) opened.push(await openInput(input));
  progress.step('merchant, program, influencers');
  const shop = await app.get(SetUpShop).execute(shopPlan(request.merchant));
  if (request.deposit > 0n) {
    progress.step('deposit on chain');
    await makeDeposit(app, organisationNamed('merchant', request.merchant), minor(request.deposit), SETTLEMENT);
  }
  const before = await countBooked(app);
  const began = performance.now();
  let summary = emptySummary();
  for (const { name, total, records, hash } of opened) {
    progress.step(name);
    const links = shop.links.map(({ id }) => id);
    const source = importSource(shop.merchantId, name, hash, request.share);
    const done = await app
      .get(ImportRetail)
      .execute(records, { source, currency: CURRENCY, share: request.share, links }, (lines) =>
        progress.at(lines, total, 'lines'),
      );
    progress.done(`${done.lines} lines`);
    summary = addSummaries(summary, done);
  }
  if (!services.isShared) {
    progress.step('pricing and booking the rest');
    await app.get(EventConsumers).idle();
  }
  progress.done();
  const seconds = (performance.now() - began) / 1000;
  const after = await countBooked(app);
  if (!services.isShared) await app.get(MatureCommissions).execute(); // else the product's own job does it
  const booked = { entries: after.entries - before.entries, transfers: after.transfers - before.transfers };
  return { summary, seconds, booked };
}

async function countBooked(app: INestApplicationContext): Promise<Booked> {
  const list = app.get(ListEntries);
  let entries = 0;
  let transfers = 0;
  for (let next: bigint | undefined, more = true; more; more = next !== undefined) {
    const page = await list.execute({}, next === undefined ? { limit: 1_000 } : { before: next, limit: 1_000 });
    entries += page.entries.length;
    for (const entry of page.entries) transfers += entry.leaves.length;
    next = page.next;
  }
  return { entries, transfers };
}

/** Terms that reward some categories and tiers more, so that an import exercises the whole table. */
function shopPlan(name: string): ShopPlan {
  const tiers = ['standard', 'silver', 'gold'] as const;
  return {
    name,
    url: 'https://shop.example/',
    settlementAsset: SETTLEMENT,
    maturationDays: 30,
    feeBps: 1_000,
    from: parseInstant('2010-11-01T00:00:00Z'),
    table: [
      { category: '*', tier: '*', bps: 500 },
      { category: '*', tier: 'silver', bps: 650 },
      { category: '*', tier: 'gold', bps: 800 },
      { category: 'home', tier: '*', bps: 700 },
      { category: 'home/lighting', tier: 'gold', bps: 1_200 },
      { category: 'seasonal', tier: '*', bps: 900 },
      { category: 'fashion/bags', tier: 'silver', bps: 1_000 },
    ],
    partners: Array.from({ length: PARTNERS }, (_, index) => ({
      name: `Influencer ${index + 1}`,
      tier: tiers[index % tiers.length] ?? 'standard',
    })),
  };
}

function printJson({ summary, seconds, booked }: Done, { write }: Terminal): number {
  const { total, matched, unmatched } = summary.cancelledUnits;
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const units = { total: `${total}`, matched: `${matched}`, unmatched: `${unmatched}` };
  const { lines, outcomes } = summary;
  write(JSON.stringify({ lines, outcomes, cancelled_units: units, ...booked, seconds, peak_rss_mb: peakRssMb }));
  return summaryBreaks(summary).length === 0 ? 0 : 1;
}

/** Prints each outcome that occurred; answers 1 when the numbers do not add up. */
function printSummary(summary: ImportSummary, { write, complain }: Terminal): number {
  const names = (Object.keys(LINE_OUTCOMES) as LineOutcome[]).filter((name) => summary.outcomes[name] > 0);
  const width = Math.max(...names.map((name) => name.length), 0);
  for (const name of names) {
    write(`${String(summary.outcomes[name]).padStart(9)}  ${name.padEnd(width)}  ${LINE_OUTCOMES[name]}`);
  }
  const { total, matched, unmatched } = summary.cancelledUnits;
  write(`${String(summary.lines).padStart(9)}  lines in all`);
  write(`cancelled units: ${total} = ${matched} matched + ${unmatched} unmatched`);
  write(
    `sales value: ${formatMinor(summary.salesValue, CURRENCY)} GBP, of it by influencers: ${formatMinor(summary.attributedValue, CURRENCY)} GBP`,
  );
  const breaks = summaryBreaks(summary);
  for (const sentence of breaks) complain(`does not add up: ${sentence}`);
  return breaks.length === 0 ? 0 : 1;
}
