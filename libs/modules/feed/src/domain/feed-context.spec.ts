import { describe, expect, it } from '@jest/globals';
import { type EpochMs, newId } from '#kernel';
import { CONTEXT_LIFE_MS, type FeedContext, readContext, signContext } from './feed-context.ts';

const NOW = Date.UTC(2026, 0, 1) as EpochMs;
const KEY = Buffer.alloc(32, 1);
const context: FeedContext = {
  id: newId(NOW),
  userId: newId(NOW),
  at: NOW,
  posts: [{ postId: newId(NOW), propensity: 0.005 }],
};

describe('a feed context', () => {
  it('comes back as it was signed', () => {
    expect(readContext(signContext(context, KEY), KEY, context.userId, NOW)).toEqual(context);
  });
  it('is refused for another reader, with another key, or when a byte is changed (feed.context_forged)', () => {
    const token = signContext(context, KEY);
    const refusal = expect.objectContaining({ code: 'feed.context_forged' });
    expect(() => readContext(token, KEY, newId(NOW), NOW)).toThrow(refusal);
    expect(() => readContext(token, Buffer.alloc(32, 2), context.userId, NOW)).toThrow(refusal);
    for (let at = 0; at < token.length - 1; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(() => readContext(changed, KEY, context.userId, NOW)).toThrow(refusal);
    }
    for (const nonsense of ['', '.', 'e30', `e30.${'A'.repeat(43)}`, '{"c":1}']) {
      expect(() => readContext(nonsense, KEY, context.userId, NOW)).toThrow(refusal);
    }
  });
  it('does not count after a day (feed.context_expired)', () => {
    const token = signContext(context, KEY);
    const late = (NOW + CONTEXT_LIFE_MS + 1) as EpochMs;
    expect(() => readContext(token, KEY, context.userId, late)).toThrow(
      expect.objectContaining({ code: 'feed.context_expired' }),
    );
  });
});
