import fc from 'fast-check';

/** What was put into a text on purpose, so that the test knows what it says without reading it. */
export interface Planted {
  readonly text: string;
  readonly percents: readonly number[];
  readonly money: readonly number[];
  readonly points: readonly number[];
  /** Hours within which the offer has to end. */
  readonly urgent: readonly number[];
  /** Days of the calendar, as ISO dates. */
  readonly dates: readonly string[];
  readonly blocked: boolean;
  readonly named: boolean;
}

const NONE: Planted = {
  text: '',
  percents: [],
  money: [],
  points: [],
  urgent: [],
  dates: [],
  blocked: false,
  named: false,
};

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A whole number below a thousand in English words. */
function inWords(value: number): string {
  if (value < 20) return ONES[value] ?? '';
  if (value < 100) return `${TENS[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${ONES[value % 10]}`}`;
  const rest = value % 100;
  return `${ONES[Math.floor(value / 100)]} hundred${rest === 0 ? '' : ` and ${inWords(rest)}`}`;
}

const shifted = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** Ways of writing the same number. */
const WRITINGS: readonly ((value: number) => string)[] = [
  (value) => String(value),
  (value) => String(value),
  (value) => shifted(0xff10)(String(value)),
  (value) => shifted(0x0660)(String(value)).replace('.', '\u066B'),
  (value) => shifted(0x0966)(String(value)),
  (value) => shifted(0x1d7ce)(String(value)),
  (value) => [...String(value)].join('\u200B'),
  (value) => [...String(value)].join('\u2060\u00AD'),
  (value) => String(value).replace('-', '−'),
  (value) => String(value).replace('-', '–'),
  (value) => String(value).replace('.', ','),
  (value) => (Number.isInteger(value) && value >= 0 && value < 1000 ? inWords(value) : String(value)),
  (value) =>
    Number.isInteger(value) && value < 0 && value > -1000 ? `minus ${inWords(-value)}` : String(value),
];
const PERCENTS = [
  '%',
  '%',
  ' %',
  '％',
  '﹪',
  '٪',
  '\u00A0%',
  '\u202F%',
  ' percent',
  ' per cent',
  ' PERCENT',
  ' pct',
];

/** What the record of the offer says, so that most texts can say the same. */
export interface Own {
  readonly percent: number;
  readonly money: number;
  readonly points: number;
  readonly date: string;
}

type Part = (own: Own) => Planted;

/** Mostly the record's own number; otherwise one that is not in it, or not possible. */
const number = fc.oneof(
  { weight: 6, arbitrary: fc.constant('own' as const) },
  { weight: 1, arbitrary: fc.constantFrom(0, 5, 10, 20, 25, 40, 50, 99.5, 100, 100.5, 101, 150, 999, 1000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -5, -20, -0.5) },
  { weight: 1, arbitrary: fc.integer({ min: -200, max: 500 }) },
);
const writing = fc.constantFrom(...WRITINGS);
const pick = (value: number | 'own', own: number) => (value === 'own' ? own : value);

const percent = fc
  .tuple(number, writing, fc.constantFrom(...PERCENTS), fc.constantFrom(' off', ' back', ' cashback', ''))
  .map(
    ([given, write, sign, after]): Part =>
      (own) => {
        const value = pick(given, own.percent);
        return { ...NONE, text: `${write(value)}${sign}${after}`, percents: [value] };
      },
  );
const money = fc.tuple(number, fc.constantFrom('$', '$ ', '')).map(
  ([given, sign]): Part =>
    (own) => {
      const value = pick(given, own.money);
      const minus = value < 0 ? '-' : '';
      const text = sign === '' ? `${value} dollars off` : `${minus}${sign}${Math.abs(value)} off`;
      return { ...NONE, text, money: [value] };
    },
);
const points = fc.tuple(number, writing, fc.constantFrom(' points', ' bonus points', ' pts')).map(
  ([given, write, unit]): Part =>
    (own) => {
      const value = pick(given, own.points);
      return { ...NONE, text: `${write(value)}${unit}`, points: [value] };
    },
);
const dated = fc
  .constantFrom('own', 'own', 'own', '2026-11-22', '2026-11-21', '2026-12-31', '2025-12-31', '２０２６-11-30')
  .map(
    (given): Part =>
      (own) => {
        const text = given === 'own' ? own.date : given;
        return { ...NONE, text: `until ${text}`, dates: [text.normalize('NFKC')] };
      },
  );
const always =
  (planted: Planted): Part =>
  () =>
    planted;
const urgent = fc
  .constantFrom(
    ['Today only', 24],
    ['LAST CHANCE', 72],
    ['hurry', 72],
    ['hur\u00ADry', 72],
    ['ends soon', 72],
  )
  .map(([text, hours]) => always({ ...NONE, text: String(text), urgent: [Number(hours)] }));
const blocked = fc
  .constantFrom('casino', 'CASINO', 'cas\u200Bino', 'ｃａｓｉｎｏ', 'cásino')
  .map((text) => always({ ...NONE, text, blocked: true }));
const named = fc
  .constantFrom('Maya', 'Dear Maya', 'for Maya')
  .map((text) => always({ ...NONE, text, named: true }));
const harmless = fc
  .constantFrom(
    'on hiking boots',
    'for you',
    'on our wines',
    'and more',
    'in every shop',
    'open 24/7',
    'dear {name}',
  )
  .map((text) => always({ ...NONE, text }));
const noise = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({
      unit: fc.constantFrom('%', '1', '5', '0', '-', ' ', '.', ',', '％', '０', '/', '$'),
      maxLength: 10,
    }),
  )
  .map((text) => always({ ...NONE, text }));

const part = fc.oneof(
  { weight: 14, arbitrary: harmless },
  { weight: 8, arbitrary: percent },
  { weight: 2, arbitrary: money },
  { weight: 2, arbitrary: points },
  { weight: 2, arbitrary: urgent },
  { weight: 2, arbitrary: dated },
  { weight: 1, arbitrary: blocked },
  { weight: 1, arbitrary: named },
  { weight: 1, arbitrary: noise },
);

/** A text of which every planted claim is known. */
export const plantedText: fc.Arbitrary<(own: Own) => Planted> = fc
  .tuple(
    fc.constantFrom('Save', 'Enjoy', 'Take', 'We have'),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('this season', 'in all our shops', 'at the till'),
  )
  .map(([start, makers, end]) => (own) => {
    const parts = makers.map((make) => make(own));
    return {
      text: [start, ...parts.map((each) => each.text), end].join(' '),
      percents: parts.flatMap((each) => each.percents),
      money: parts.flatMap((each) => each.money),
      points: parts.flatMap((each) => each.points),
      urgent: parts.flatMap((each) => each.urgent),
      dates: parts.flatMap((each) => each.dates),
      blocked: parts.some((each) => each.blocked),
      named: parts.some((each) => each.named),
    };
  });

/** Values that are no amounts, and amounts at the edge. */
const ODD: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  1e308,
  -1e308,
  5e-324,
  -5e-324,
  2 ** 53 + 2,
  '20',
  '１５０',
  null,
  true,
  [20],
  { valueOf: () => 20 },
  20n,
  new Date(20),
  Object.create({ value: 20 }),
];

/** Mostly a value that is fine, now and then one at or beyond the bound, and seldom anything. */
export function field(fine: readonly unknown[], edge: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...fine) },
    { weight: 4, arbitrary: fc.constantFrom(...edge) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.double() },
  );
}

/** The same fields in other kinds of objects: inherited, without a prototype, behind getters, with more fields. */
export const wrapped = fc.constantFrom<(value: object) => unknown>(
  ...Array.from({ length: 40 }, () => (value: object) => value),
  (value) => Object.create(value),
  (value) => Object.assign(Object.create(null), value),
  (value) => Object.assign(Object.create({ discountPct: 900, text: '900% off' }), value),
  (value) => ({ ...value, __proto__: { minSpend: -5 }, hidden: 900 }),
  (value) => new Proxy(value, {}),
  (value) => Object.defineProperty({ ...value }, 'discountPct', { get: () => 40, enumerable: true }),
  (value) =>
    Object.defineProperty({ ...value }, 'text', {
      get: () => {
        throw new Error('no');
      },
    }),
);
