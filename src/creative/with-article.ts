import { headWord, isPlural } from '../domain/plural.ts';

/** Ends of words for what is not counted: `travel insurance`, `trail running footwear`. */
const UNCOUNTED = [
  ...[
    'insurance',
    'cover',
    'coverage',
    'protection',
    'care',
    'storage',
    'access',
    'advice',
    'support',
    'credit',
  ],
  ...[
    'banking',
    'cashback',
    'delivery',
    'catering',
    'cleaning',
    'training',
    'coaching',
    'tutoring',
    'grooming',
  ],
  ...[
    'boarding',
    'parking',
    'shipping',
    'streaming',
    'hosting',
    'financing',
    'planning',
    'styling',
    'walking',
  ],
  ...[
    'coffee',
    'tea',
    'wine',
    'beer',
    'water',
    'milk',
    'juice',
    'oil',
    'butter',
    'bread',
    'cheese',
    'meat',
    'fish',
  ],
  ...[
    'fruit',
    'rice',
    'pasta',
    'chocolate',
    'candy',
    'food',
    'produce',
    'honey',
    'salmon',
    'seafood',
    'sushi',
  ],
  ...[
    'furniture',
    'equipment',
    'gear',
    'clothing',
    'footwear',
    'wear',
    'ware',
    'luggage',
    'bedding',
    'lighting',
  ],
  ...[
    'jewelry',
    'jewellery',
    'makeup',
    'skincare',
    'shampoo',
    'perfume',
    'soap',
    'lotion',
    'sunscreen',
    'powder',
  ],
  ...[
    'music',
    'art',
    'software',
    'hardware',
    'internet',
    'broadband',
    'electricity',
    'gas',
    'fuel',
    'petrol',
  ],
  ...[
    'paint',
    'wood',
    'soil',
    'compost',
    'fabric',
    'yarn',
    'paper',
    'stationery',
    'cutlery',
    'crockery',
    'kibble',
  ],
  ...['help', 'assistance', 'travel', 'tuition', 'maintenance', 'repair', 'removal', 'installation', 'pay'],
];

/** It says itself how it is to be read: an article, a number, a name. */
const DETERMINED =
  /^(?:[\d\p{Lu}]|(?:an?|the|your|our|my|any|all|some|every|each|one|two|three|free|complimentary)\s)/u;
/** By sound: an hour, but a unit. */
const VOWEL = /^(?:[ai]|e(?!u|we)|o(?!n(?:e|ce)\b)|u(?!ni(?!n|m)|s[ei]|ti|ro)|hour|heir|honest)/iu;

/**
 * What is offered as it stands in a sentence: `a harmonica set`, `an air fryer`, `hiking boots`, `travel insurance`.
 * By the form of its last word; names in capitals and what already has an article or a number stay as they are.
 */
export function withArticle(product: string): string {
  const head = headWord(product).toLowerCase();
  const bare = head === '' || DETERMINED.test(product) || isPlural(product);
  if (bare || UNCOUNTED.some((word) => head.endsWith(word))) return product;
  return `${VOWEL.test(product) ? 'an' : 'a'} ${product}`;
}
