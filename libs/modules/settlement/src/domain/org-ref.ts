import { type Id, uuidBytes, uuidOf } from '#kernel';

/**
 * How a deposit names its organisation on chain (`bytes32 orgRef`): the 16 bytes of the uuid, then 16 zero bytes.
 * The uuid says nothing about the organisation by itself.
 */
export function orgRefOf(organisation: Id<'Organisation'>): string {
  return `0x${uuidBytes(organisation).toString('hex')}${'0'.repeat(32)}`;
}

/** The organisation that a deposit names, or null when it is not of that form (somebody else's way of depositing). */
export function organisationOf(orgRef: string): Id<'Organisation'> | null {
  const digits = /^0x([0-9a-f]{32})0{32}$/.exec(orgRef)?.[1];
  return digits === undefined ? null : (uuidOf(Buffer.from(digits, 'hex')) as Id<'Organisation'>);
}
