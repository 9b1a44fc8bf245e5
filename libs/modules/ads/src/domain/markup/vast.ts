import type { VideoContent } from '../creative.ts';
import { type AdUrls, escapeText } from './ad-urls.ts';

/** Milestones that a player tells us, in playing order (VAST 4.2, section 3.14.1). */
export const TRACKING_EVENTS = ['start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete'] as const;

/** What the document says besides the film. */
export type VastFacts = {
  readonly adId: string;
  readonly creativeId: string;
  readonly advertiser: string;
  readonly urls: AdUrls;
};

/** An inline VAST 4.2 document with one linear ad: impression, click and milestones lead to us. */
export function vastDocument(content: VideoContent, { adId, creativeId, advertiser, urls }: VastFacts): string {
  const { mediaUrl, mimeType, width, height, durationMs, title } = content;
  const tracking = TRACKING_EVENTS.map(
    (event) => `<Tracking event="${event}">${address(urls.tracking(event))}</Tracking>`,
  ).join('');
  const file = `<MediaFile delivery="progressive" type="${mimeType}" width="${width}" height="${height}">${address(mediaUrl)}</MediaFile>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<VAST version="4.2" xmlns="http://www.iab.com/VAST">',
    `<Ad id="${escapeText(adId)}"><InLine>`,
    '<AdSystem version="1">Provisio</AdSystem>',
    `<Error>${address(`${urls.tracking('error')}&code=[ERRORCODE]`)}</Error>`,
    `<Impression id="1">${address(urls.impression)}</Impression>`,
    `<AdServingId>${escapeText(adId)}</AdServingId>`,
    `<AdTitle>${escapeText(title)}</AdTitle>`,
    `<Advertiser>${escapeText(advertiser)}</Advertiser>`,
    `<Creatives><Creative id="${escapeText(creativeId)}" sequence="1" adId="${escapeText(creativeId)}">`,
    `<Linear><TrackingEvents>${tracking}</TrackingEvents><Duration>${clock(durationMs)}</Duration>`,
    `<MediaFiles>${file}</MediaFiles>`,
    `<VideoClicks><ClickThrough id="1">${address(urls.click)}</ClickThrough></VideoClicks></Linear>`,
    `<UniversalAdId idRegistry="unknown">${escapeText(creativeId)}</UniversalAdId>`,
    '</Creative></Creatives></InLine></Ad></VAST>',
  ].join('');
}

/** `HH:MM:SS.mmm`. */
function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}

/** A CDATA section cannot hold its own end; a web address never does. */
function address(url: string): string {
  return `<![CDATA[${url.replaceAll(']]>', ']]%3E')}]]>`;
}
