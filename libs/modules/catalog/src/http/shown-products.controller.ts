import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Id, ROLES } from '#kernel';
import { Allow, publicIdSchema } from '#platform/http';
import { ShowProduct } from '../use-cases/find-products/show-product.ts';
import { ShownProductView } from './catalog.schemas.ts';

const merchantSchema = publicIdSchema<'Organisation'>('org');
const skuSchema = z.string().min(1).max(100);

/** A product as a shopper sees it. */
@ApiTags('catalog')
@Controller('v1/merchants')
@Allow(...ROLES)
export class ShownProductsController {
  constructor(private readonly showProduct: ShowProduct) {}

  @Get(':merchant/products/:sku')
  @ApiOkResponse({ standardSchema: ShownProductView })
  async read(
    @Param('merchant', { schema: merchantSchema }) merchant: Id<'Organisation'>,
    @Param('sku', { schema: skuSchema }) sku: string,
  ): Promise<unknown> {
    const { product, merchantName } = await this.showProduct.execute(merchant, sku);
    const { name, category } = product;
    return z.encode(ShownProductView, { merchant, merchant_name: merchantName, sku, name, category });
  }
}
