import type { EpochMs } from '#kernel';
import { bannerFormat } from '../../domain/creative.ts';
import { type RequestFacts, withParents } from '../../domain/targeting.ts';
import type { ServeRequest } from '../serve-ads.ts';
import type { BidRequest, Imp } from './bid-request.ts';

/** The one currency that we sell in. */
export const CURRENCY = 'GBP';
/** Where an impression without a readable tag is counted. */
const NO_TAG = 'openrtb';

const TAG = /^[\x21-\x7e]{1,100}$/;
// OpenRTB 2.6, list of device types.
const DEVICES: Readonly<Record<number, string>> = {
  1: 'phone',
  2: 'desktop',
  3: 'tv',
  4: 'phone',
  5: 'tablet',
  6: 'tv',
  7: 'tv',
};

/** Whether the buyer may be charged in our currency. */
export function takesCurrency({ cur }: BidRequest): boolean {
  return cur === undefined || cur.length === 0 || cur.includes(CURRENCY);
}

/**
 * What an impression asks of us; nothing when it cannot be compared with us (a floor in another currency) or shows
 * nothing that we have. A child's request (COPPA) is served without the person and their interests.
 */
export function serveRequestOf(request: BidRequest, imp: Imp, now: EpochMs): ServeRequest | undefined {
  const format = formatsOf(imp);
  const floor = imp.bidfloor ?? 0;
  if (format.length === 0 || (floor > 0 && imp.bidfloorcur !== CURRENCY)) return undefined;
  const isChild = request.regs?.coppa === 1;
  const placement = imp.tagid !== undefined && TAG.test(imp.tagid) ? imp.tagid : NO_TAG;
  return {
    facts: {
      ...pageFacts(request, now),
      format,
      placement: [placement],
      interest: isChild ? [] : interestsOf(request),
    },
    slots: 1,
    floorNanos: Math.ceil(floor * 1_000_000), // A CPM in micros is nanos per impression.
    pricing: request.at === 1 ? 'first' : 'second',
    blockedDomains: request.badv ?? [],
    blockedCategories: request.bcat ?? [],
    placement,
    person: isChild ? undefined : request.user?.id,
  };
}

function formatsOf({ banner, video, native }: Imp): string[] {
  const sizes = [...(banner?.format ?? []), ...(banner === undefined ? [] : [banner])];
  const banners = sizes.flatMap(({ w, h }) => (w === undefined || h === undefined ? [] : [bannerFormat(w, h)]));
  const takesFilm = video?.mimes.some((mime) => mime === 'video/mp4' || mime === 'video/webm') === true;
  return [...new Set(banners), ...(takesFilm ? ['video'] : []), ...(native === undefined ? [] : ['native'])];
}

function pageFacts(
  { site, app, device }: BidRequest,
  now: EpochMs,
): Omit<RequestFacts, 'format' | 'placement' | 'interest'> {
  const page = site ?? app;
  const deviceName = DEVICES[device?.devicetype ?? -1];
  const country = device?.geo?.country?.toLowerCase();
  return {
    country: country === undefined ? [] : [country],
    device: deviceName === undefined ? [] : [deviceName],
    hour: [String(new Date(now).getUTCHours())],
    category: [...(page?.cat ?? []), ...(page?.pagecat ?? [])].flatMap((category) =>
      withParents(category.toLowerCase()),
    ),
    keyword: [...wordsOf(page?.keywords), ...lower(page?.kwarray)],
  };
}

function interestsOf({ user }: BidRequest): string[] {
  const segments = (user?.data ?? []).flatMap(({ segment = [] }) =>
    segment.flatMap(({ id }) => (id === undefined ? [] : [id])),
  );
  return [...wordsOf(user?.keywords), ...lower(user?.kwarray), ...lower(segments)];
}

function wordsOf(text = ''): string[] {
  return lower(text.split(',').map((word) => word.trim())).filter((word) => word !== '');
}

function lower(words: readonly string[] = []): string[] {
  return words.map((word) => word.toLowerCase());
}
