import sharp from 'sharp';
import { SeededRandom } from '#kernel';

/** Colours that go together: wall, floor, thing, light. */
const PALETTES = [
  ['#f4e9da', '#c9a27c', '#8c4a32', '#ffd98a'],
  ['#e3edf0', '#9db6bd', '#2f5d6b', '#fff3c9'],
  ['#efe6ee', '#b89ab5', '#5b3a63', '#ffe1b0'],
  ['#e9efe0', '#a9bd8b', '#4b6538', '#fff0b8'],
  ['#f6e3df', '#d69c8b', '#8f3f3a', '#ffe7c2'],
] as const;

/** A picture of our own making: a corner of a room with some things in it. The same seed is the same picture. */
export function aPicture(seed: number, width = 900, height = 900): Promise<Buffer> {
  const random = new SeededRandom(seed);
  const [wall, floor, thing, light] = random.pick(PALETTES);
  const horizon = Math.round(height * (0.6 + random.fraction() * 0.15));
  const things = Array.from({ length: random.between(2, 4) }, (_, at) => {
    const x = Math.round(width * (0.18 + at * 0.22 + random.fraction() * 0.06));
    return random.pick([lamp, vase, frame, plant])({ x, horizon, size: width / 6, thing, light });
  });
  const room =
    `<rect width="${width}" height="${height}" fill="${wall}"/>` +
    `<rect y="${horizon}" width="${width}" height="${height - horizon}" fill="${floor}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${room}${things.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

type Spot = {
  readonly x: number;
  readonly horizon: number;
  readonly size: number;
  readonly thing: string;
  readonly light: string;
};

function lamp({ x, horizon, size, thing, light }: Spot): string {
  const top = horizon - size * 2;
  return (
    `<circle cx="${x}" cy="${top + size * 0.4}" r="${size * 0.9}" fill="${light}" opacity="0.5"/>` +
    `<rect x="${x - size * 0.04}" y="${top}" width="${size * 0.08}" height="${size * 2.2}" fill="${thing}"/>` +
    `<path d="M${x - size * 0.25} ${top} h${size * 0.5} l${size * 0.2} ${size * 0.5} h${-size * 0.9} z" fill="${thing}"/>`
  );
}

function vase({ x, horizon, size, thing }: Spot): string {
  return (
    `<ellipse cx="${x}" cy="${horizon}" rx="${size * 0.4}" ry="${size * 0.55}" fill="${thing}"/>` +
    `<rect x="${x - size * 0.14}" y="${horizon - size * 0.8}" width="${size * 0.28}" height="${size * 0.4}" fill="${thing}"/>`
  );
}

function frame({ x, horizon, size, thing, light }: Spot): string {
  const y = horizon - size * 2.4;
  return (
    `<rect x="${x - size * 0.5}" y="${y}" width="${size}" height="${size * 1.2}" fill="${thing}"/>` +
    `<rect x="${x - size * 0.38}" y="${y + size * 0.12}" width="${size * 0.76}" height="${size * 0.96}" fill="${light}"/>`
  );
}

function plant({ x, horizon, size, thing }: Spot): string {
  const leaf = (turn: number): string =>
    `<ellipse cx="${x}" cy="${horizon - size * 0.9}" rx="${size * 0.14}" ry="${size * 0.6}" fill="#5f8a4f" transform="rotate(${turn} ${x} ${horizon - size * 0.3})"/>`;
  const pot = `<rect x="${x - size * 0.25}" y="${horizon - size * 0.35}" width="${size * 0.5}" height="${size * 0.5}" fill="${thing}"/>`;
  return [-50, -20, 15, 45].map(leaf).join('') + pot;
}
