import { mth, sha, signedCheckpoint, unhex } from '../../../scripts/generate/vectors/oracle.ts';
import { toHex } from './bytes.ts';
import { type Bundle, type LoggedEntry, readBundle } from './bundle.ts';
import { checkCheckpoint, checkInclusion } from './check-log.ts';
import { leafVectors, publishedReceipt } from './testing.ts';

const published = (): Bundle => readBundle(publishedReceipt());
const size = published().log.size;

/** The published bundle with other paths. */
function withPaths(change: (paths: Map<string, readonly string[]>) => unknown): Bundle {
  const bundle = published();
  const inclusion = new Map(bundle.log.inclusion);
  change(inclusion);
  return { ...bundle, log: { ...bundle.log, inclusion } };
}

describe('checkInclusion', () => {
  it('says what is in the log: transfers alone, with one rule, or with some', () => {
    const bundle = published();
    const { rule_note: note } = bundle;
    const alone = withPaths((paths) => paths.delete(note.seq));
    expect(checkInclusion(alone, [])).toBe(`The 6 transfers are in the log of ${size} leaves.`);
    expect(checkInclusion(bundle, [note])).toBe(
      `The 6 transfers and the rule's note are in the log of ${size} leaves.`,
    );
    expect(checkInclusion(bundle, [note, note])).toBe(
      `The 6 transfers and 2 rules' notes are in the log of ${size} leaves.`,
    );
  });

  it.each<[string, (paths: Map<string, readonly string[]>) => unknown, string]>([
    ['that is missing', (paths) => paths.delete('4'), 'log.inclusion.4 is missing'],
    ['too much', (paths) => paths.set('5', []), 'log.inclusion.5 does not belong here'],
    ['too short', (paths) => paths.set('6', []), `log.inclusion.6 is not a path in a tree of ${size} leaves`],
    [
      'of another leaf',
      (paths) => paths.set('6', paths.get('7') ?? []),
      'log.inclusion.6 does not lead from leaf 6 to the root: the leaf or the path was changed',
    ],
  ])('refuses a path %s', (_what, change, message) => {
    const bundle = withPaths(change);
    expect(() => checkInclusion(bundle, [bundle.rule_note])).toThrow(message);
  });

  it('is not taken in by a rule that was never logged, under the position of one that was', () => {
    const bundle = published();
    const forged = { ...bundle.rule_note, hash: toHex(new Uint8Array(32)) };
    for (const notes of [
      [forged, bundle.rule_note],
      [bundle.rule_note, forged],
    ]) {
      expect(() => checkInclusion(bundle, notes)).toThrow('log.inclusion.4 does not lead from leaf 4 to the root');
    }
  });

  it('is not taken in by a note under the position of a transfer, which would not be looked for then', () => {
    const bundle = published();
    const forged = { ...bundle.rule_note, seq: bundle.leaves[0]?.seq ?? '' };
    expect(() => checkInclusion(bundle, [bundle.rule_note, forged])).toThrow(/^log\.inclusion\.6 does not lead/);
  });
});

describe('checkCheckpoint', () => {
  const { log } = published();
  const check = (change: Partial<LoggedEntry['log']>, trusted?: string, ed25519?: () => Promise<boolean | undefined>) =>
    checkCheckpoint({ log: { ...log, ...change } }, ed25519, trusted);
  const { seed } = leafVectors().checkpoint;
  const other = signedCheckpoint('log.example/other', unhex(seed), 1, mth([]));
  const stranger = signedCheckpoint(log.origin, sha('stranger'), 1, mth([]));

  it('says who signed how many leaves', async () => {
    const said = `The tree head of ${size} leaves is signed by ${log.origin}.`;
    expect(await check({})).toBe(said);
    expect(await check({}, log.public_key)).toBe(said);
  });

  it.each<[string, Partial<LoggedEntry['log']>, string]>([
    [
      'of another origin',
      { origin: 'log.example/other' },
      `log.origin is log.example/other, but the checkpoint's is ${log.origin}`,
    ],
    ['of another size', { size: '38' }, `log.size is 38, but the checkpoint's is ${size}`],
    [
      'of another root',
      { root: 'ab'.repeat(32) },
      `log.root is ${'ab'.repeat(32)}, but the checkpoint's is ${log.root}`,
    ],
    [
      'of a key with another name',
      { public_key: other.vkey },
      `log.public_key is log.example/other, but the checkpoint's origin is ${log.origin}`,
    ],
    [
      'that another key of this name signed',
      { public_key: stranger.vkey },
      `log.checkpoint is not signed by ${stranger.vkey}`,
    ],
  ])('refuses a head %s', async (_what, change, message) => {
    await expect(check(change)).rejects.toThrow(message);
  });

  it('refuses a wrong signature, and any key but the trusted one', async () => {
    await expect(check({}, undefined, () => Promise.resolve(false))).rejects.toThrow(
      'log.checkpoint has a wrong signature',
    );
    await expect(check({}, stranger.vkey)).rejects.toThrow(
      `log.public_key is ${log.public_key}, but the key that you trust is ${stranger.vkey}`,
    );
  });

  it('waits where nothing can check Ed25519', async () => {
    expect(await check({}, undefined, () => Promise.resolve(undefined))).toEqual({
      pending:
        'The signature was not checked: this runtime has no Ed25519 in WebCrypto. Use a newer browser or Node ≥ 20.',
    });
  });
});
