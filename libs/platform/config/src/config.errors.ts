import { DomainError } from '#kernel';

/** One variable that cannot be used. */
export type ConfigProblem = { readonly variable: string; readonly message: string };

/** Some variables cannot be used; all of them are listed. Nothing was started. */
export class ConfigInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'config.invalid';
  override readonly details: { readonly problems: readonly ConfigProblem[] };

  constructor(problems: readonly ConfigProblem[]) {
    super(
      `The configuration is not valid:\n${problems.map(({ variable, message }) => `  ${variable}: ${message}`).join('\n')}`,
    );
    this.details = { problems };
  }
}
