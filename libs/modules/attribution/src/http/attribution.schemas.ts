import { z } from 'zod';
import { instant, PageQuery, pageSchema, publicIdSchema } from '#platform/http';
import { LINK_CODE } from '../domain/link-code.ts';
import { MAX_URL_LENGTH } from '../domain/link-url.ts';

/** A link as it is asked for. */
export const NewLink = z
  .strictObject({
    program: publicIdSchema<'Program'>('prog'),
    url: z
      .string()
      .min(1)
      .max(MAX_URL_LENGTH)
      .meta({ examples: ['https://shop.example/lamp'], description: 'An http or https page.' }),
    code: z
      .string()
      .regex(LINK_CODE)
      .optional()
      .meta({ examples: ['lamp-7'], description: '4 to 32 letters, digits, - or _; made up when left out.' }),
  })
  .meta({ id: 'NewLink' });

/** A link as it is shown. */
export const LinkBody = z
  .object({
    id: publicIdSchema<'Link'>('lnk'),
    code: z.string(),
    program: publicIdSchema<'Program'>('prog'),
    partner: publicIdSchema<'Organisation'>('org'),
    url: z.string(),
    path: z.string().meta({ examples: ['/l/lamp-7'], description: 'What the partner shares, on this server.' }),
    created_at: instant,
  })
  .meta({ id: 'Link' });

/** A click as it is shown: whose link, never who clicked. */
export const ClickBody = z
  .object({
    id: publicIdSchema<'Click'>('clk'),
    link: publicIdSchema<'Link'>('lnk'),
    code: z.string(),
    program: publicIdSchema<'Program'>('prog'),
    at: instant,
  })
  .meta({ id: 'Click' });

/** A page of links, newest first. */
export const LinkPage = pageSchema('LinkPage', LinkBody);
/** A page of clicks, newest first. */
export const ClickPage = pageSchema('ClickPage', ClickBody);
/** Which links. */
export const LinkQuery = PageQuery.extend({ program: publicIdSchema<'Program'>('prog').optional() });
/** Which clicks. */
export const ClickQuery = PageQuery.extend({ link: publicIdSchema<'Link'>('lnk').optional() });
