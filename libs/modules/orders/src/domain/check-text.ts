import { OrderInvalid } from '../orders.errors.ts';

/** Control characters have no place in an id (PostgreSQL cannot even store the zero one); half a surrogate has no UTF-8. */
export function isPlainText(text: string, longest: number): boolean {
  return text.length >= 1 && text.length <= longest && !/\p{Cc}/u.test(text) && text.isWellFormed();
}

/** @throws {OrderInvalid} naming `path` when `text` is not 1 to `longest` plain characters. */
export function checkText(path: string, text: string, longest: number): void {
  if (!isPlainText(text, longest)) {
    throw new OrderInvalid(path, `${path} has 1 to ${longest} characters, none of them a control character`);
  }
}
