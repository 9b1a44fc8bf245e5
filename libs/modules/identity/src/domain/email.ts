import { InvalidInput } from '#kernel';

// One @, something on both sides, a dot in the host, nothing that a mail header would read. Whether mail arrives is
// only known by sending some.
const EMAIL = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+\.[^\s@,;<>"().]+$/;

/**
 * An e-mail address as it is stored and compared: without outer white space, NFC, lower case.
 * @throws {InvalidInput} when it is not an address or longer than 254 characters (RFC 5321, section 4.5.3.1).
 */
export function normaliseEmail(text: string): string {
  const email = text.trim().normalize('NFC').toLowerCase();
  if (email.length > 254 || !EMAIL.test(email)) throw new InvalidInput('email', 'this is not an e-mail address');
  return email;
}
