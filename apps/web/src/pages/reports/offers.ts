import { getFile } from '../../api.ts';
import { inFileName } from '../../book.ts';
import type { Offer } from '../../components/save-buttons.tsx';
import { ledgerPage, LONGEST, type LedgerWish } from './report-queries.ts';

/** A general ledger or statement as files: CSV as the server writes it, and one JSON object a line. */
export function ledgerOffers(isOwn: boolean, wish: LedgerWish): Offer[] {
  const name = `${isOwn ? 'statement' : 'general-ledger'}${inFileName(wish)}-${wish.from}-${wish.to}`;
  return [
    {
      title: 'CSV',
      name: `${name}.csv`,
      make: () => getFile(isOwn ? '/v1/reports/statement.csv' : '/v1/reports/general-ledger.csv', wish),
    },
    {
      title: 'JSON Lines',
      name: `${name}.jsonl`,
      make: () => jsonLines((cursor) => ledgerPage(isOwn, wish, LONGEST, cursor)),
    },
  ];
}

type Page = { readonly items: readonly unknown[]; readonly next_cursor: string | null };

/** Every item of a list, one line each, page by page to its end. */
async function jsonLines(read: (cursor: string | undefined) => Promise<Page>): Promise<Blob> {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Page = await read(cursor);
    parts.push(...page.items.map((item) => `${JSON.stringify(item)}\n`));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return new Blob(parts, { type: 'application/jsonl' });
}
