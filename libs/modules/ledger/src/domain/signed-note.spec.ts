import { describe, expect, it } from '@jest/globals';
import { checkpointText, signedNote, sizeInNote, verifierKey } from './signed-note.ts';

const root = Buffer.alloc(32, 7);
const [key, signature] = [Buffer.alloc(32, 1), Buffer.alloc(64, 2)];

describe('a checkpoint', () => {
  it.each(['', 'two words', 'a+b', 'line\n', '+', 'tail '])(
    'has no origin that cannot be the name of a key: %j',
    (origin) => {
      expect(() => checkpointText({ origin, size: 1n, root })).toThrow('can be the name of a key');
    },
  );

  it('has a root of 32 bytes', () => {
    expect(() => checkpointText({ origin: 'log', size: 1n, root: root.subarray(1) })).toThrow('a root has 32 bytes');
  });

  it('is signed by a key of 32 bytes with a signature of 64', () => {
    const text = checkpointText({ origin: 'log', size: 1n, root });
    expect(() => verifierKey('log', key.subarray(1))).toThrow('an Ed25519 public key has 32 bytes');
    expect(() => signedNote(text, 'log', key, signature.subarray(1))).toThrow('an Ed25519 signature has 64 bytes');
  });

  it('says how many leaves it is of, and nothing when it is no note of ours', () => {
    const note = signedNote(checkpointText({ origin: 'log', size: 70_000n, root }), 'log', key, signature);
    expect(sizeInNote(note)).toBe(70_000n);
    expect(sizeInNote(`more\n${note}`)).toBeUndefined();
    expect(sizeInNote(note.replace('log\n', 'a log\n'))).toBeUndefined();
    expect(sizeInNote(note.replace('70000', '070000'))).toBeUndefined();
    expect(sizeInNote(note.replace('\n\n', '\n'))).toBeUndefined();
    expect(sizeInNote('')).toBeUndefined();
  });
});
