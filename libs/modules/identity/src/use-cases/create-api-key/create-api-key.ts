import { Injectable } from '@nestjs/common';
import { type Caller, Clock, IdSource, InvalidInput } from '#kernel';
import { UnitOfWork } from '#platform/database';
import { API_SCOPES } from '#platform/http';
import { SecretSource } from '../../adapters/secret-source.ts';
import { SECRET_BYTES, SHOWN_PREFIX_LENGTH, apiKeyText, secretHash } from '../../domain/secret-text.ts';
import { NotAllowed } from '../../identity.errors.ts';
import { type ApiKey, ApiKeyStore } from '../../storage/api-key.store.ts';

const KNOWN: ReadonlySet<string> = new Set(API_SCOPES);

/** Makes an API key for the caller's organisation, with the caller's roles and at most the scopes asked for. */
@Injectable()
export class CreateApiKey {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: ApiKeyStore,
    private readonly secrets: SecretSource,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * `secret` is the key, shown this once: only its SHA-256 is kept.
   * @throws {NotAllowed | InvalidInput} nothing was written. A key cannot make keys.
   */
  async execute(
    caller: Caller,
    input: { readonly name: string; readonly scopes: readonly string[] },
  ): Promise<{ readonly key: ApiKey; readonly secret: string }> {
    if (caller.kind !== 'user') throw new NotAllowed('an API key cannot make API keys');
    const name = input.name.trim();
    if (name.length === 0 || name.length > 100) throw new InvalidInput('name', 'a name has 1 to 100 characters');
    const odd = input.scopes.find((scope) => !KNOWN.has(scope));
    if (input.scopes.length === 0 || odd !== undefined) {
      throw new InvalidInput('scopes', `${odd ?? 'nothing'} is no scope; there are ${API_SCOPES.join(', ')}`);
    }
    const secret = apiKeyText(this.secrets.bytes(SECRET_BYTES));
    const key: ApiKey = {
      id: this.ids.next<'ApiKey'>(),
      name,
      prefix: secret.slice(0, SHOWN_PREFIX_LENGTH),
      roles: caller.roles,
      scopes: [...new Set(input.scopes)],
      createdBy: caller.subject,
      createdAt: this.clock.now(),
      lastUsedAt: undefined,
      revokedAt: undefined,
    };
    await this.unitOfWork.run((tx) => this.keys.insert(tx, caller.organisation, key, secretHash(secret)));
    return { key, secret };
  }
}
