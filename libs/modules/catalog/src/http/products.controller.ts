import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, type Id, InvalidInput } from '#kernel';
import { OrganisationNotFound } from '#modules/identity';
import { Allow, CurrentCaller, Scopes, decodeCursor, pageOf } from '#platform/http';
import type { Product } from '../domain/product.ts';
import type { RowResult } from '../domain/read-feed.ts';
import { FindProducts } from '../use-cases/find-products/find-products.ts';
import { ImportFeed } from '../use-cases/import-feed/import-feed.ts';
import { UpsertProducts } from '../use-cases/upsert-products/upsert-products.ts';
import {
  FeedBody,
  FeedQuery,
  FeedView,
  ProductPage,
  ProductQuery,
  ProductView,
  UpsertBody,
  UpsertView,
} from './catalog.schemas.ts';

const Cursor = z.tuple([z.string()]);

/** A merchant's products: its own, or of the merchant that finance names. */
@ApiTags('catalog')
@Controller('v1/products')
@Allow('merchant', 'finance')
export class ProductsController {
  constructor(
    private readonly upsertProducts: UpsertProducts,
    private readonly findProducts: FindProducts,
    private readonly importFeed: ImportFeed,
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

  /** Takes a feed, `text/csv` or JSON, and says of each row what became of it. */
  @Post('feed')
  @Scopes('products:write')
  @HttpCode(200)
  @ApiConsumes('application/json', 'text/csv')
  @ApiOkResponse({ standardSchema: FeedView })
  async feed(
    @Body({ schema: FeedBody }) body: z.output<typeof FeedBody>,
    @Query({ schema: FeedQuery }) query: z.output<typeof FeedQuery>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.input<typeof FeedView>> {
    const feed = typeof body === 'string' ? body : body.items;
    return shapeFeed(await this.importFeed.execute(merchantOf(caller, query.merchant), feed));
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

function shapeFeed(results: readonly RowResult[]): z.input<typeof FeedView> {
  const count = (outcome: RowResult['outcome']): number => results.filter((row) => row.outcome === outcome).length;
  const rows = results.map((result) => ({
    row: result.row,
    sku: result.sku ?? null,
    outcome: result.outcome,
    problem: result.outcome === 'refused' ? { field: result.field, message: result.message } : null,
  }));
  return { accepted: count('accepted'), superseded: count('superseded'), refused: count('refused'), rows };
}
