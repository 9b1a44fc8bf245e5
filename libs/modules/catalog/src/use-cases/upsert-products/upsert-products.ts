import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { Tx, UnitOfWork } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { NotAMerchant } from '../../catalog.errors.ts';
import { type ProductDraft, checkDrafts } from '../../domain/product.ts';
import { ProductStore } from '../../storage/product.store.ts';
import { productsChanged } from './products-changed.ts';

/** Adds or updates products in bulk. Telling the same again changes nothing; a product is never deleted. */
@Injectable()
export class UpsertProducts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /**
   * All of them or none; `count` is the number of different skus. Joins the transaction it is called in.
   * @throws {InvalidInput | OrganisationNotFound | NotAMerchant} in this order; nothing was written.
   */
  async execute(merchantId: Id<'Organisation'>, drafts: readonly ProductDraft[]): Promise<{ readonly count: number }> {
    const checked = checkDrafts(drafts);
    const { kind } = await this.organisations.execute(merchantId);
    if (kind !== 'merchant') throw new NotAMerchant();
    if (checked.length > 0) {
      await this.unitOfWork.run(async (tx: Tx) => {
        const now = this.clock.now();
        const changed = await this.products.upsert(tx, merchantId, checked, now);
        await this.outbox.addAll(tx, productsChanged(merchantId, changed, now));
      });
    }
    return { count: checked.length };
  }
}
