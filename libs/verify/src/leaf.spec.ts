import {
  factsBody as oracleFactsBody,
  hex,
  leafHash as oracleLeafHash,
} from '../../../scripts/generate/vectors/oracle.ts';
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

  const [u64, i64] = ['0 to 18446744073709551615', '-9223372036854775808 to 9223372036854775807'].map(
    (range) => `a decimal string of an integer from ${range}`,
  ) as [string, string];
  const digits = '64 lower-case hex digits';
  it.each<[field: string, what: string, values: readonly unknown[]]>([
    ['leaf.seq', u64, ['18446744073709551616', '-1', '01', 41, '0x1', '']],
    ['leaf.amount', u64, ['1.5', '1e3', ' 1']],
    ['leaf.refers_to', u64, ['-0']],
    ['leaf.effective_at', i64, ['9223372036854775808', '-9223372036854775809', '-0', '+1']],
    ['leaf.recorded_at', i64, [0]],
    [
      'leaf.entry',
      'a lower-case uuid',
      [usual.entry.toUpperCase(), `0${usual.entry}`, `${usual.entry}0`, usual.entry.replaceAll('-', '')],
    ],
    ['leaf.transfer_kind', '', ['gift', 'posts', 1]],
    [
      'leaf.asset',
      'an asset such as GBPT/2',
      ['gbpt/2', 'ABCDEFGHIJKLM/2', 'G/2', '1G/2', 'GBPT/9', 'GBPT/22', 'xGBPT/2'],
    ],
    ['leaf.facts', `${digits} or empty`, ['a3', 'A'.repeat(64), 'a'.repeat(65), `x${'a'.repeat(64)}`]],
    ['leaf.content_hash', digits, ['', 'A'.repeat(64), 'a'.repeat(63), 'a'.repeat(65), `x${'a'.repeat(64)}`]],
    [
      'leaf.debit.path',
      'an account path',
      ['Payee:1', 'payee::1', 'payee:', ':1', 'payee:1 ', ' payee', '1:payee', ''],
    ],
    ['leaf.credit.prev_seq', u64, [undefined, null]],
  ])('refuses a wrong %s', (field, what, values) => {
    const [, name, member] = field.split('.') as [string, 'debit', string | undefined];
    for (const value of values) {
      const change = member === undefined ? value : { ...usual[name], [member]: value };
      const message = what === '' ? 'is not one of post, hold, capture, void, reversal' : `is not ${what}`;
      expect(() => leafHash({ ...usual, [name]: change } as TransferLeaf)).toThrow(
        expect.objectContaining({ name: 'BadInput', field, message: `${field} ${message}` }),
      );
    }
  });

  it('takes the ends of what each field may hold', () => {
    const most = String(2n ** 64n - 1n);
    const ends: Partial<TransferLeaf>[] = [
      { seq: '0', amount: most },
      { effective_at: String(-(2n ** 63n)), recorded_at: String(2n ** 63n - 1n) },
      { asset: 'GB/0' },
      { asset: 'ABCDEFGHIJ12/8' },
      { debit: { ...usual.debit, path: 'suspense' } },
      { debit: { ...usual.debit, path: 'a:b-1:2' } },
    ];
    for (const change of ends) {
      const leaf = { ...usual, ...change };
      expect(toHex(leafHash(leaf))).toBe(hex(oracleLeafHash(leaf)));
    }
  });

  it('refuses a member that no byte of it would hold', () => {
    expect(() => leafHash({ ...usual, memo: 'free text' } as TransferLeaf)).toThrow('leaf.memo does not belong here');
  });

  const aNote = { kind: 'note', seq: '1', topic: 'a', hash: '0'.repeat(64), recorded_at: '0' } as const;
  it.each([
    ['leaf.topic', { topic: 'a'.repeat(33) }, '1 to 32 printable ASCII characters'],
    ['leaf.topic', { topic: '' }, '1 to 32 printable ASCII characters'],
    ['leaf.topic', { topic: 'two words' }, '1 to 32 printable ASCII characters'],
    ['leaf.topic', { topic: 'ü' }, '1 to 32 printable ASCII characters'],
    ['leaf.hash', { hash: 'F'.repeat(64) }, digits],
  ])('refuses a note with a wrong %s', (field, change, what) => {
    expect(() => leafHash({ ...aNote, ...change })).toThrow(
      expect.objectContaining({ field, message: `${field} is not ${what}` }),
    );
  });

  it('takes a topic of 32 characters', () => {
    const leaf = { ...aNote, topic: '!'.repeat(31) + '~' };
    expect(toHex(leafHash(leaf))).toBe(hex(oracleLeafHash(leaf)));
  });

  it('names an entry that is not JSON', () => {
    expect(() => contentHash({ amount: 1n })).toThrow('entry.amount is not JSON');
  });

  it('refuses facts that do not fit their field', () => {
    const facts = vectors.facts[0]?.facts as Facts;
    expect(() => factsHash({ ...facts, line: 2 ** 32 })).toThrow(expect.objectContaining({ field: 'facts.line' }));
    expect(() => factsHash({ ...facts, bps: 0.5 })).toThrow(expect.objectContaining({ field: 'facts.bps' }));
    expect(() => factsHash({ ...facts, base: '-1' })).toThrow(expect.objectContaining({ field: 'facts.base' }));
    expect(() => factsHash({ ...facts, tier: 7 as unknown as string })).toThrow('facts.tier is not text');
    const most = { ...facts, line: 2 ** 32 - 1, category: '', tier: 'two\nlines' };
    expect(toHex(factsBody(most))).toBe(hex(oracleFactsBody(most)));
  });

  it('keeps a leaf apart from an inner node: no body is 64 bytes long', () => {
    expect(leafBody(usual)).toHaveLength(267);
    expect(utf8('').length).toBe(0);
    expect(vectors.leaves.every(({ body }) => body.length !== 2 * 64)).toBe(true);
  });
});
