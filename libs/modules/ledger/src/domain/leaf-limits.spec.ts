import { describe, expect, it } from '@jest/globals';
import { noteLeafOf, leafVectors, transferLeafOf } from '../testing/vectors.ts';
import {
  type NoteLeaf,
  type TransferLeaf,
  noteLeafHash,
  storedLeafHash,
  transferBody,
  transferLeafHash,
} from './leaf.ts';

const vectors = leafVectors().leaves;
const transfer = vectors.flatMap(({ leaf }) => (leaf.kind === 'transfer' ? [transferLeafOf(leaf)] : []))[0]!;
const note = vectors.flatMap(({ leaf }) => (leaf.kind === 'note' ? [noteLeafOf(leaf)] : []))[0]!;

const hashOf =
  (more: Partial<TransferLeaf>): (() => Buffer) =>
  () =>
    transferLeafHash({ ...transfer, ...more });
const hashOfNote =
  (more: Partial<NoteLeaf>): (() => Buffer) =>
  () =>
    noteLeafHash({ ...note, ...more });

describe('a transfer leaf', () => {
  it.each([
    ['seq', 0n, 2n ** 64n - 1n],
    ['amount', 0n, 2n ** 64n - 1n],
    ['refersTo', 0n, 2n ** 64n - 1n],
    ['effectiveAt', -(2n ** 63n), 2n ** 63n - 1n],
    ['recordedAt', -(2n ** 63n), 2n ** 63n - 1n],
  ] as const)('holds %s from %s to %s, and refuses what is beyond', (field, least, most) => {
    expect(hashOf({ [field]: least })).not.toThrow();
    expect(hashOf({ [field]: most })).not.toThrow();
    const kind = field.endsWith('At') ? 'a 64-bit number' : 'an unsigned 64-bit number';
    expect(hashOf({ [field]: least - 1n })).toThrow(`${least - 1n} is not ${kind}`);
    expect(hashOf({ [field]: most + 1n })).toThrow(`${most + 1n} is not ${kind}`);
  });

  it.each([
    ['contentHash', 31],
    ['contentHash', 33],
    ['facts', 31],
    ['entryId', 15],
  ] as const)('refuses %s of %s bytes', (field, bytes) => {
    expect(hashOf({ [field]: Buffer.alloc(bytes) })).toThrow(`got ${bytes}`);
  });

  it.each(['A'.repeat(17), 'GBP T/2', 'GB£T/2', 'GBPT/2\n', '\nGBPT/2'])('refuses the asset %j', (asset) => {
    expect(hashOf({ asset })).toThrow('is not 16 ASCII characters at most');
  });

  it('holds assets of up to 16 characters', () => {
    const asset = 'ABCDEFGHIJKLMN/2';
    expect(transferBody({ ...transfer, asset }).includes(asset)).toBe(true);
    expect(transferBody({ ...transfer, asset: 'X/2' }).includes(`X/2${'\0'.repeat(13)}`)).toBe(true);
  });

  it('is the same whether its hashes stand beside it or in it', () => {
    const { contentHash, debit, credit } = transfer;
    expect(storedLeafHash(transfer, contentHash, debit.pathHash, credit.pathHash)).toEqual(transferLeafHash(transfer));
  });

  it('is the same of an id as text and as bytes', () => {
    const bytes = Buffer.from(String(transfer.entryId).replaceAll('-', ''), 'hex');
    expect(hashOf({ entryId: bytes })()).toEqual(transferLeafHash(transfer));
  });

  it('is not changed by the one that is hashed after it', () => {
    const body = transferBody(transfer);
    const before = body.toString('hex');
    transferBody({ ...transfer, amount: transfer.amount + 1n });
    expect(body.toString('hex')).toBe(before);
  });
});

describe('a note leaf', () => {
  it('holds a topic of up to 32 characters', () => {
    expect(hashOfNote({ topic: 'x'.repeat(32) })).not.toThrow();
    expect(hashOfNote({ topic: 'x'.repeat(33) })).toThrow('is not 32 ASCII characters at most');
    expect(hashOfNote({ topic: 'tópic' })).toThrow('is not 32 ASCII characters at most');
  });

  it('refuses a hash of another length', () => {
    expect(hashOfNote({ hash: Buffer.alloc(31) })).toThrow('expected 32 bytes, got 31');
  });
});
