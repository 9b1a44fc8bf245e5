import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { chmod, link, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Caller, Clock, type Id, InvalidInput, type Role, assert, present, sha256 } from '#kernel';
import { accessClaims, callerOf } from '../domain/jwt.ts';

/** Makes and reads access tokens. */
export abstract class AccessTokens {
  abstract issue(userId: Id<'User'>, organisationId: Id<'Organisation'>, roles: readonly Role[]): string;
  /** The caller that `token` speaks for; undefined when it is not ours, was changed, or is over. */
  abstract read(token: string): Caller | undefined;
}

type SigningKey = { readonly id: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/**
 * JWT (RFC 7519) signed with Ed25519 (`EdDSA`, RFC 8037). The newest key of the folder signs, every key of it is
 * believed, so a rotation is one more file, and a removal some minutes later.
 */
export class Ed25519AccessTokens extends AccessTokens {
  private constructor(
    private readonly keys: ReadonlyMap<string, SigningKey>,
    private readonly newest: SigningKey,
    private readonly clock: Clock,
    private readonly lifeMs: number,
  ) {
    super();
  }

  /** Reads the keys (`*.pem`) of `folder`, and makes the first one (mode 0600) where there is none. */
  static async open(folder: string, clock: Clock, lifeMs: number): Promise<Ed25519AccessTokens> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stored = await pemFiles(folder);
    if (stored.length === 0) await makeKey(folder);
    const names = stored.length === 0 ? await pemFiles(folder) : stored;
    const keys: SigningKey[] = [];
    for (const name of names) keys.push(await readKey(join(folder, name)));
    const newest = present(keys.at(-1), 'a signing key');
    return new Ed25519AccessTokens(new Map(keys.map((key) => [key.id, key])), newest, clock, lifeMs);
  }

  override issue(userId: Id<'User'>, organisationId: Id<'Organisation'>, roles: readonly Role[]): string {
    const head = encode({ alg: 'EdDSA', typ: 'JWT', kid: this.newest.id });
    const body = encode(accessClaims(userId, organisationId, roles, this.clock.now(), this.lifeMs));
    const signature = sign(null, Buffer.from(`${head}.${body}`), this.newest.privateKey);
    return `${head}.${body}.${signature.toString('base64url')}`;
  }

  override read(token: string): Caller | undefined {
    const [head, body, signature, ...rest] = token.split('.');
    if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined;
    const header = decode(head);
    // The algorithm is ours to choose, not the token's (RFC 8725, section 3.1).
    if (header?.['alg'] !== 'EdDSA' || typeof header['kid'] !== 'string') return undefined;
    const key = this.keys.get(header['kid']);
    if (key === undefined) return undefined;
    const isOurs = verify(null, Buffer.from(`${head}.${body}`), key.publicKey, Buffer.from(signature, 'base64url'));
    const claims = isOurs ? decode(body) : undefined;
    return claims === undefined ? undefined : callerOf(claims, this.clock.now());
  }
}

async function pemFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.pem')).toSorted();
}

/** Linked into place whole, so that two processes at their first start end with one key and never read half a file. */
async function makeKey(folder: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = join(folder, `.draft-${randomUUID()}`);
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, join(folder, '0001.pem'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

async function readKey(file: string): Promise<SigningKey> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new InvalidInput('data_dir', `${file} can be read by others; make it mode 0600`);
  }
  const privateKey = createPrivateKey(await readFile(file));
  assert(privateKey.asymmetricKeyType === 'ed25519', `${file} is not an Ed25519 key`);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { id: sha256(spki).toString('base64url').slice(0, 16), privateKey, publicKey };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
