import { type Id, publicId } from '#kernel';

/** What a code may look like; the table checks the same. */
export const LINK_CODE = /^[0-9A-Za-z_-]{4,32}$/;

/** The code of a link nobody chose one for: the last 60 of the id's random bits as 12 base32 digits. */
export function codeOf(link: Id<'Link'>): string {
  return publicId('lnk', link).slice(-12);
}
