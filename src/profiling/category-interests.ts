/**
 * What somebody who buys in a category is probably interested in, in the words that the generator was trained on. A
 * category belongs to the first row that one of its words begins with an entry of.
 */
export const CATEGORY_INTERESTS: readonly (readonly [interest: string, beginnings: readonly string[]])[] = [
  ['Books', ['book', 'novel', 'magazine', 'comic', 'stationer']],
  ['Music', ['music', 'cd', 'vinyl', 'instrument', 'concert']],
  ['Gaming', ['game', 'gaming', 'console', 'esport']],
  [
    'Technology',
    ['electr', 'tech', 'comput', 'phone', 'mobile', 'laptop', 'gadget', 'software', 'tv', 'audio'],
  ],
  ['Photography', ['photo', 'camera', 'lens']],
  ['Beauty', ['beaut', 'cosmet', 'makeup', 'perfum', 'fragranc', 'skincare', 'hair']],
  [
    'Fashion',
    ['fashion', 'cloth', 'apparel', 'shoe', 'footwear', 'jewel', 'gold', 'watch', 'accessor', 'dress', 'bag'],
  ],
  ['Fitness', ['fitness', 'gym', 'yoga', 'supplement']],
  ['Sports', ['sport', 'football', 'tennis', 'cycl', 'bike', 'ski', 'golf']],
  ['Outdoors', ['outdoor', 'camp', 'hik', 'fishing']],
  ['Travel', ['travel', 'hotel', 'flight', 'luggage', 'holiday', 'trip']],
  ['Pets', ['pet', 'dog', 'cat']],
  ['Gardening', ['garden', 'plant', 'flower', 'lawn']],
  [
    'Home',
    ['home', 'furnit', 'kitchen', 'house', 'decor', 'bed', 'bath', 'diy', 'tool', 'applianc', 'hardware'],
  ],
  ['Wellness', ['health', 'wellness', 'pharma', 'vitamin', 'spa', 'personal']],
  ['Cars', ['car', 'cars', 'auto', 'motor', 'vehicle', 'fuel', 'petrol']],
  ['Art', ['art', 'craft', 'paint', 'gallery']],
  ['Learning', ['learn', 'course', 'educat', 'school', 'office']],
  ['Entertainment', ['entertain', 'movie', 'film', 'cinema', 'dvd', 'toy', 'stream', 'ticket', 'kids']],
  ['Finance', ['financ', 'bank', 'insur', 'invest']],
  [
    'Food',
    [
      'food',
      'grocer',
      'wine',
      'fruit',
      'vegetab',
      'meat',
      'fish',
      'sweet',
      'dairy',
      'bakery',
      'bread',
      'drink',
      'beverage',
      'snack',
      'coffee',
      'tea',
      'beer',
      'spirit',
      'restaurant',
      'dining',
      'deli',
      'frozen',
      'produce',
      'seafood',
      'chocolate',
    ],
  ],
];

/** Short beginnings are whole words: `car` is no `card`, `art` no `article`. */
const WHOLE_UP_TO = 3;

/** The interest that a category tells of, or undefined where its name tells none. */
export function interestOf(category: string): string | undefined {
  const words = category.toLowerCase().match(/\p{L}+/gu) ?? [];
  const fits = (word: string, beginning: string) =>
    beginning.length <= WHOLE_UP_TO
      ? word === beginning || word === `${beginning}s`
      : word.startsWith(beginning);
  return CATEGORY_INTERESTS.find(([, beginnings]) =>
    words.some((word) => beginnings.some((beginning) => fits(word, beginning))),
  )?.[0];
}
