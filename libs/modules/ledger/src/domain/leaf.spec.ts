import { describe, expect, it } from '@jest/globals';
import type { Id } from '#kernel';
import { leafVectors, draftOf, noteLeafOf, transferLeafOf } from '../testing/vectors.ts';
import { checkDraft } from './check-draft.ts';
import { differingField, entryContent, hashContent, hashDraft } from './entry-content.ts';
import { type CommissionFacts, factsHash } from './facts.ts';
import { noteBody, noteLeafHash, transferBody, transferLeafHash } from './leaf.ts';

const vectors = leafVectors();

describe('leaf', () => {
  it.each(vectors.leaves)('hashes $name as published', ({ leaf, body, hash }) => {
    const made =
      leaf.kind === 'note'
        ? [noteBody(noteLeafOf(leaf)), noteLeafHash(noteLeafOf(leaf))]
        : [transferBody(transferLeafOf(leaf)), transferLeafHash(transferLeafOf(leaf))];
    expect(made.map((bytes) => bytes.toString('hex'))).toEqual([body, hash]);
  });

  it.each(vectors.log)('hashes leaf $leaf.seq of the published log', ({ leaf, hash }) => {
    const made = leaf.kind === 'note' ? noteLeafHash(noteLeafOf(leaf)) : transferLeafHash(transferLeafOf(leaf));
    expect(made.toString('hex')).toBe(hash);
  });
});

describe('a number that does not fit its field', () => {
  const [first] = vectors.leaves.filter(({ leaf }) => leaf.kind === 'transfer') as [(typeof vectors.leaves)[number]];
  it.each([-1n, 2n ** 64n])('is refused: %s', (amount) => {
    const { leaf } = first;
    const whole = leaf.kind === 'transfer' ? transferLeafOf(leaf) : undefined;
    expect(() => transferLeafHash({ ...whole!, amount })).toThrow(RangeError);
  });
});

describe('entry content', () => {
  it.each(vectors.entries)('hashes $name as published', ({ entry, content_hash }) => {
    const draft = draftOf(entry);
    expect(() => checkDraft(draft)).not.toThrow();
    expect(entryContent(draft)).toEqual(entry);
    expect(hashContent(entryContent(draft)).hash).toBe(content_hash);
    expect(hashDraft(draft)).toEqual(hashContent(entryContent(draft)));
  });

  it('names the first field that differs', () => {
    const [{ entry }] = vectors.entries as [(typeof vectors.entries)[number]];
    expect(differingField(entry, { ...entry, effective_at: '1' })).toBe('effective_at');
    expect(differingField(entry, { ...entry, metadata: { reason: 'gift' } })).toBe('metadata.reason');
    expect(differingField(entry, { ...entry, transfers: [{ ...entry.transfers[0]!, amount: '7' }] })).toBe(
      'transfers[0].amount',
    );
    expect(differingField(entry, { ...entry, transfers: [] })).toBe('transfers[0]');
  });
});

describe('factsHash', () => {
  it.each(vectors.facts)('hashes $name as published', ({ facts, hash }) => {
    const made: CommissionFacts = {
      conversion: facts['conversion'] as Id<'Order'>,
      line: facts['line'] as number,
      payee: facts['payee'] as Id<'Organisation'>,
      adjustment: facts['adjustment'] as number,
      base: BigInt(facts['base'] as string),
      bps: facts['bps'] as number,
      scheduleVersion: BigInt(facts['schedule_version'] as string),
      category: facts['category'] as string,
      tier: facts['tier'] as string,
      share: { numerator: facts['split_numerator'] as number, denominator: facts['split_denominator'] as number },
    };
    expect(factsHash(made).toString('hex')).toBe(hash);
  });
});
