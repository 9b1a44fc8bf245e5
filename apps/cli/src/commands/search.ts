import { CampaignIndex } from '#modules/ads';
import { ProductIndex } from '#modules/catalog';
import { PostIndex } from '#modules/social';
import { type Command, UsageError } from '../command.ts';
import { withContext } from '../context.ts';

/** `search`: make the search indexes anew from the tables. */
export const command: Command = {
  usage: `npm run cli -- search rebuild
  Throws the search indexes in Elasticsearch (SEARCH_URL) away and makes them anew from the tables. A product may run
  meanwhile: what changes is indexed all the same, and until it is done a search finds what is indexed so far.`,
  async run([what, ...others], { write }) {
    if (what !== 'rebuild' || others.length > 0) throw new UsageError('search rebuild is what there is');
    await withContext(async ({ app, services: { config } }) => {
      if (config.search.url === undefined) {
        write('the indexes are in memory, built at each start from the tables: there is nothing to rebuild');
        return;
      }
      for (const [name, index] of [
        ['products', app.get(ProductIndex)],
        ['posts', app.get(PostIndex)],
        ['campaigns', app.get(CampaignIndex)],
      ] as const) {
        write(`${name}: ${await index.rebuild()} indexed`);
      }
    });
    return 0;
  },
};
