import { type Id, uuidBytes, uuidOf } from '#kernel';

/**
 * How a deposit names its organisation on chain (`bytes32 orgRef`): the 16 bytes of the uuid, then 16 zero bytes.
 * The uuid says nothing about the organisation by itself.
 */
export function orgRefOf(organisation: Id<'Organisation'>): string {
  return refOf(organisation);
}

/** How the chain names anything that has a uuid, a program for one. */
export function refOf(uuid: Id<string>): string {
  return `0x${uuidBytes(uuid).toString('hex')}${'0'.repeat(32)}`;
}

/** The organisation that a deposit names, or null when it is not of that form (somebody else's way of depositing). */
export function organisationOf(orgRef: string): Id<'Organisation'> | null {
  return uuidIn(orgRef) as Id<'Organisation'> | null;
}

/** The uuid that a reference of the chain is, or null when it is not of that form. */
export function uuidIn(ref: string): Id<string> | null {
  const digits = /^0x([0-9a-f]{32})0{32}$/.exec(ref)?.[1];
  return digits === undefined ? null : (uuidOf(Buffer.from(digits, 'hex')) as Id<string>);
}
