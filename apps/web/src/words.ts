/** Why an entry was booked, as people say it; by `reason` of its metadata. */
const REASONS: Readonly<Record<string, string>> = {
  commission: 'Commission on a sale',
  matured: 'Commission matured',
  funded: 'Sale funded by its merchant',
  refund: 'Refund taken back',
  deposit: 'Deposit on chain',
  deposit_reversed: 'Deposit reorganised away',
  payout_run: 'Payout run frozen',
  payout_run_cancelled: 'Payout run cancelled',
  claim: 'Claim on chain',
  claim_reversed: 'Claim reorganised away',
  'ads.billed': 'Ads charged',
  'ads.lease_opened': 'Ad budget handed out',
  'ads.lease_closed': 'Ad budget come back',
  'ads.lease_settled': 'Ad budget come back',
  'ads.matured': 'Share of ads matured',
};

/** A reason in words; one that we have no words for stays itself, never hidden. */
export function reasonInWords(reason: string | null): string {
  if (reason === null) return 'No reason given';
  return REASONS[reason] ?? reason.replaceAll('_', ' ');
}

const LINES: Readonly<Record<string, string>> = {
  'custody:chain': 'Held in the payout vault',
  'custody:settler': 'Held in the commission settler',
  'custody:bank': 'Held at the bank',
  'custody:gas': 'Gas money',
  'org:prepaid': 'Merchants, prepaid',
  'org:leased': 'Ad budgets handed out',
  'org:escrow': 'Merchants, escrow',
  'org:receivable': 'Merchants owe for unfunded sales',
  'org:recovering': 'Merchants, being recovered',
  'payee:unfunded': 'Influencers, unfunded',
  'payee:pending': 'Influencers, pending',
  'payee:payable': 'Influencers, payable',
  'payee:settling': 'Influencers, settling',
  'payee:paid': 'Influencers, claimed',
  'payee:receivable': 'Influencers owe back',
  'platform:fees': 'Fees earned',
  'platform:ads': 'Ads earned',
  'platform:gas': 'Gas spent',
  'platform:bad-debt': 'Written off',
  'tax:withheld': 'Tax withheld, not paid on yet',
  'fx:liquidity': 'What conversions are paid from',
  'fx:rounding': 'Rounded off in conversions',
  'interbook:due-to': 'Owed to another book',
  'interbook:due-from': 'Another book owes us',
  'equity:opening': 'Balances brought in',
  'equity:drawings': 'Taken out by the platform',
  suspense: 'Not yet explained',
};

/** First words of paths whose second part says which one: an organisation, a currency, a country, a book. */
const NAMED = new Set(['org', 'payee', 'tax', 'fx', 'interbook']);
/** Those of them whose name is worth saying; ids of organisations are not. */
const SAID = new Set(['tax', 'fx', 'interbook']);

/** Every line that has words, for who picks one; in the order of the chart. */
export const KNOWN_LINES: readonly string[] = Object.keys(LINES);

/** A line of the chart of accounts in words. */
export function lineInWords(line: string): string {
  return LINES[line] ?? line;
}

/** An account's path as the line of the chart it belongs to, and of which currency, country or book: ids and addresses left out. */
export function accountInWords(path: string): string {
  const [first = '', second = ''] = path.split(':');
  const words = LINES[lineOf(path)];
  if (words === undefined) return path;
  return SAID.has(first) ? `${words}: ${second}` : words;
}

/** The line of the chart that a path belongs to. */
export function lineOf(path: string): string {
  const [first = '', second, third] = path.split(':');
  const part = NAMED.has(first) ? third : second;
  return part === undefined ? first : `${first}:${part}`;
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** The zone that times are shown in: the reader's own. */
export const zoneName = zone;
/** An instant as a day, e.g. 3 Nov 2026. */
export const dayOf = (instant: string): string => day.format(new Date(instant));
/** A day of the calendar, e.g. 2026-11-03 as 3 Nov 2026, wherever the reader is. */
export const dateOf = (text: string): string => day.format(new Date(`${text}T12:00:00`));
/** An instant as day and minute, e.g. 3 Nov, 14:05. */
export const momentOf = (instant: string): string => moment.format(new Date(instant));

/** Basis points as a percentage: 750 is 7.5 %. */
export function percentOf(bps: number): string {
  return `${(bps / 100).toFixed(2).replace(/\.?0+$/, '')} %`;
}

/** A whole number with its thousands apart. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
