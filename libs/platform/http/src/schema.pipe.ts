import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from './http.errors.ts';

/** Parses each argument by the schema in its decorator (`@Body({ schema })`). @throws {RequestInvalid} with every field. */
export class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const schema = metadata.schema;
    if (schema === undefined || !this.toValidate(metadata)) return value;
    this.stripProtoKeys(value);
    const result = await this.validate<T>(value, schema);
    if (result.issues === undefined) return result.value;
    // A single parameter has no path of its own: its name says which one it is.
    const above = metadata.data === undefined ? [] : [metadata.data];
    throw new RequestInvalid(
      result.issues.map(({ path = [], message }) => ({ path: [...above, ...path.map(nameOf)].join('.'), message })),
    );
  }
}

function nameOf(part: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof part === 'object' ? part.key : part);
}
