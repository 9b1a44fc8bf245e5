import { hex, leafHash as oracleLeafHash } from '../../../scripts/generate/vectors/oracle.ts';
import { toHex, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Facts, type TransferLeaf, contentHash, factsBody, factsHash, leafBody, leafHash } from './leaf.ts';
import { leafVectors } from './testing.ts';

const vectors = leafVectors();
const usual = vectors.leaves[0]?.leaf as TransferLeaf;

describe('leaf format v1', () => {
  it('has at least twenty published leaves with names of their own', () => {
    expect(vectors.leaves.length).toBeGreaterThanOrEqual(20);
    expect(new Set(vectors.leaves.map(({ name }) => name)).size).toBe(vectors.leaves.length);
    expect(new Set(vectors.leaves.map(({ hash }) => hash)).size).toBe(vectors.leaves.length);
  });

  it.each(vectors.leaves)('gives the published bytes and hash of: $name', ({ leaf, body, hash }) => {
    expect(toHex(leafBody(leaf))).toBe(body);
    expect(toHex(leafHash(leaf))).toBe(hash);
  });

  it('gives the published hash of each leaf of the sample log', () => {
    for (const { leaf, hash } of vectors.log) expect(toHex(leafHash(leaf))).toBe(hash);
  });

  it.each(vectors.entries)('gives the published content hash of: $name', ({ entry, canonical, content_hash }) => {
    expect(canonicalJson(entry)).toBe(canonical);
    expect(toHex(contentHash(entry))).toBe(content_hash);
  });

  it.each(vectors.facts)('gives the published facts of: $name', ({ facts, bytes, hash }) => {
    expect(toHex(factsBody(facts))).toBe(bytes);
    expect(toHex(factsHash(facts))).toBe(hash);
  });

  it('gives another hash when any one field changes', () => {
    const changes: Partial<TransferLeaf>[] = [
      { seq: '42' },
      { entry: usual.entry.replace('018f', '018e') },
      { transfer_kind: 'hold' },
      { amount: '500' },
      { asset: 'GBPT/3' },
      { effective_at: '-1700000000000' },
      { recorded_at: '1700000000124' },
      { refers_to: '1' },
      { facts: '0'.repeat(63) + '1' },
      { content_hash: usual.content_hash.replace('6', '7') },
      ...(['debit', 'credit'] as const).flatMap((side) => [
        { [side]: { ...usual[side], path: 'suspense' } },
        { [side]: { ...usual[side], account_seq: '99' } },
        { [side]: { ...usual[side], prev_seq: '98' } },
        { [side]: { ...usual[side], credits_after: '97' } },
        { [side]: { ...usual[side], debits_after: '96' } },
      ]),
      { debit: usual.credit, credit: usual.debit },
    ];
    const hashes = [{}, ...changes].map((change) => toHex(leafHash({ ...usual, ...change })));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toBe(hex(oracleLeafHash(usual)));
  });

  it('holds no facts and facts of zeros as the same bytes', () => {
    expect(leafBody({ ...usual, facts: '' })).toEqual(leafBody({ ...usual, facts: '0'.repeat(64) }));
  });

  it.each<[string, object]>([
    ['leaf.seq', { seq: '18446744073709551616' }],
    ['leaf.seq', { seq: '-1' }],
    ['leaf.seq', { seq: '01' }],
    ['leaf.seq', { seq: 41 }],
    ['leaf.amount', { amount: '1.5' }],
    ['leaf.amount', { amount: '1e3' }],
    ['leaf.entry', { entry: usual.entry.toUpperCase() }],
    ['leaf.transfer_kind', { transfer_kind: 'gift' }],
    ['leaf.asset', { asset: 'gbpt/2' }],
    ['leaf.asset', { asset: 'ABCDEFGHIJKLM/2' }],
    ['leaf.effective_at', { effective_at: '9223372036854775808' }],
    ['leaf.effective_at', { effective_at: '-9223372036854775809' }],
    ['leaf.effective_at', { effective_at: '-0' }],
    ['leaf.facts', { facts: 'a3' }],
    ['leaf.content_hash', { content_hash: '' }],
    ['leaf.debit.path', { debit: { ...usual.debit, path: 'Payee:1' } }],
    ['leaf.debit.path', { debit: { ...usual.debit, path: 'payee::1' } }],
    ['leaf.credit.prev_seq', { credit: { ...usual.credit, prev_seq: undefined } }],
    ['leaf.memo', { memo: 'free text' }],
  ])('refuses a wrong %s', (field, change) => {
    expect(() => leafHash({ ...usual, ...change })).toThrow(expect.objectContaining({ name: 'BadInput', field }));
  });

  it.each([
    ['leaf.topic', { topic: 'a'.repeat(33) }],
    ['leaf.topic', { topic: '' }],
    ['leaf.topic', { topic: 'two words' }],
    ['leaf.hash', { hash: 'F'.repeat(64) }],
  ])('refuses a note with a wrong %s', (field, change) => {
    const note = { kind: 'note', seq: '1', topic: 'a', hash: '0'.repeat(64), recorded_at: '0' } as const;
    expect(() => leafHash({ ...note, ...change })).toThrow(expect.objectContaining({ field }));
  });

  it('refuses facts that do not fit their field', () => {
    const facts = vectors.facts[0]?.facts as Facts;
    expect(() => factsHash({ ...facts, line: 2 ** 32 })).toThrow(expect.objectContaining({ field: 'facts.line' }));
    expect(() => factsHash({ ...facts, bps: 0.5 })).toThrow(expect.objectContaining({ field: 'facts.bps' }));
    expect(() => factsHash({ ...facts, base: '-1' })).toThrow(expect.objectContaining({ field: 'facts.base' }));
  });

  it('keeps a leaf apart from an inner node: no body is 64 bytes long', () => {
    expect(leafBody(usual)).toHaveLength(267);
    expect(utf8('').length).toBe(0);
    expect(vectors.leaves.every(({ body }) => body.length !== 2 * 64)).toBe(true);
  });
});
