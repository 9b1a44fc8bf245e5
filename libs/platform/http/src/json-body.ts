import { BadRequestException } from '@nestjs/common';
import { TextNotStorable } from './http.errors.ts';
import { checkStorable } from './storable-text.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a JSON body; an empty one is `undefined`. Members named `__proto__` are refused, as Fastify does.
 * @throws {BadRequestException | TextNotStorable}
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const { text, body } = parse(bytes);
  checkStorable(text, body);
  return body;
}

/** A body of plain text, such as CSV. @throws {BadRequestException | TextNotStorable} */
export function parseTextBody(bytes: Buffer): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new BadRequestException('the body is not valid UTF-8');
  }
  if (text.includes('\0')) throw new TextNotStorable('the body holds a character that cannot be stored');
  return text;
}

function parse(bytes: Buffer): { text: string; body: unknown } {
  try {
    const text = utf8.decode(bytes);
    return { text, body: JSON.parse(text, refusePrototype) as unknown };
  } catch (error) {
    throw new BadRequestException(
      error instanceof RangeError ? 'the body is nested too deeply' : 'the body is not valid JSON in UTF-8',
    );
  }
}

function refusePrototype(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('forbidden member');
  return value;
}
