import { hex, mth, sha, signedCheckpoint, unhex } from '../../../scripts/generate/vectors/oracle.ts';
import { toBase64, toHex } from './bytes.ts';
import { parseCheckpoint, parseVerifierKey, verifyCheckpoint } from './checkpoint.ts';
import { leafVectors } from './testing.ts';

const { note, vkey, origin, size, seed } = leafVectors().checkpoint;
const key = parseVerifierKey(vkey);
const stranger = signedCheckpoint(origin, sha('stranger'), size, mth([]));
const signatureLine = (of: string): string => of.slice(of.indexOf('\u2014'));

describe('parseCheckpoint', () => {
  it('reads the published checkpoint', () => {
    const checkpoint = parseCheckpoint(note);
    expect(checkpoint).toMatchObject({ origin, size: BigInt(size) });
    expect(toHex(checkpoint.root)).toBe(leafVectors().roots[size]);
    expect(checkpoint.signatures).toHaveLength(1);
    expect(note.startsWith(`${checkpoint.text}\n\u2014 `)).toBe(true);
  });

  it('keeps extension lines in what is signed', () => {
    expect(parseCheckpoint(note.replace('\n\n', '\nextension\n\n')).text).toMatch(/\nextension\n$/);
  });

  const root = note.split('\n')[2] as string;
  it.each([
    ['nothing', ''],
    ['no signature', note.slice(0, note.indexOf('\n\n') + 1)],
    ['no last newline', note.slice(0, -1)],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['a size with a leading zero', note.replace('\n33\n', '\n033\n')],
    ['a negative size', note.replace('\n33\n', '\n-1\n')],
    ['a short root', note.replace(root, 'QUJD')],
    [
      'a root with stray bits',
      note.replace(
        root,
        root.replace(/.=$/, (end) => (end === '9=' ? '8=' : '9=')),
      ),
    ],
    ['a root in hex', note.replace(root, 'ab'.repeat(32))],
    ['an origin with a space', note.replace(origin, 'two words')],
    ['a control character', note.replace('\n\n', '\nex\u0001t\n\n')],
    ['an empty extension line', note.replace('\n\n', '\n\n\n')],
    ['a hyphen instead of the dash', note.replace('\u2014', '-')],
    ['a signature that is not base64', note.replace(/\S+\n$/, '****\n')],
    ['a signature shorter than its key id', note.replace(/\S+\n$/, 'QUJD\n')],
  ])('refuses %s', (_what, text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ name: 'BadInput' }));
  });
});

/** A verifier key over any bytes, with the id that belongs to them. */
function keyOf(typed: Uint8Array): string {
  return `${origin}+${hex(sha(`${origin}\n`, typed).subarray(0, 4))}+${toBase64(typed)}`;
}

describe('parseVerifierKey', () => {
  it('reads the published key, whose id is the hash of its name and bytes', () => {
    expect(key.name).toBe(origin);
    expect(toHex(key.keyId)).toBe(vkey.split('+')[1]);
    expect(key.publicKey).toHaveLength(32);
  });

  it.each([
    ['nothing', ''],
    ['another name', vkey.replace('main', 'test')],
    ['another id', vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['another type', keyOf(Uint8Array.of(2, ...key.publicKey))],
    ['a short key', keyOf(Uint8Array.of(1, 2, 3))],
    ['a long key', keyOf(Uint8Array.of(1, ...key.publicKey, 0))],
  ])('refuses %s', (_what, text) => {
    expect(() => parseVerifierKey(text)).toThrow(expect.objectContaining({ name: 'BadInput' }));
  });
});

describe('verifyCheckpoint', () => {
  it('finds the published signature valid by WebCrypto', async () => {
    expect(await verifyCheckpoint(parseCheckpoint(note), key)).toBe('valid');
  });

  it('finds a signature invalid when any byte of the text or of the signature changes', async () => {
    const signature = note.length - 2;
    for (const changed of [note.replace('\n33\n', '\n34\n'), note.replace('\n\n', '\nmore\n\n')]) {
      expect(await verifyCheckpoint(parseCheckpoint(changed), key)).toBe('invalid');
    }
    const digit = note.charAt(signature - 20) === 'A' ? 'B' : 'A';
    const changed = note.slice(0, signature - 20) + digit + note.slice(signature - 19);
    expect(await verifyCheckpoint(parseCheckpoint(changed), key)).toBe('invalid');
  });

  it('is unsigned when only strangers signed, also under the same name', async () => {
    expect(await verifyCheckpoint(parseCheckpoint(stranger.note), key)).toBe('unsigned');
  });

  it('lets witnesses sign along, and still needs its own signature to be valid', async () => {
    const witnessed = note + signatureLine(signedCheckpoint('witness.example', unhex(seed), size, mth([])).note);
    expect(await verifyCheckpoint(parseCheckpoint(witnessed), key)).toBe('valid');
    const forged = Buffer.concat([key.keyId, Buffer.alloc(64)]).toString('base64');
    const twice = `${note}\u2014 ${origin} ${forged}\n`;
    expect(await verifyCheckpoint(parseCheckpoint(twice), key)).toBe('invalid');
  });

  it('refuses a signature of another length', async () => {
    const short = Buffer.concat([key.keyId, Buffer.alloc(63)]).toString('base64');
    const text = note.replace(/\S+\n$/, `${short}\n`);
    expect(await verifyCheckpoint(parseCheckpoint(text), key, () => Promise.resolve(true))).toBe('invalid');
  });

  it('says so when the runtime cannot check, and never guesses', async () => {
    expect(await verifyCheckpoint(parseCheckpoint(note), key, () => Promise.resolve(undefined))).toBe('unavailable');
  });
});
