import sharp from 'sharp';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/product.ts';
import { at, itemsOf, Rest, textAt } from '../../support/rest.ts';

const SHOP = 'https://aurora-home.example';
const AUTHORS = ['Mia', 'Noah', 'Ines', 'Kofi', 'Yuki', 'Lea'];
const PATIENCE = { timeoutMs: 120_000 };

/** What a test says of a post. */
export type PostWords = { readonly body: string; readonly hue?: number; readonly hasTag?: boolean };
/** A post that was published, and who wrote it. */
export type Published = {
  readonly id: string;
  readonly path: string;
  readonly author: Rest;
  /** First name of the author. */
  readonly name: string;
};

type Author = { readonly name: string; readonly rest: Rest };

/** The demo's people over REST, and what they do before somebody opens a browser. */
export class Cast {
  private constructor(
    readonly sam: Rest,
    readonly lena: Rest,
    readonly moa: Rest,
    /** Everybody's. */
    readonly password: string,
    private readonly authors: readonly Author[],
    private readonly program: string,
    private readonly sku: string,
  ) {}

  static async of({ url }: Product): Promise<Cast> {
    const api = new Rest(url);
    const password = textAt(await api.read('/v1/demo'), 'password');
    const enter = (name: string): Promise<Rest> => api.signIn(`${name.toLowerCase()}@demo.provisio.example`, password);
    const [sam, lena, moa] = [await enter('Sam'), await enter('Lena'), await enter('Moa')];
    const authors: Author[] = [];
    for (const name of AUTHORS) authors.push({ name, rest: await enter(name) });
    const program = textAt(await lena.read('/v1/programs'), 'items.0.id');
    const sku = textAt(await lena.read('/v1/products?limit=1'), 'items.0.sku');
    return new Cast(sam, lena, moa, password, authors, program, sku);
  }

  /** Publishes a post with a picture by the first author who may still post today. */
  async publish({ body, hue = 30, hasTag = true }: PostWords): Promise<Published> {
    const picture = await aPicture(hue);
    const tags = hasTag ? [{ program: this.program, sku: this.sku, url: `${SHOP}/products/${this.sku}` }] : [];
    for (const { name, rest: author } of this.authors) {
      const media = await author.upload('/v1/media', Buffer.from(picture), 'image/jpeg');
      const post = { body, pictures: [{ media: textAt(media, 'id'), alt: `A lamp of hue ${hue}` }], tags };
      const answer = await author.post('/v1/posts', post);
      if (at(answer.body, 'code') === 'social.rate_reached') continue;
      if (answer.status !== 201) throw new Error(`the post was refused: ${JSON.stringify(answer.body)}`);
      const path = hasTag ? textAt(answer.body, 'tags.0.path') : '';
      return { id: textAt(answer.body, 'id'), path, author, name };
    }
    throw new Error('no author may post any more today');
  }

  /** Resolves when at least `count` posts are shown. */
  async untilShown(count: number): Promise<void> {
    await eventually(
      () => this.sam.read('/v1/posts?limit=50'),
      (page) => itemsOf(page).length >= count,
      PATIENCE,
    );
  }

  /** Ids of the newest clicks on the authors' links. */
  async newestClicks(): Promise<string[]> {
    const pages = await Promise.all(this.authors.map(({ rest }) => rest.read('/v1/clicks?limit=5')));
    return pages.flatMap((page) => itemsOf(page).map((click) => textAt(click, 'id')));
  }

  /** Sells by the post's link, and resolves when its author has the commission. */
  async sell({ path, author }: Published, externalId: string): Promise<void> {
    const { headers } = await this.sam.get(path);
    const click = new URL(headers.get('location') ?? '').searchParams.get('pv_click');
    const lines = [{ sku: this.sku, quantity: 1, unit_price: '10000' }];
    const order = { external_id: externalId, currency: 'GBP/2', click, placed_at: new Date().toISOString(), lines };
    await this.lena.make('/v1/orders', order);
    await eventually(
      () => author.read('/v1/commissions?limit=1'),
      (page) => at(page, 'items.0.order_external_id') === externalId,
      PATIENCE,
    );
  }
}

/** A picture in a warm light, so that what is looked at is no grey square. */
function aPicture(hue: number): Promise<Buffer> {
  const light = `hsl(${hue} 70% 70%)`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800">
    <defs><radialGradient id="glow"><stop offset="0" stop-color="white"/><stop offset="1" stop-color="${light}"/></radialGradient></defs>
    <rect width="800" height="800" fill="url(#glow)"/><path d="M280 420L350 220H450L520 420Z" fill="hsl(${hue} 45% 35%)"/>
    <rect x="392" y="420" width="16" height="220" fill="#333"/><rect x="320" y="630" width="160" height="20" rx="10" fill="#333"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
