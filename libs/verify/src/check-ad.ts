// Bills → entry, rules, price, booking. Each check answers the sentence for a person, or throws BadInput naming the field.
import type { AdBundle, Bill } from './ad-bundle.ts';
import { BadInput } from './bad-input.ts';
import { hashOfJson, mustEqual, percent } from './check-receipt.ts';
import { formatMinor } from './report.ts';

const BPS_WHOLE = 10_000n;
/** Nanos are 10⁻⁹ of a major unit; an asset has 8 decimals at most. */
const NANO_DECIMALS = 9n;

/** The bills are one campaign's, each names the one before by its hash, and the entry names the last. */
export function checkBills({ bills, entry }: AdBundle): string {
  const last = lastOf(bills);
  mustEqual('bills', `SHA-256 ${hashOfJson(last)}`, `SHA-256 ${entry.metadata.bill}`, 'what was booked');
  mustEqual('entry.metadata.campaign', entry.metadata.campaign, last.campaign, "the bill's campaign");
  mustEqual('bills.asset', last.asset, entry.asset, "the entry's");
  mustEqual('bills.unit_nanos', last.unit_nanos, unitOf(last.asset), 'the nanos of a minor unit');
  bills.forEach((bill, at) => {
    const field = `bills[${at}]`;
    for (const name of ['campaign', 'advertiser', 'asset', 'unit_nanos'] as const) {
      mustEqual(`${field}.${name}`, bill[name], last[name], "the last bill's");
    }
    const before = bills[at - 1];
    if (before === undefined) {
      if ((bill.number === '1') !== (bill.previous === '')) {
        throw new BadInput(`${field}.previous`, 'does not fit the number beside it');
      }
      return;
    }
    mustEqual(`${field}.previous`, bill.previous, hashOfJson(before), 'the hash of the bill before');
    mustEqual(`${field}.number`, bill.number, String(BigInt(before.number) + 1n), 'the next number');
  });
  return `Bill ${last.number} of campaign ${last.campaign} is the one whose hash was booked with the entry.`;
}

/** Each share is what a rule version says whose hash was in the log, and in force, before the entry. */
export function checkShares({ bills, rules, entry, leaves }: AdBundle): string {
  const first = BigInt(leaves[0].seq);
  const shares = new Map<string, number>();
  rules.forEach(({ terms, note }, at) => {
    const field = `rules[${at}]`;
    mustEqual(`${field}.note.hash`, note.hash, hashOfJson(terms), 'SHA-256 of the terms');
    if (BigInt(note.seq) >= first) throw new BadInput(`${field}.note.seq`, `is not before the entry at ${first}`);
    if (BigInt(Date.parse(terms.from)) > BigInt(entry.effective_at)) {
      throw new BadInput(`${field}.terms.from`, 'is after the entry');
    }
    if (shares.has(note.hash)) throw new BadInput(field, 'is there twice');
    shares.set(note.hash, 'ad_share_bps' in terms ? terms.ad_share_bps : 0);
  });
  const used = new Set<string>();
  bills.forEach(({ lines }, bill) =>
    lines.forEach((line, at) => {
      const field = `bills[${bill}].lines[${at}]`;
      if ((line.payee === null) !== (line.rule === '') || (line.payee === null && line.share_bps > 0)) {
        throw new BadInput(`${field}.rule`, 'does not fit the payee beside it');
      }
      if (line.rule === '') return;
      const share = shares.get(line.rule);
      if (share === undefined) throw new BadInput(`${field}.rule`, 'is not among the rules');
      mustEqual(`${field}.share_bps`, line.share_bps, share, 'what the rule says');
      used.add(line.rule);
    }),
  );
  if (used.size < shares.size) throw new BadInput('rules', 'hold one that no line names');
  if (shares.size === 0) return 'Nobody has a share in it.';
  return `Shares of ${[...new Set(shares.values())].map(percent).join(', ')}, as rule versions said that were in the log before.`;
}

/** Lines make nanos, nanos with what was carried make minor units, of the payer's whole and each payee's part alike. */
export function checkAdArithmetic({ bills }: AdBundle): string {
  const known = new Map<string, Carried>();
  // Where all bills of the campaign are shown, nothing can have been carried into them.
  const unknown = bills[0].number === '1' ? NOTHING : undefined;
  bills.forEach((bill, at) => checkBill(bill, `bills[${at}]`, known, unknown));
  const last = lastOf(bills);
  const due = last.carries.reduce((sum, carry) => sum + BigInt(carry.due), 0n);
  const events = bills.reduce((sum, { lines }) => sum + lines.reduce((all, { count }) => all + BigInt(count), 0n), 0n);
  return `${events} charged events in ${bills.length} ${bills.length === 1 ? 'bill' : 'bills'}, with what was carried, make ${formatMinor(String(due), last.asset)}.`;
}

type Carried = { readonly exact: bigint; readonly posted: bigint };
const NOTHING: Carried = { exact: 0n, posted: 0n };

function checkBill(bill: Bill, field: string, known: Map<string, Carried>, unknown: Carried | undefined): void {
  const nanos = nanosByPayee(bill.lines);
  const unit = BigInt(bill.unit_nanos);
  const seen = new Set<string>();
  bill.carries.forEach((carry, at) => {
    const place = `${field}.carries[${at}]`;
    const name = nameOf(carry.payee);
    if (seen.has(name)) throw new BadInput(`${place}.payee`, 'is there twice');
    seen.add(name);
    const [exact, posted] = [BigInt(carry.before.exact_nanos), BigInt(carry.before.posted)];
    const before = known.get(name) ?? unknown;
    if (before !== undefined) {
      mustEqual(`${place}.before.exact_nanos`, String(exact), String(before.exact), 'what the bill before left');
      mustEqual(`${place}.before.posted`, String(posted), String(before.posted), 'what was posted before');
    }
    if (exact / unit !== posted) throw new BadInput(`${place}.before`, 'carries a whole minor unit or more');
    mustEqual(`${place}.added_nanos`, carry.added_nanos, String(nanos.get(name) ?? 0n), 'what the lines make');
    const after = exact + BigInt(carry.added_nanos);
    mustEqual(`${place}.exact_nanos`, carry.exact_nanos, String(after), 'before and added together');
    mustEqual(`${place}.due`, carry.due, String(after / unit - posted), 'the whole minor units that are new');
    known.set(name, { exact: after, posted: after / unit });
  });
  for (const [name, sum] of nanos) {
    if (sum > 0n && !seen.has(name)) throw new BadInput(`${field}.carries`, `have none for ${name || 'the platform'}`);
  }
}

/** The creator's part of each event is rounded down to the nano, the platform has the rest. */
function nanosByPayee(lines: Bill['lines']): Map<string, bigint> {
  const nanos = new Map<string, bigint>();
  const add = (payee: string | null, more: bigint): unknown =>
    nanos.set(nameOf(payee), (nanos.get(nameOf(payee)) ?? 0n) + more);
  for (const { price_nanos: price, count, payee, share_bps: bps } of lines) {
    const share = (BigInt(price) * BigInt(bps)) / BPS_WHOLE;
    add(payee, share * BigInt(count));
    add(null, (BigInt(price) - share) * BigInt(count));
  }
  return nanos;
}

/** The last bill's whole units are booked once each, from the advertiser's leased money, and nothing else is; bills before it had none. */
export function checkAdBooking({ bills, entry }: AdBundle): string {
  const last = lastOf(bills);
  bills.slice(0, -1).forEach(({ carries }, at) => {
    if (carries.some(({ due }) => due !== '0')) throw new BadInput(`bills[${at}].carries`, 'were due in another entry');
  });
  const due = last.carries.filter((carry) => carry.due !== '0');
  mustEqual('entry.transfers', `${entry.transfers.length} long`, `${due.length} long`, 'the list of what is due');
  due.forEach(({ payee, due: amount }, at) => {
    const field = `entry.transfers[${at}]`;
    const transfer = entry.transfers[at] as (typeof entry.transfers)[number]; // as many as are due
    mustEqual(`${field}.amount`, transfer.amount, amount, 'what is due');
    mustEqual(`${field}.debit`, transfer.debit, `org:${last.advertiser}:leased`, "the advertiser's leased money");
    mustEqual(
      `${field}.credit`,
      transfer.credit,
      payee === null ? 'platform:ads' : `payee:${payee}:pending`,
      'whose it is',
    );
    mustEqual(`${field}.facts`, transfer.facts, '', 'what a charge carries');
  });
  return "The advertiser's charge and each creator's share are booked once each, in one entry.";
}

/** Whole minor units of the last bill: the advertiser's charge, and each payee's part of it. */
export function sharesOf({ bills }: AdBundle): { charge: string; payees: { payee: string; amount: string }[] } {
  const { carries } = lastOf(bills);
  const charge = carries.reduce((sum, { due }) => sum + BigInt(due), 0n);
  const payees = carries.flatMap(({ payee, due }) => (payee === null || due === '0' ? [] : [{ payee, amount: due }]));
  return { charge: String(charge), payees };
}

/** The bill that the entry names. */
export function lastOf(bills: AdBundle['bills']): Bill {
  return bills.at(-1) ?? bills[0];
}

function nameOf(payee: string | null): string {
  return payee ?? '';
}

function unitOf(asset: string): string {
  const [, decimals] = asset.split('/') as [string, string];
  return String(10n ** (NANO_DECIMALS - BigInt(decimals)));
}
