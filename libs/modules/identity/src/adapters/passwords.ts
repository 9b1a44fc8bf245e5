import { hash, verify } from '@node-rs/argon2';

/** Hashes and checks passwords. */
export abstract class Passwords {
  abstract hash(password: string): Promise<string>;
  /**
   * Whether `password` is the one behind `stored`. Without `stored` (nobody has that e-mail) the answer is no, after
   * the same work, so that the time taken does not tell who has a user here.
   */
  abstract matches(password: string, stored: string | undefined): Promise<boolean>;
}

// argon2id (RFC 9106; the library's default algorithm) with parameters that OWASP's password storage cheat sheet
// names: 19 MiB, 2 passes, 1 lane. About 20 ms of one core.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id in the library's thread pool. */
export class Argon2Passwords extends Passwords {
  private decoy: Promise<string> | undefined;

  override hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), PARAMETERS);
  }

  override async matches(password: string, stored: string | undefined): Promise<boolean> {
    // Made with the same parameters as every real hash, so that both ways cost the same. Made on every first call,
    // whoever calls, so that not even the first unknown e-mail is slower.
    this.decoy ??= this.hash('nobody has this password');
    const decoy = await this.decoy;
    const isSame = await verify(stored ?? decoy, password.normalize('NFKC'));
    return isSame && stored !== undefined;
  }
}
