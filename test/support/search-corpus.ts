import { SeededRandom } from '#kernel';

type Text = { readonly title: string; readonly body: string };

/** A few documents as people write them. */
export const LAMPS: readonly Text[] = [
  { title: 'Brass desk lamp', body: 'Warm light for reading at the desk. The shade turns.' },
  { title: 'Oak desk', body: 'A desk of solid oak; lamp not included.' },
  { title: 'Lamp shade, linen', body: 'Fits every lamp of ours. Warm light, lamp after lamp after lamp.' },
  { title: 'Lámpara de mesa', body: 'Latón y lino; luz cálida.' },
  { title: 'Kitchen shelf', body: 'Shelves for the kitchen, oak or beech.' },
  { title: 'Straßenlaterne', body: 'Eine Laterne wie in alten Straßen.' },
  { title: '台灯 灯具', body: '温暖的光' },
  { title: 'Batteries for lamps', body: 'Four batteries; one battery lasts a year.' },
  { title: 'Reading light', body: `Clips on the book. ${'The battery lasts and lasts. '.repeat(30)}` },
];

/** Texts of drawn words of very different frequency and length, the same in every run. */
export const MADE_UP: readonly Text[] = drawTexts(400);

function drawTexts(count: number): Text[] {
  const random = new SeededRandom(20_260);
  const word = (): string => `word${Math.floor(random.fraction() ** 3 * 60)}`;
  const words = (most: number): string => Array.from({ length: random.between(1, most) }, word).join(' ');
  return Array.from({ length: count }, () => ({ title: words(6), body: words(120) }));
}
