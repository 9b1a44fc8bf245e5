import type { Input } from '../../api.ts';

/** What a creative's form holds; numbers as they are typed. */
export type CreativeForm = {
  readonly format: 'banner' | 'product' | 'video';
  readonly landingUrl: string;
  /** The uploaded picture of a banner or a product. */
  readonly picture: { readonly url: string; readonly width: number; readonly height: number } | undefined;
  readonly alt: string;
  readonly sku: string;
  readonly mediaUrl: string;
  readonly mimeType: 'video/mp4' | 'video/webm';
  readonly width: string;
  readonly height: string;
  readonly seconds: string;
  readonly title: string;
};

/** A form that nobody has touched. */
export const EMPTY_CREATIVE: CreativeForm = {
  format: 'banner',
  landingUrl: '',
  picture: undefined,
  alt: '',
  sku: '',
  mediaUrl: '',
  mimeType: 'video/mp4',
  width: '640',
  height: '360',
  seconds: '15',
  title: '',
};

const isWeb = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const isCount = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text);

/** What can be said against the form before it is sent; by the field's name. */
export function faultsOfCreative(form: CreativeForm): Partial<Record<keyof CreativeForm, string>> {
  const landing = isWeb(form.landingUrl) ? {} : { landingUrl: 'An address that starts with https://.' };
  switch (form.format) {
    case 'banner':
      return {
        ...landing,
        ...(form.picture === undefined ? { picture: 'Choose the picture.' } : {}),
        ...(form.alt.trim() === '' ? { alt: 'Say what is on it, for who does not see it.' } : {}),
      };
    case 'product':
      return { ...landing, ...(form.sku === '' ? { sku: 'Choose the product.' } : {}) };
    case 'video':
      return {
        ...landing,
        ...(isWeb(form.mediaUrl) ? {} : { mediaUrl: 'An address that starts with https://.' }),
        ...(form.title.trim() === '' ? { title: 'A film has a title.' } : {}),
        ...(isCount(form.width) && isCount(form.height) ? {} : { width: 'Whole pixels.' }),
        ...(isCount(form.seconds) ? {} : { seconds: 'Whole seconds.' }),
      };
  }
}

/** The form as the API takes it. Only of a form without faults. */
export function creativeOf(form: CreativeForm): Input<'/v1/campaigns/{id}/creatives'> {
  const whole = (text: string): number => Number.parseInt(text, 10);
  const shared = { landing_url: form.landingUrl, categories: [] };
  switch (form.format) {
    case 'banner': {
      const { url = '', width = 0, height = 0 } = form.picture ?? {};
      return { ...shared, content: { format: 'banner', image_url: url, width, height, alt: form.alt.trim() } };
    }
    case 'product':
      return { ...shared, content: { format: 'product', sku: form.sku, image_url: form.picture?.url ?? null } };
    case 'video':
      return {
        ...shared,
        content: {
          format: 'video',
          media_url: form.mediaUrl,
          mime_type: form.mimeType,
          width: whole(form.width),
          height: whole(form.height),
          duration_ms: whole(form.seconds) * 1_000,
          title: form.title.trim(),
        },
      };
  }
}
