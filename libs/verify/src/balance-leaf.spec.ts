import { createHash } from 'node:crypto';
import { type BalanceProof, balancesNoteHash } from './balance-leaf.ts';

const ASSET = 'GBPT/2';
const sha = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(Buffer.from(parts.join(''), 'hex'))
    .digest('hex');
const text = (of: string): string => createHash('sha256').update(of).digest('hex');
const u64 = (value: bigint): string => value.toString(16).padStart(16, '0');
const NAME = Buffer.from(ASSET).toString('hex').padEnd(32, '0');

type Node = { hash: string; owed: bigint };
const join = (left: Node, right: Node): Node => ({
  hash: sha('01', u64(left.owed), left.hash, u64(right.owed), right.hash),
  owed: left.owed + right.owed,
});
const leafOf = (path: string, owed: bigint): Node => ({
  hash: sha('00', NAME, text(path), ...[1n, 2n, 3n, 4n, owed].map(u64)),
  owed,
});
const noteOf = (size: bigint, accounts: bigint, { hash, owed }: Node): string =>
  sha('02', NAME, u64(size), u64(accounts), u64(owed), hash);

/** Three accounts: the third stands alone on the right. */
const [A, B, C] = [leafOf('suspense', 50n), leafOf('org:b:prepaid', 7n), leafOf('org:c:prepaid', 0n)];
const AB = join(A, B);
const NOTE = noteOf(1_000n, 3n, join(AB, C));

function aProof(
  index: number,
  owed: bigint,
  siblings: readonly Node[],
  more: Partial<BalanceProof> = {},
): BalanceProof {
  return {
    size: '1000',
    account_count: '3',
    index: String(index),
    account_seq: '1',
    last_seq: '2',
    debits: '3',
    credits: '4',
    owed: String(owed),
    proof: siblings.map((of) => ({ hash: of.hash, owed: String(of.owed) })),
    ...more,
  };
}
const hashOf = (path: string, proof: BalanceProof): string => balancesNoteHash(proof, { path, asset: ASSET });

describe('a proof of balances', () => {
  it('leads from every account to the hash of the note', () => {
    expect(hashOf('suspense', aProof(0, 50n, [B, C]))).toBe(NOTE);
    expect(hashOf('org:b:prepaid', aProof(1, 7n, [A, C]))).toBe(NOTE);
    expect(hashOf('org:c:prepaid', aProof(2, 0n, [AB]))).toBe(NOTE);
  });

  it.each<[string, Partial<BalanceProof>]>([
    ['account_seq', { account_seq: '9' }],
    ['last_seq', { last_seq: '9' }],
    ['debits', { debits: '9' }],
    ['credits', { credits: '9' }],
    ['owed', { owed: '9' }],
    ['size', { size: '999' }],
    ['index', { index: '1' }],
  ])('leads elsewhere with another %s', (_field, more) => {
    expect(hashOf('suspense', aProof(0, 50n, [B, C], more))).not.toBe(NOTE);
  });

  it('leads elsewhere for another account or asset, or with a sibling that owes another sum', () => {
    expect(hashOf('org:x:prepaid', aProof(0, 50n, [B, C]))).not.toBe(NOTE);
    expect(balancesNoteHash(aProof(0, 50n, [B, C]), { path: 'suspense', asset: 'EURT/2' })).not.toBe(NOTE);
    expect(hashOf('suspense', aProof(0, 50n, [{ ...B, owed: 8n }, C]))).not.toBe(NOTE);
  });

  it.each([
    ['too short', 0, [B]],
    ['too long', 0, [B, C, C]],
    ['of an account beyond the last', 3, [B, C]],
  ] as const)('that is %s has no place in the tree', (_what, index, siblings) => {
    expect(() => hashOf('suspense', aProof(index, 50n, siblings))).toThrow(
      'balances.proof is not a path in a tree of 3 accounts',
    );
  });

  it('may stand beside accounts by which nothing is owed, on either side', () => {
    const nothing = { ...B, owed: 0n };
    const two = { account_count: '2' };
    const asRight = hashOf('suspense', aProof(1, 50n, [nothing], two));
    expect(asRight).toBe(noteOf(1_000n, 2n, join(nothing, A)));
    expect(hashOf('suspense', aProof(0, 50n, [nothing], two))).toBe(noteOf(1_000n, 2n, join(A, nothing)));
  });

  it('whose sums do not fit 64 bits, or go below zero to hide a debt, does not add up', () => {
    const most = (1n << 64n) - 51n;
    const fits = aProof(0, 50n, [{ ...B, owed: most }], { account_count: '2' });
    expect(() => hashOf('suspense', fits)).not.toThrow();
    for (const owed of [most + 1n, -1n]) {
      const proof = aProof(0, 50n, [{ ...B, owed }], { account_count: '2' });
      expect(() => hashOf('suspense', proof)).toThrow('balances.proof does not add up');
      const right = aProof(1, 50n, [{ ...B, owed }], { account_count: '2' });
      expect(() => hashOf('suspense', right)).toThrow('balances.proof does not add up');
    }
  });
});
