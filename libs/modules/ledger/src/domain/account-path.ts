import { type Brand, type Id, InvalidInput } from '#kernel';

/** Name of an account: lower-case parts with colons, such as `payee:018f…:payable`. With an asset it is one account. */
export type AccountPath = Brand<string, 'AccountPath'>;

/** Names a place where money is kept for payees: `31337-<40 hex digits>` for a vault, a bank's or rail's own name otherwise. */
export type CustodyKey = Brand<string, 'CustodyKey'>;

const PATH = /^[a-z]+(:[a-z0-9-]+)*$/;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const CHAIN_KEY = /^([0-9]{1,18})-([0-9a-f]{40})$/;

/** Longest path that an account may have, in characters. */
const MAX_PATH_LENGTH = 200;

/** Marks `text` as an account path. @throws {InvalidInput} when it is not well-formed; whether the chart knows it is asked later. */
export function accountPath(text: string): AccountPath {
  if (!isAccountPath(text)) throw new InvalidInput('account', `${text} is not an account path`);
  return text;
}

/** Whether `text` is well-formed as an account path. */
export function isAccountPath(text: string): text is AccountPath {
  return text.length <= MAX_PATH_LENGTH && PATH.test(text);
}

/** The custody key of a contract. @throws {InvalidInput} when `address` is not 0x and 40 hex digits. */
export function custodyKey(chainId: bigint, address: string): CustodyKey {
  if (!ADDRESS.test(address) || chainId < 0n) {
    throw new InvalidInput('address', `${address} on chain ${chainId} is not a contract`);
  }
  return `${chainId}-${address.slice(2).toLowerCase()}` as CustodyKey;
}

function contractPath(prefix: string, key: CustodyKey): AccountPath {
  const [, chain, address] = CHAIN_KEY.exec(key) ?? [];
  if (chain === undefined || address === undefined) {
    throw new InvalidInput('custody', `${key} is not a contract on a chain`);
  }
  return `${prefix}:${chain}:${address}` as AccountPath;
}

const org = (id: Id<'Organisation'>, part: string): AccountPath => `org:${id}:${part}` as AccountPath;
const payee = (id: Id<'Organisation'>, part: string): AccountPath => `payee:${id}:${part}` as AccountPath;

/** Paths of the chart of accounts. What each account means stands in table `ledger.chart`. */
export const accounts = {
  /** Tokens in a payout vault. */
  custody: (key: CustodyKey): AccountPath => contractPath('custody:chain', key),
  /** Tokens in a commission settler. */
  settler: (key: CustodyKey): AccountPath => contractPath('custody:settler', key),
  /** Money at a bank. */
  bank: (name: string): AccountPath => accountPath(`custody:bank:${name}`),
  /** Gas money on a chain. */
  gasFunds: (chainId: bigint): AccountPath => accountPath(`custody:gas:${chainId}`),
  /** Funds of a merchant or advertiser. */
  prepaid: (id: Id<'Organisation'>): AccountPath => org(id, 'prepaid'),
  /** Ad budget handed to an edge. */
  leased: (id: Id<'Organisation'>): AccountPath => org(id, 'leased'),
  /** Funds in the settler. */
  escrow: (id: Id<'Organisation'>): AccountPath => org(id, 'escrow'),
  /** What a merchant owes for sales it has not funded yet. */
  receivable: (id: Id<'Organisation'>): AccountPath => org(id, 'receivable'),
  /** Refunds of money that is already paid out: neither owed nor spendable. */
  recovering: (id: Id<'Organisation'>): AccountPath => org(id, 'recovering'),
  /** Earned on a sale that its merchant has not funded. */
  unfunded: (id: Id<'Organisation'>): AccountPath => payee(id, 'unfunded'),
  /** Maturing. */
  pending: (id: Id<'Organisation'>): AccountPath => payee(id, 'pending'),
  /** Free to pay out. */
  payable: (id: Id<'Organisation'>): AccountPath => payee(id, 'payable'),
  /** Refunded after it was claimable; recouped from later earnings. */
  payeeReceivable: (id: Id<'Organisation'>): AccountPath => payee(id, 'receivable'),
  /** Its balance is the payee's cumulative amount in that vault, settler or rail. */
  settling: (id: Id<'Organisation'>, key: CustodyKey): AccountPath => payee(id, `settling:${key}`),
  /** What the payee has claimed there, finally. */
  paid: (id: Id<'Organisation'>, key: CustodyKey): AccountPath => payee(id, `paid:${key}`),
  fees: (): AccountPath => 'platform:fees' as AccountPath,
  ads: (): AccountPath => 'platform:ads' as AccountPath,
  gas: (): AccountPath => 'platform:gas' as AccountPath,
  badDebt: (): AccountPath => 'platform:bad-debt' as AccountPath,
  withheld: (jurisdiction: string): AccountPath => accountPath(`tax:${jurisdiction}:withheld`),
  fxLiquidity: (code: string): AccountPath => accountPath(`fx:${code}:liquidity`),
  fxRounding: (code: string): AccountPath => accountPath(`fx:${code}:rounding`),
  suspense: (): AccountPath => 'suspense' as AccountPath,
  /** What this book owes to another book for money that went there. */
  dueTo: (book: string): AccountPath => accountPath(`interbook:${book}:due-to`),
  /** What another book owes to this one for money that came from there. */
  dueFrom: (book: string): AccountPath => accountPath(`interbook:${book}:due-from`),
  opening: (): AccountPath => 'equity:opening' as AccountPath,
  drawings: (): AccountPath => 'equity:drawings' as AccountPath,
} as const;
