import { types } from 'pg';

// Type numbers of pg_type, which never change.
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
type Parser = (text: string) => unknown;

const arrayOfText = types.getTypeParser(1009 as never) as (text: string) => (string | null)[];

const PARSERS = new Map<number, Parser>([
  [INT8, BigInt],
  [INT8_ARRAY, (text) => arrayOfText(text).map((item) => (item === null ? null : BigInt(item)))],
  [DATE, (text) => text], // A calendar day has no instant; the driver would make one in the machine's zone.
  [DATE_ARRAY, arrayOfText],
]);

/** The parsers of one connection: whole numbers stay exact. Given to each pool, never set for the whole driver. */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    const own = format === 'binary' ? undefined : PARSERS.get(oid);
    return own ?? (types.getTypeParser(oid, format) as Parser);
  },
};
