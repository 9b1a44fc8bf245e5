import { Module } from '@nestjs/common';
import { ProgramsModule } from '#modules/programs';
import { ClickStore } from './storage/click.store.ts';
import { LinkStore } from './storage/link.store.ts';
import { AttributeOrders } from './use-cases/attribute-orders/attribute-orders.ts';
import { CreateLink } from './use-cases/create-link/create-link.ts';
import { FollowLink } from './use-cases/follow-link/follow-link.ts';
import { ListLinks } from './use-cases/list-links/list-links.ts';
import { ClickGroup } from './use-cases/record-clicks/click-group.ts';
import { RecordClicks } from './use-cases/record-clicks/record-clicks.ts';

const useCases = [CreateLink, ListLinks, FollowLink, RecordClicks, AttributeOrders];

/** Links, clicks and who brought an order. Needs the database, `Clock` and `IdSource` from the process. */
@Module({
  imports: [ProgramsModule],
  providers: [...useCases, ClickGroup, LinkStore, ClickStore],
  exports: useCases,
})
export class AttributionModule {}
