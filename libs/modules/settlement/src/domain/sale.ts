import { type Id, assert, uuidBytes, uuidOf } from '#kernel';

/** What a merchant signs for `settle` (EIP-712). `amount` in book units, times in seconds since 1970, bytes as 0x hex. */
export type Sale = {
  readonly conversionId: string;
  readonly program: string;
  readonly version: bigint;
  readonly merchant: string;
  readonly payee: string;
  readonly category: string;
  readonly tier: string;
  readonly amount: bigint;
  readonly soldAt: bigint;
  readonly deadline: bigint;
};

/** Which settler a sale is for. */
export type SettlerAt = { readonly chainId: bigint; readonly settler: string };

/** EIP-712 type of a sale, as in CommissionSettler. */
export const SALE_TYPES = {
  Sale: [
    { name: 'conversionId', type: 'bytes32' },
    { name: 'program', type: 'bytes32' },
    { name: 'version', type: 'uint64' },
    { name: 'merchant', type: 'address' },
    { name: 'payee', type: 'address' },
    { name: 'category', type: 'string' },
    { name: 'tier', type: 'string' },
    { name: 'amount', type: 'uint64' },
    { name: 'soldAt', type: 'uint64' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const;

/** What a merchant's wallet signs to stand for an organisation (EIP-712); the contract does not ask for it, we do. */
export const ADMISSION_TYPES = {
  Admission: [
    { name: 'orgRef', type: 'bytes32' },
    { name: 'merchant', type: 'address' },
  ],
} as const;

/** Which wallet stands for whom. */
export type Admission = { readonly orgRef: string; readonly merchant: string };

/** EIP-712 domain of a settler. */
export function saleDomain({ chainId, settler }: SettlerAt): {
  name: string;
  version: string;
  chainId: string;
  verifyingContract: string;
} {
  return { name: 'CommissionSettler', version: '1', chainId: chainId.toString(), verifyingContract: settler };
}

/** One line of an order. */
export type OrderLine = { readonly orderId: Id<'Order'>; readonly lineNo: number };

const MAX_LINE = 0x7fff_ffff;

/** How the chain names a line of an order (`bytes32 conversionId`): the uuid's 16 bytes, then the line number in 16 bytes. */
export function conversionIdOf({ orderId, lineNo }: OrderLine): string {
  assert(Number.isInteger(lineNo) && lineNo > 0 && lineNo <= MAX_LINE, 'lines are counted from 1');
  return `0x${uuidBytes(orderId).toString('hex')}${lineNo.toString(16).padStart(32, '0')}`;
}

/** The line that a conversion id names, or null when it is not of that form (a merchant's own numbering). */
export function orderLineOf(conversionId: string): OrderLine | null {
  const [, uuid, line] = /^0x([0-9a-f]{32})0{24}([0-9a-f]{8})$/.exec(conversionId) ?? [];
  if (uuid === undefined || line === undefined) return null;
  const lineNo = Number.parseInt(line, 16); // not money: a line number
  if (lineNo < 1 || lineNo > MAX_LINE) return null;
  return { orderId: uuidOf(Buffer.from(uuid, 'hex')) as Id<'Order'>, lineNo };
}
