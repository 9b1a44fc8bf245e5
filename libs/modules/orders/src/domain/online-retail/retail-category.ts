/**
 * The file has no categories; a shop's feed would. The first word that a description contains decides, in this order.
 */
const CATEGORY_OF_WORDS: readonly (readonly [category: string, words: RegExp])[] = [
  ['seasonal/christmas', /\b(CHRISTMAS|XMAS|ADVENT|SANTA|REINDEER|SNOW\w*|BAUBLE\w*)\b/],
  ['seasonal/easter', /\b(EASTER|RABBIT|BUNNY|EGG|EGGS)\b/],
  ['home/lighting', /\b(LIGHT|LIGHTS|T-LIGHT\w*|LAMP|LANTERN|CANDLE\w*|CHANDELIER|NIGHTLIGHT)\b/],
  [
    'home/kitchen',
    /\b(MUG|MUGS|CUP|CUPS|TEA\w*|PLATE\w*|BOWL\w*|CAKE\w*|KITCHEN|SPOON\w*|JAR|JARS|BAKING|APRON|BOTTLE|LUNCH|SNACK|RECIPE)\b/,
  ],
  ['fashion/bags', /\b(BAG|BAGS|PURSE|SHOPPER|UMBRELLA|WALLET)\b/],
  ['fashion/jewellery', /\b(NECKLACE|EARRINGS?|BRACELET|RING|BROOCH|HAIR\w*)\b/],
  [
    'stationery/paper',
    /\b(CARD|CARDS|WRAP|PAPER|NOTEBOOK|RIBBON\w*|TISSUE\w*|STICKER\w*|PENCIL\w*|CHALKBOARD|JOURNAL)\b/,
  ],
  ['toys/games', /\b(TOY|TOYS|DOLL\w*|GAME\w*|PUZZLE\w*|PLAY\w*|CHILD\w*|KIDS|BLOCKS|SPACEBOY|DOLLY)\b/],
  ['garden/outdoor', /\b(GARDEN\w*|PLANT\w*|FLOWER\w*|HERB\w*|PICNIC|PARASOL|BIRD\w*|THERMOMETER)\b/],
];

/** Category path of a product by its description; `home/decor` when no word says more. */
export function retailCategory(description: string): string {
  const text = description.toUpperCase();
  return CATEGORY_OF_WORDS.find(([, words]) => words.test(text))?.[0] ?? 'home/decor';
}
