/** A picture with a link. Sizes in pixels. */
export type BannerContent = {
  readonly format: 'banner';
  readonly imageUrl: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
};

/** A product of the catalog, shown in the place's own style (native). */
export type ProductContent = {
  readonly format: 'product';
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly imageUrl: string | null;
  readonly sponsor: string;
};

/** A film. Sizes in pixels. */
export type VideoContent = {
  readonly format: 'video';
  readonly mediaUrl: string;
  readonly mimeType: 'video/mp4' | 'video/webm';
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly title: string;
};

/** What a creative shows. */
export type CreativeContent = BannerContent | ProductContent | VideoContent;

/** How a place that can show it is written in a request's `format` facts. */
export function formatOf(content: CreativeContent): string {
  switch (content.format) {
    case 'banner':
      return bannerFormat(content.width, content.height);
    case 'product':
      return 'native';
    case 'video':
      return 'video';
  }
}

/** `banner:300x250`. */
export function bannerFormat(width: number, height: number): string {
  return `banner:${width}x${height}`;
}
