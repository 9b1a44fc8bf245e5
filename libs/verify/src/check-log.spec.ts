import { toHex } from './bytes.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { checkInclusion } from './check-log.ts';
import { publishedReceipt } from './testing.ts';

const published = (): Bundle => readBundle(publishedReceipt());

describe('checkInclusion', () => {
  it('is not taken in by a rule that was never logged, under the position of one that was', () => {
    const bundle = published();
    const forged = { ...bundle.rule_note, hash: toHex(new Uint8Array(32)) };
    for (const notes of [
      [forged, bundle.rule_note],
      [bundle.rule_note, forged],
    ]) {
      expect(() => checkInclusion(bundle, notes)).toThrow('log.inclusion.4 does not lead from leaf 4 to the root');
    }
  });
});
