export {
  ClickFromTheFuture,
  LinkCodeTaken,
  LinkNotFound,
  LinkUrlRefused,
  PartnerNotEnrolled,
} from './attribution.errors.ts';
export { AttributionModule } from './attribution.module.ts';
export type { Click, Link } from './domain/link.ts';
export type { ClickFilter, ListedClick, OrderToAttribute } from './storage/click.store.ts';
export type { LinkFilter } from './storage/link.store.ts';
export { AttributeOrders, type Attribution } from './use-cases/attribute-orders/attribute-orders.ts';
export { CreateLink, type LinkDraft } from './use-cases/create-link/create-link.ts';
export { FollowLink, type Redirect } from './use-cases/follow-link/follow-link.ts';
export { ListLinks } from './use-cases/list-links/list-links.ts';
export { RecordClicks } from './use-cases/record-clicks/record-clicks.ts';
