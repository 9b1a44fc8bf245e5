import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { type Endpoint, EndpointStore } from '../../storage/endpoint.store.ts';

/** Reads an organisation's endpoints. */
@Injectable()
export class ListEndpoints {
  constructor(private readonly endpoints: EndpointStore) {}

  /** Newest first, disabled ones too; 200 at most. */
  execute(organisationId: Id<'Organisation'>): Promise<Endpoint[]> {
    return this.endpoints.list(organisationId);
  }
}
