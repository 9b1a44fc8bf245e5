import { Injectable } from '@nestjs/common';
import { Clock, type Id } from '#kernel';
import { type FoundProducts, type ProductSearch, SearchProducts } from '#modules/catalog';
import { SearchAds, type SponsoredProduct } from '../../adapters/search-ads.ts';

/** Categories of the best hits that say what a search is about. */
const TELLING_HITS = 5;

/** What a shopper is shown: products by how well they match, and beside them what somebody paid for. */
export type ShopAnswer = FoundProducts & { readonly sponsored: readonly SponsoredProduct[] };

/** A product search of a shopper, with sponsored slots on its first page. */
@Injectable()
export class SearchShop {
  constructor(
    private readonly searchProducts: SearchProducts,
    private readonly searchAds: SearchAds,
    private readonly clock: Clock,
  ) {}

  /** What ads do or fail to do changes nothing of what is found. @throws {SearchQueryInvalid | SearchIndexLost | SearchIndexUnavailable} */
  async execute(search: ProductSearch, userId: Id<'User'>): Promise<ShopAnswer> {
    const found = await this.searchProducts.execute(search);
    if (search.after !== undefined) return { ...found, sponsored: [] };
    const ofHits = found.products.slice(0, TELLING_HITS).map(({ product }) => product.category);
    const categories = search.category === undefined ? ofHits : [search.category];
    const sponsored = await this.searchAds.fill({ text: search.text, categories, userId, at: this.clock.now() });
    return { ...found, sponsored };
  }
}
