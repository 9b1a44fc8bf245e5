import { DomainError } from '#kernel';

/** Another import moves the same file on at this moment. The batch in hand was not written; what was done before stays. */
export class ImportRunningElsewhere extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'commissions.import_running_elsewhere';

  constructor(name: string) {
    super(`${name} is being imported by another process`);
  }
}
