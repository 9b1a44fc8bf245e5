import { DomainError } from '#kernel';

/** The query cannot be run: too long, an unknown field, a cursor of another list. Nothing was looked for. */
export class SearchQueryInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'search_index.query_invalid';
  override readonly details: { readonly fields: readonly { readonly path: string; readonly message: string }[] };
  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.details = { fields: [{ path: field, message }] };
  }
}

/** A document does not fit its index. Nothing of the call was written. */
export class DocumentInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'search_index.document_invalid';
  constructor(id: string, field: string, message: string) {
    super(`${field} of ${id}: ${message}`);
  }
}

/** The index in memory holds as many documents as it may. Nothing of the call was written; use Elasticsearch. */
export class SearchIndexFull extends DomainError {
  readonly kind = 'refused';
  readonly code = 'search_index.full';
  constructor(index: string, most: number) {
    super(`the index ${index} in memory holds at most ${most} documents`);
  }
}

/** The index is not there (any more). What was to be written may be written in part; `cli search rebuild` makes it anew. */
export class SearchIndexLost extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'search_index.lost';
  constructor(index: string) {
    super(`the search index ${index} is not there: it has to be rebuilt`);
  }
}

/** The search service does not answer, or has too much to do. What was to be written may be written in part. */
export class SearchIndexUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'search_index.unavailable';
  constructor(where: string, options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? `: ${options.cause.message}` : '';
    super(`the search index at ${where} does not answer${reason}`);
    this.cause = options?.cause;
  }
}
