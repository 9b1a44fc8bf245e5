const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LENGTH = 26;

/** The organisation whose account this is, as the API writes its id; undefined for the platform's own. */
export function ownerOf(path: string): string | undefined {
  const id = path.split(':')[1] ?? '';
  if (!UUID.test(id)) return undefined;
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let at = 0; at < LENGTH; at += 1) {
    text = (DIGITS[Number(rest & 31n)] ?? '') + text;
    rest >>= 5n;
  }
  return `org_${text}`;
}
