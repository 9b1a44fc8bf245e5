import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { Tx, UnitOfWork } from '#platform/database';
import { NotAMerchant } from '../../catalog.errors.ts';
import { type ProductDraft, checkDrafts } from '../../domain/product.ts';
import { ProductStore } from '../../storage/product.store.ts';

/** Adds or updates products in bulk. Telling the same again changes nothing; a product is never deleted. */
@Injectable()
export class UpsertProducts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: ProductStore,
    private readonly organisations: FindOrganisation,
    private readonly clock: Clock,
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
      await this.unitOfWork.run((tx: Tx) => this.products.upsert(tx, merchantId, checked, this.clock.now()));
    }
    return { count: checked.length };
  }
}
