import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { NotAPicture, PictureSizeRefused } from '../social.errors.ts';
import type { Media, Rendition } from '../storage/media.store.ts';

// A picture is cut once, so there is nothing to keep; and one thread for it leaves the other cores to requests.
sharp.cache(false);
sharp.concurrency(1);

/** Largest file that is taken. */
export const MOST_PICTURE_BYTES = 10 * 1024 * 1024;

/** Most pixels of a picture: 40 megapixels take 160 MB while they are cut. */
const MOST_PIXELS = 40_000_000;

const LEAST_SIDE = 16;

/** Widths that are made; a picture is never made wider than it is. */
const WIDTHS = [320, 640, 1080] as const;

const QUALITY = { jpeg: { quality: 82, mozjpeg: true }, webp: { quality: 80 } } as const;

/** A picture cut to size: what is stored of it and the bytes of each rendition. */
export type CutPicture = Pick<Media, 'hash' | 'format' | 'width' | 'height'> & {
  readonly files: readonly { readonly rendition: Rendition; readonly bytes: Buffer }[];
};

/**
 * Looks at an uploaded file by its first bytes, never by its name, turns it upright, and cuts it to 320, 640 and 1080
 * pixels as JPEG and WebP. Renditions hold pixels only: no place, no camera, no comment, no colour profile.
 * @throws {PictureSizeRefused | NotAPicture} nothing was kept.
 */
export async function cutPicture(file: Buffer): Promise<CutPicture> {
  if (file.length > MOST_PICTURE_BYTES) {
    throw new PictureSizeRefused(`the file has ${file.length} bytes, at most ${MOST_PICTURE_BYTES} are taken`);
  }
  const format = formatOf(file);
  const { width, height } = await sizeOf(file, format);
  const renditions = WIDTHS.filter((wanted, at) => at === 0 || wanted <= width || (WIDTHS[at - 1] ?? 0) < width);
  const files = [];
  for (const wanted of renditions) {
    for (const type of ['jpeg', 'webp'] as const) files.push(await cut(file, wanted, type));
  }
  return { hash: sha256(file), format, width, height, files };
}

function formatOf(file: Buffer): Media['format'] {
  if (file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (file.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  throw new NotAPicture();
}

/** Width and height after the turn that the camera asked for. The header alone is read: nothing is unpacked yet. */
async function sizeOf(file: Buffer, format: Media['format']): Promise<{ width: number; height: number }> {
  let facts;
  try {
    facts = await sharp(file, { limitInputPixels: false }).metadata();
  } catch {
    throw new NotAPicture();
  }
  if (facts.format !== format) throw new NotAPicture('the file is not what its first bytes say');
  const isTurned = (facts.orientation ?? 1) >= 5;
  const [width, height] = isTurned ? [facts.height, facts.width] : [facts.width, facts.height];
  if (width * height > MOST_PIXELS) throw new PictureSizeRefused(`the picture has more than ${MOST_PIXELS} pixels`);
  if (Math.min(width, height) < LEAST_SIDE) {
    throw new PictureSizeRefused(`a picture is at least ${LEAST_SIDE} pixels wide and high`);
  }
  return { width, height };
}

async function cut(
  file: Buffer,
  wanted: number,
  type: 'jpeg' | 'webp',
): Promise<{ rendition: Rendition; bytes: Buffer }> {
  const upright = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: wanted, withoutEnlargement: true })
    .flatten({ background: '#ffffff' });
  const encoder = type === 'jpeg' ? upright.jpeg(QUALITY.jpeg) : upright.webp(QUALITY.webp);
  let made;
  try {
    made = await encoder.toBuffer({ resolveWithObject: true });
  } catch {
    throw new NotAPicture('the file is a picture that cannot be read to its end');
  }
  const { data: bytes, info } = made;
  const hash = sha256(bytes);
  const key = `media/${hash.slice(0, 2)}/${hash}.${type === 'jpeg' ? 'jpg' : 'webp'}`;
  const rendition = {
    key,
    type: `image/${type}`,
    width: info.width,
    height: info.height,
    bytes: bytes.length,
  } as const;
  return { rendition, bytes };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
