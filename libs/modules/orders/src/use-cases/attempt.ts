import { DomainError } from '#kernel';

/** The answer of `decide`, or its refusal as a value, for calls that give one result to each of many. */
export function attempt<T>(decide: () => T): T | DomainError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
