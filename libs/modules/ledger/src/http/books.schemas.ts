import { z } from 'zod';
import { hex32, position } from './ledger.schemas.ts';

/** Where the heads of a book are anchored. */
const AnchorBody = z
  .object({
    chain_id: z.string(),
    contract: z.string().meta({ description: 'The LedgerAnchor of this book alone.' }),
    size: position.meta({ description: 'Leaves under the newest head on the chain, 0 before the first.' }),
    state: z
      .enum(['none', 'pending', 'final'])
      .meta({ description: '`pending`: a reorg may still take that head away.' }),
    root: hex32.nullable().meta({ description: 'Root of that head; null before the first.' }),
    tx_hash: z.string().nullable().meta({ description: 'The transaction that anchored it.' }),
    block_number: position.nullable().meta({ description: 'The block of that transaction.' }),
    final_size: position.meta({ description: 'Leaves under the newest head that no reorg takes away.' }),
  })
  .meta({ id: 'BookAnchor' });

/** A book, as anybody who verifies it has to know it. */
const BookBody = z
  .object({
    name: z.string(),
    origin: z.string().meta({ description: 'First line of its heads, and name of its key.' }),
    public_key: z.string().meta({ description: 'Verifier key of its heads (C2SP signed note).' }),
    zone: z.string().meta({ description: 'IANA time zone of its days.' }),
    assets: z
      .array(z.string())
      .nullable()
      .meta({ description: 'What it takes; null for the main book, which takes what no other one does.' }),
    region: z.string().nullable().meta({ description: 'Set for a book that takes its assets for one region only.' }),
    size: position.meta({ description: 'Leaves of its log.' }),
    published_size: position
      .nullable()
      .meta({ description: 'Leaves under its published head; null before the first.' }),
    published_at: z.string().meta({ description: 'Where `checkpoint` and `tile/…` of its log are served.' }),
    anchor: AnchorBody.nullable().meta({ description: 'Null: its heads are signed and published, but not anchored.' }),
  })
  .meta({ id: 'Book' });

/** All books, the main one first. */
export const BookList = z
  .object({
    books: z.array(BookBody),
    unavailable: z.array(z.string()).meta({ description: 'Books whose database does not answer now, by name.' }),
  })
  .meta({ id: 'BookList' });
