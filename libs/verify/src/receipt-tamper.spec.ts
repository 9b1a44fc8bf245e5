import { webCryptoEd25519 } from './ed25519.ts';
import { verifyReceipt, type VerifyOptions } from './receipt.ts';
import { aChainWith, aSignedBundle, publishedReceipt } from './testing.ts';

/** The published receipt, booked alone: the same kinds of fields in half the bytes. */
const original = aSignedBundle(({ entry, leaves, receipt }) => {
  const { [receipt.commission]: own = '' } = entry.metadata.receipts;
  entry.metadata.receipts = { [receipt.commission]: own };
  entry.transfers = entry.transfers.slice(2, 4);
  leaves.length = entry.transfers.length;
});
const text = JSON.stringify(original);
const chain = aChainWith(original);

/** No hash in the bundle covers where it was anchored: only asking the chain tells. Offline the outcome is `pending` at best. */
const ONLY_THE_CHAIN_TELLS = ['anchor.chain_id', 'anchor.contract', 'anchor.tx_hash', 'anchor.block_number'];

/** Real signatures, each distinct question asked once: most changes leave the checkpoint alone. */
const answers = new Map<string, Promise<boolean | undefined>>();
const options: VerifyOptions = {
  ...chain,
  ed25519: (...question) => {
    const name = question.map((part) => Buffer.from(part).toString('hex')).join();
    const answer = answers.get(name) ?? webCryptoEd25519(...question);
    answers.set(name, answer);
    return answer;
  },
};

const onlyTheChainTold = new Set<string>();

/** The outcome offline and, where nothing is wrong there, the outcome with the chain at hand. Offline is never final. */
async function verdict(bundle: unknown, path?: string): Promise<string> {
  const offline = await verifyReceipt(bundle, { ed25519: options.ed25519 });
  if (offline.outcome !== 'pending') return offline.outcome;
  if (path !== undefined) onlyTheChainTold.add(path);
  return (await verifyReceipt(bundle, options)).outcome;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

type Place = { path: string; set: (value: unknown) => unknown; value: unknown };

/** Every text, number and flag of the bundle, with a way to a copy that differs there alone. */
function* places(value: unknown, path: string, rebuild: (value: unknown) => unknown): Generator<Place> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      yield* places(item, `${path}[${at}]`, (inner) =>
        rebuild(value.map((old: unknown, place) => (place === at ? inner : old))),
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield* places(item, path === '' ? key : `${path}.${key}`, (inner) => rebuild({ ...value, [key]: inner }));
    }
  } else {
    yield { path, set: rebuild, value };
  }
}

const everywhere = [...places(original, '', (value) => value)];

describe('a receipt in which one thing was changed', () => {
  it('is final before, with the chain at hand', async () => {
    expect(await verdict(JSON.parse(text))).toBe('final');
  });

  it('fails for every single byte of its text that changes its last bit and is still JSON', async () => {
    const believed: string[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const bundle = parsed(changed); // where it is not JSON any more, it is refused before it reaches us
      if (bundle !== undefined && (await verdict(bundle)) !== 'failed') believed.push(changed.slice(at - 20, at + 20));
    }
    expect(believed).toEqual([]);
  }, 120_000);

  it('fails for every value that becomes another of its kind: case, length, sign, neighbour', async () => {
    const believed: string[] = [];
    for (const { path, set, value } of everywhere) {
      for (const other of others(value)) {
        if ((await verdict(set(other), path)) !== 'failed') believed.push(`${path} = ${JSON.stringify(other)}`);
      }
    }
    expect(everywhere.length).toBeGreaterThan(130);
    expect(believed).toEqual([]);
    expect([...onlyTheChainTold].sort()).toEqual([...ONLY_THE_CHAIN_TELLS].sort());
  }, 120_000);

  it('fails for every value of the published receipt whose last character changes', async () => {
    const published = publishedReceipt();
    const believed: string[] = [];
    for (const { path, set, value } of places(published, '', (of) => of)) {
      const other = typeof value === 'string' ? value.slice(0, -1) + (value.endsWith('0') ? '1' : '0') : [value];
      const { outcome } = await verifyReceipt(set(other), { ...aChainWith(published), ed25519: options.ed25519 });
      if (outcome !== 'failed') believed.push(path);
    }
    expect(believed).toEqual([]);
  }, 120_000);

  it('fails when any member is left out, renamed or added, anywhere', async () => {
    const believed: string[] = [];
    const visit = async (value: unknown, path: string, rebuild: (value: unknown) => unknown): Promise<void> => {
      if (typeof value !== 'object' || value === null) return;
      const variants: unknown[] = Array.isArray(value)
        ? [[...value, value[0]], value.slice(1), [...(value as unknown[]), null], [...value].reverse()].filter(
            (of) => JSON.stringify(of) !== JSON.stringify(value),
          )
        : [
            { ...value, extra: 1 },
            ...Object.keys(value).map((key) =>
              Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
            ),
          ];
      for (const variant of variants) {
        if ((await verdict(rebuild(variant))) !== 'failed') believed.push(`${path} ${JSON.stringify(variant)}`);
      }
      for (const [key, inner] of Object.entries(value)) {
        await visit(inner, `${path}.${key}`, (next) =>
          rebuild(
            Array.isArray(value)
              ? value.map((old: unknown, at) => (String(at) === key ? next : old))
              : { ...value, [key]: next },
          ),
        );
      }
    };
    await visit(original, '', (value) => value);
    expect(believed).toEqual([]);
  }, 120_000);
});

/** Other values of the same kind that a careless reader might take for the same. */
function others(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value, null];
  if (typeof value === 'number') {
    return [value + 1, value - 1, -value, String(value), value + 0.5].filter((other) => other !== value);
  }
  if (typeof value !== 'string') return ['', 0];
  const similar = [
    value.toUpperCase(),
    `${value} `,
    ` ${value}`,
    `0${value}`,
    `${value}0`,
    value.slice(1),
    value.slice(0, -1),
    `-${value}`,
    `${value}\n`,
    value.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0')),
  ];
  return [...new Set([...similar, null])].filter((other) => other !== value);
}
