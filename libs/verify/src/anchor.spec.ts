import { AbiCoder, id } from 'ethers';
import { HEAD_CALL_DATA, decodeHead } from './anchor.ts';

const encode = (size: bigint, root: string): string =>
  AbiCoder.defaultAbiCoder().encode(['uint64', 'bytes32'], [size, root]);
const ROOT = `0x${'5a'.repeat(32)}`;

describe('the call of LedgerAnchor.head()', () => {
  it('starts with the selector that keccak-256 gives', () => {
    expect(HEAD_CALL_DATA).toBe(id('head()').slice(0, 10));
  });

  it.each([0n, 37n, (1n << 64n) - 1n])('decodes what the ABI encodes for %s leaves', (size) => {
    expect(decodeHead(encode(size, ROOT))).toEqual({ size, root: ROOT.slice(2) });
  });

  it('reads upper-case digits too, and answers lower-case ones', () => {
    const answer = `0x${encode(10n, ROOT).slice(2).toUpperCase()}`;
    expect(decodeHead(answer)).toEqual({ size: 10n, root: ROOT.slice(2) });
  });

  it('reads no contract out of an empty answer', () => {
    expect(decodeHead('0x')).toBeUndefined();
  });

  it.each([
    ['too short', encode(1n, ROOT).slice(0, -2)],
    ['too long', `${encode(1n, ROOT)}00`],
    ['a size beyond 64 bits', encode(1n, ROOT).replace('0x0', '0x1')],
    ['of nothing but a size', encode(1n, ROOT).slice(0, 66)],
    ['behind something else', `ff${encode(1n, ROOT)}`],
    ['no hex', 'hello'],
    ['nothing at all', ''],
  ])('refuses an answer that is %s', (_what, answer) => {
    expect(() => decodeHead(answer)).toThrow(
      expect.objectContaining({
        name: 'BadInput',
        field: 'anchor.contract',
        message: 'anchor.contract does not answer head() as LedgerAnchor does',
      }),
    );
  });
});
