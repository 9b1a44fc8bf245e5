import { type Clock, RandomIdSource } from '#kernel';
import type { EnrolmentsAt, FindPrograms } from '#modules/programs';
import type { TestDatabase } from '#platform/database/testing';
import { ClickStore } from './storage/click.store.ts';
import { LinkStore } from './storage/link.store.ts';
import { AttributeOrders } from './use-cases/attribute-orders/attribute-orders.ts';
import { CreateLink } from './use-cases/create-link/create-link.ts';
import { FollowLink } from './use-cases/follow-link/follow-link.ts';
import { ListLinks } from './use-cases/list-links/list-links.ts';
import { ClickGroup } from './use-cases/record-clicks/click-group.ts';
import { RecordClicks } from './use-cases/record-clicks/record-clicks.ts';

/** The use-cases of attribution on a test database. */
export type TestAttribution = {
  readonly createLink: CreateLink;
  readonly listLinks: ListLinks;
  readonly followLink: FollowLink;
  readonly recordClicks: RecordClicks;
  readonly attributeOrders: AttributeOrders;
};

/** Wires attribution on `database` without Nest. */
export function someAttribution(
  { database, unitOfWork }: Pick<TestDatabase, 'database' | 'unitOfWork'>,
  programs: { readonly find: FindPrograms; readonly enrolmentsAt: EnrolmentsAt },
  clock: Clock,
): TestAttribution {
  const ids = new RandomIdSource(clock);
  const [links, clicks] = [new LinkStore(database), new ClickStore(database)];
  const recordClicks = new RecordClicks(unitOfWork, clicks, clock);
  return {
    createLink: new CreateLink(unitOfWork, links, programs.find, programs.enrolmentsAt, ids, clock),
    listLinks: new ListLinks(links, clicks),
    followLink: new FollowLink(links, new ClickGroup(recordClicks, ids, clock)),
    recordClicks,
    attributeOrders: new AttributeOrders(clicks, programs.find, programs.enrolmentsAt),
  };
}
