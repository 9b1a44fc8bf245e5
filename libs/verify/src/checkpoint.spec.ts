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
  const strayBits = root.replace(/.=$/, (end) => (end === '9=' ? '8=' : '9='));
  const longer = Buffer.concat([Buffer.from(root, 'base64'), Buffer.of(0)]).toString('base64');
  const tooShort = 'is shorter than a key id and a signature';
  it.each([
    ['nothing', '', 'checkpoint is not a signed note'],
    ['no last newline', note.slice(0, -1), 'checkpoint is not a signed note'],
    ['something else for the last newline', `${note.slice(0, -1)}x`, 'checkpoint is not a signed note'],
    ['a carriage return', note.replace('\n', '\r\n'), 'checkpoint is not a signed note'],
    ['a tab', note.replace('\n\n', '\nex\tt\n\n'), 'checkpoint is not a signed note'],
    ['a control character', note.replace('\n\n', '\nex\u0001t\n\n'), 'checkpoint is not a signed note'],
    ['a delete character', note.replace('\n\n', '\nex\u007ft\n\n'), 'checkpoint is not a signed note'],
    ['no signature', note.slice(0, note.indexOf('\n\n') + 1), 'checkpoint has no three lines before its signatures'],
    ['a signature under nothing', `\n\n${signatureLine(note)}`, 'checkpoint has no three lines before its signatures'],
    ['two lines', note.replace(`${root}\n`, ''), 'checkpoint has no three lines before its signatures'],
    ['an origin with a space', note.replace(origin, 'two words'), 'checkpoint.origin is not a key name'],
    ['an origin with a plus', note.replace(origin, 'a+b'), 'checkpoint.origin is not a key name'],
    ['an empty origin', note.replace(origin, ''), 'checkpoint.origin is not a key name'],
    ['a size with a leading zero', note.replace('\n33\n', '\n033\n'), 'checkpoint.size is not a decimal number'],
    ['a negative size', note.replace('\n33\n', '\n-1\n'), 'checkpoint.size is not a decimal number'],
    ['a size with a unit', note.replace('\n33\n', '\n33x\n'), 'checkpoint.size is not a decimal number'],
    ['a size of 21 digits', note.replace('\n33\n', `\n${'9'.repeat(21)}\n`), 'checkpoint.size is not a decimal number'],
    ['no size', note.replace('\n33\n', '\n\u0020\n'), 'checkpoint.size is not a decimal number'],
    ['a short root', note.replace(root, 'QUJD'), 'checkpoint.root is not 32 bytes'],
    ['a root one byte too long', note.replace(root, longer), 'checkpoint.root is not 32 bytes'],
    ['a root with stray bits', note.replace(root, strayBits), 'checkpoint.root is not canonical base64'],
    ['a root in hex', note.replace(root, 'ab'.repeat(32)), 'checkpoint.root is not 32 bytes'],
    ['an empty extension line', note.replace('\n\n', '\n\n\n'), 'checkpoint has an empty extension line'],
    ['a hyphen for the dash', note.replace('\u2014', '-'), 'checkpoint.signature is not a signature line'],
    ['text before the dash', note.replace('\u2014', 'x\u2014'), 'checkpoint.signature is not a signature line'],
    ['text behind a signature', note.replace(/\n$/, ' x\n'), 'checkpoint.signature is not a signature line'],
    [
      'a signature by a name with a plus',
      note.replace('\u2014 ', '\u2014 a+'),
      'checkpoint.signature is not a signature line',
    ],
    [
      'a signature without a name',
      note.replace(/\u2014 \S+ /, '\u2014  '),
      'checkpoint.signature is not a signature line',
    ],
    ['a signature without bytes', note.replace(/ \S+\n$/, ' \n'), 'checkpoint.signature is not a signature line'],
    [
      'a signature that is not base64',
      note.replace(/\S+\n$/, '****\n'),
      'checkpoint.signature is not canonical base64',
    ],
    ['a signature shorter than its key id', note.replace(/\S+\n$/, 'QUJD\n'), `checkpoint.signature ${tooShort}`],
    ['a key id without a signature', note.replace(/\S+\n$/, 'QUJDRA==\n'), `checkpoint.signature ${tooShort}`],
  ])('refuses %s, and names it', (_what, text, message) => {
    expect(() => parseCheckpoint(text)).toThrow(
      expect.objectContaining({ name: 'BadInput', message, field: message.split(' ')[0] }),
    );
  });

  it('reads the head of an empty log, the largest number of twenty digits, and a signature of one byte', () => {
    expect(parseCheckpoint(note.replace('\n33\n', '\n0\n')).size).toBe(0n);
    expect(parseCheckpoint(note.replace('\n33\n', `\n${'9'.repeat(20)}\n`)).size).toBe(10n ** 20n - 1n);
    const [signature] = parseCheckpoint(note.replace(/\S+\n$/, 'QUJDREU=\n')).signatures;
    expect(signature).toMatchObject({ keyId: Buffer.from('ABCD'), signature: Buffer.from('E') });
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

  const [name, id, encoded] = vkey.split('+') as [string, string, string];
  const ofAnother = 'public_key has an id that does not belong to its key';
  it.each([
    ['nothing', '', 'public_key is not a verifier key'],
    ['no name', `+${id}+${encoded}`, 'public_key is not a verifier key'],
    ['a name with a space', `a b+${id}+${encoded}`, 'public_key is not a verifier key'],
    ['an id that is too long', `${name}+${id}0+${encoded}`, 'public_key is not a verifier key'],
    ['an id in upper case', `${name}+${id.toUpperCase()}+${encoded}`, 'public_key is not a verifier key'],
    ['a key with a space behind it', `${vkey} x`, 'public_key is not a verifier key'],
    ['a key that is not base64', `${name}+${id}+****`, 'public_key is not canonical base64'],
    ['another name', vkey.replace('main', 'test'), ofAnother],
    ['another id', `${name}+00000000+${encoded}`, ofAnother],
    ['another type', keyOf(Uint8Array.of(2, ...key.publicKey)), 'public_key is not an Ed25519 verifier key'],
    ['a short key', keyOf(Uint8Array.of(1, 2, 3)), 'public_key is not an Ed25519 verifier key'],
    ['a long key', keyOf(Uint8Array.of(1, ...key.publicKey, 0)), 'public_key is not an Ed25519 verifier key'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => parseVerifierKey(text)).toThrow(
      expect.objectContaining({ name: 'BadInput', message, field: 'public_key' }),
    );
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

  it('leaves alone who signs under another name with an id that was made to fit', async () => {
    const forged = Buffer.concat([key.keyId, Buffer.alloc(64)]).toString('base64');
    const witnessed = `${note}\u2014 witness.example ${forged}\n`;
    expect(await verifyCheckpoint(parseCheckpoint(witnessed), key)).toBe('valid');
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
