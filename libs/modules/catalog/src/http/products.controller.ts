import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type Id, InvalidInput } from '#kernel';
import { OrganisationNotFound } from '#modules/identity';
import { Allow, CurrentCaller, Scopes, decodeCursor, pageOf } from '#platform/http';
import type { Product } from '../domain/product.ts';
import { FindProducts } from '../use-cases/find-products/find-products.ts';
import { UpsertProducts } from '../use-cases/upsert-products/upsert-products.ts';
import { ProductPage, ProductQuery, ProductView, UpsertBody, UpsertView } from './catalog.schemas.ts';

const Cursor = z.tuple([z.string()]);

/** A merchant's products: its own, or of the merchant that finance names. */
@ApiTags('catalog')
@Controller('v1/products')
@Allow('merchant', 'finance')
export class ProductsController {
  constructor(
    private readonly upsertProducts: UpsertProducts,
    private readonly findProducts: FindProducts,
  ) {}

  @Post()
  @Scopes('products:write')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: UpsertView })
  upsert(
    @Body({ schema: UpsertBody }) body: z.output<typeof UpsertBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<{ readonly count: number }> {
    return this.upsertProducts.execute(merchantOf(caller, body.merchant), body.products);
  }

  @Get()
  @Scopes('products:read')
  @ApiOkResponse({ standardSchema: ProductPage })
  async list(
    @Query({ schema: ProductQuery }) query: z.output<typeof ProductQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : decodeCursor(Cursor, query.cursor)[0];
    const rows = await this.findProducts.list(merchantOf(caller, query.merchant), after, query.limit + 1);
    const page = pageOf(rows, query.limit, (product) => [product.sku]);
    return { ...page, items: page.items.map(shape) };
  }
}

/** @throws {OrganisationNotFound} when a merchant names another; @throws {InvalidInput} when finance names none. */
function merchantOf(caller: Caller, named: Id<'Organisation'> | undefined): Id<'Organisation'> {
  if (caller.roles.includes('finance')) {
    if (named === undefined) throw new InvalidInput('merchant', 'say whose products');
    return named;
  }
  if (named !== undefined && named !== caller.organisation) throw new OrganisationNotFound();
  return caller.organisation;
}

function shape({ id, sku, name, category, updatedAt }: Product): unknown {
  return z.encode(ProductView, { id, sku, name, category, updated_at: updatedAt });
}
