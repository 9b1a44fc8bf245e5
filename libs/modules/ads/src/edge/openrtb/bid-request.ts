import { z } from 'zod';
import { BidRequestInvalid } from '../../ads.errors.ts';
import type { AssetRequest } from '../../domain/markup/native.ts';

const size = z.int().min(1).max(10_000);
const words = z.array(z.string().max(200)).max(1_000);

const Banner = z.looseObject({
  w: size.optional(),
  h: size.optional(),
  format: z
    .array(z.looseObject({ w: size.optional(), h: size.optional() }))
    .max(100)
    .optional(),
});
const Video = z.looseObject({ mimes: words.min(1), minduration: z.int().optional(), maxduration: z.int().optional() });
const Native = z.looseObject({ request: z.union([z.string(), z.record(z.string(), z.unknown())]) });
const Imp = z.looseObject({
  id: z.string().min(1).max(200),
  banner: Banner.optional(),
  video: Video.optional(),
  audio: z.looseObject({}).optional(),
  native: Native.optional(),
  tagid: z.string().max(200).optional(),
  bidfloor: z.number().min(0).max(1_000_000).optional(),
  bidfloorcur: z.string().max(3).optional(),
});
const Content = z.looseObject({
  cat: words.optional(),
  pagecat: words.optional(),
  keywords: z.string().max(10_000).optional(),
  kwarray: words.optional(),
  domain: z.string().optional(),
});

/** What we read of an OpenRTB 2.6 bid request; unknown fields are kept where they are. */
const BidRequest = z.looseObject({
  id: z.string().min(1).max(200),
  imp: z.array(Imp).min(1).max(100),
  site: Content.optional(),
  app: Content.optional(),
  device: z
    .looseObject({
      devicetype: z.int().optional(),
      geo: z.looseObject({ country: z.string().max(10).optional() }).optional(),
    })
    .optional(),
  user: z
    .looseObject({
      id: z.string().max(1_000).optional(),
      keywords: z.string().max(10_000).optional(),
      kwarray: words.optional(),
      data: z
        .array(
          z.looseObject({
            segment: z
              .array(z.looseObject({ id: z.string().max(200).optional() }))
              .max(1_000)
              .optional(),
          }),
        )
        .max(100)
        .optional(),
    })
    .optional(),
  regs: z.looseObject({ coppa: z.int().optional(), gdpr: z.int().optional() }).optional(),
  at: z.int().optional(),
  cur: z.array(z.string().max(3)).max(200).optional(),
  bcat: words.optional(),
  badv: words.optional(),
});
export type BidRequest = z.output<typeof BidRequest>;
/** One impression that is offered. */
export type Imp = z.output<typeof Imp>;

/** Reads a body. @throws {BidRequestInvalid} that names the first field that is wrong. */
export function readBidRequest(body: unknown): BidRequest {
  const read = BidRequest.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = (issue?.path ?? [])
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('');
    throw new BidRequestInvalid(`request${path}: ${issue?.message ?? 'is not a bid request'}`);
  }
  read.data.imp.forEach((imp, at) => checkImp(imp, `request.imp[${at}]`));
  const ids = new Set(read.data.imp.map(({ id }) => id));
  if (ids.size < read.data.imp.length) throw new BidRequestInvalid('request.imp: two impressions have one id');
  if (read.data.site !== undefined && read.data.app !== undefined) {
    throw new BidRequestInvalid('request: has a site and an app, where one of them is meant');
  }
  return read.data;
}

function checkImp({ banner, video, audio, native }: Imp, where: string): void {
  if (banner === undefined && video === undefined && audio === undefined && native === undefined) {
    throw new BidRequestInvalid(`${where}: has none of banner, video, audio and native`);
  }
  if (native !== undefined) readAssets(native.request, `${where}.native.request`);
}

const Asset = z.looseObject({
  id: z.int().default(0),
  required: z.int().default(0),
  title: z.looseObject({ len: z.int().default(0) }).optional(),
  img: z.looseObject({ type: z.int().optional() }).optional(),
  data: z.looseObject({ type: z.int(), len: z.int().default(0) }).optional(),
  video: z.looseObject({}).optional(),
});
const Assets = z.looseObject({ assets: z.array(Asset).min(1).max(100) });
const NativeRequest = z.union([z.looseObject({ native: Assets }).transform(({ native }) => native), Assets]);

/** What a native place asks for. @throws {BidRequestInvalid} */
export function readAssets(request: unknown, where: string): AssetRequest[] {
  const read = NativeRequest.safeParse(typeof request === 'string' ? parsed(request, where) : request);
  if (!read.success) throw new BidRequestInvalid(`${where}: holds no list of assets`);
  return read.data.assets.map(({ id, required, title, img, data }) => {
    const isRequired = required === 1;
    if (title !== undefined) return { id, isRequired, kind: 'title', length: title.len };
    if (img !== undefined) return { id, isRequired, kind: 'image', length: 0 };
    // Native 1.2, section 7.4: data asset types 1 (sponsored) and 2 (desc).
    const kind = data?.type === 1 ? 'sponsor' : data?.type === 2 ? 'description' : 'other';
    return { id, isRequired, kind, length: data?.len ?? 0 };
  });
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BidRequestInvalid(`${where}: is not JSON`);
  }
}
