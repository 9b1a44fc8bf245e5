import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { ProductUnknown } from '../../catalog.errors.ts';
import type { Product } from '../../domain/product.ts';
import { FindProducts } from './find-products.ts';

/** A product as everybody may see it: with the name of who sells it. */
export type ShownProduct = {
  readonly product: Product;
  readonly merchantId: Id<'Organisation'>;
  readonly merchantName: string;
};

/** Shows single products to those who may buy them. */
@Injectable()
export class ShowProduct {
  constructor(
    private readonly products: FindProducts,
    private readonly organisations: FindOrganisation,
  ) {}

  /** @throws {OrganisationNotFound} when that is no merchant. @throws {ProductUnknown} */
  async execute(merchantId: Id<'Organisation'>, sku: string): Promise<ShownProduct> {
    const { name: merchantName } = await this.organisations.execute(merchantId, 'merchant');
    const product = (await this.products.execute(merchantId, [sku])).get(sku);
    if (product === undefined) throw new ProductUnknown();
    return { product, merchantId, merchantName };
  }
}
