import { DomainError } from '#kernel';

/** A start that cannot go on, said in one sentence to the person who typed the command. Nothing is left running. */
export class StartRefused extends DomainError {
  readonly kind = 'refused';
  readonly code = 'runtime.start_refused';
}
