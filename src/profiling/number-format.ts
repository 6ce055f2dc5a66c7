/** How a column writes its numbers. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Between thousands; empty where there is none. A space stands for every kind of space. */
  readonly group: '' | ',' | '.' | ' ' | "'";
}

export const PLAIN_NUMBERS: NumberFormat = { decimal: '.', group: '' };

const PLAIN = /^[+-]?\d+(?:\.\d+)?$/;
const SIGN_CODES: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  Rs: 'INR',
  'Rs.': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₫': 'VND',
  '₴': 'UAH',
  '₦': 'NGN',
  '฿': 'THB',
  R$: 'BRL',
  zł: 'PLN',
  kr: 'kr',
  'kr.': 'kr',
  'Fr.': 'CHF',
};
const CODES =
  'USD|EUR|GBP|JPY|INR|RUB|KRW|TRY|VND|UAH|NGN|THB|BRL|PLN|CHF|SEK|NOK|DKK|CZK|HUF|CAD|AUD|NZD|SGD|HKD|CNY|MXN|ZAR|AED|SAR|IDR|MYR|PHP|ILS|RON|BGN';
const CURRENCY = new RegExp(
  `US\\$|R\\$|[$€£¥₹₽₩₺₫₴₦฿]|(?<![\\p{L}])(?:${CODES}|Rs\\.?|zł|kr\\.?|Fr\\.)(?![\\p{L}])`,
  'u',
);
const SPACES = /[\s\u00a0\u2009\u202f]/g;

/** The currency that a cell names, as an ISO 4217 code where its sign has one, or undefined. */
export function currencyOf(cell: string): string | undefined {
  if (PLAIN.test(cell)) return undefined;
  const [sign] = CURRENCY.exec(cell) ?? [];
  return sign === undefined ? undefined : (SIGN_CODES[sign] ?? sign);
}

/**
 * A function that reads a trimmed cell as a number, NaN where it is none. It takes currency signs, a percent sign,
 * a minus before or after, and parentheses for negative amounts.
 */
export function createNumberReader(format: NumberFormat): (cell: string) => number {
  const decimal = format.decimal === '.' ? '\\.' : ',';
  const group = format.group === '' ? '' : format.group === '.' ? '\\.' : format.group;
  // Indian numbers group by two before the last three: 12,34,567.
  const whole = group === '' ? '\\d+' : `(?:\\d{1,3}(?:${group}\\d{2,3})*${group}\\d{3}|\\d+)`;
  const written = new RegExp(`^(?:${whole}(?:${decimal}\\d*)?|${decimal}\\d+)(?:[eE][+-]?\\d+)?$`);
  return (cell) => {
    if (format.decimal === '.' && PLAIN.test(cell)) return Number(cell);
    const { body, sign } = stripped(cell);
    const spaced = format.group === ' ' ? body.replace(SPACES, ' ') : body.replace(SPACES, '');
    if (!written.test(spaced)) return Number.NaN;
    const digits = format.group === '' ? spaced : spaced.replaceAll(format.group, '');
    return sign * Number(format.decimal === ',' ? digits.replace(',', '.') : digits);
  };
}

function stripped(cell: string): { readonly body: string; readonly sign: 1 | -1 } {
  let body = cell.replace(CURRENCY, '').replace('%', '').trim();
  let sign: 1 | -1 = 1;
  if (body.startsWith('(') && body.endsWith(')')) {
    sign = -1;
    body = body.slice(1, -1).trim();
  } else if (/^[-−]|[-−]$/.test(body)) {
    sign = -1;
    body = body.replace(/^[-−]|[-−]$/, '').trim();
  } else if (body.startsWith('+')) {
    body = body.slice(1).trim();
  }
  return { body, sign };
}

/** What a guess settled on, and what made it think so. */
export interface Guess<T> {
  readonly value: T;
  readonly why: string;
  /** Whether the data would also allow another reading; a person should look. */
  readonly ambiguous?: boolean;
}

const SHAPES: readonly (readonly [RegExp, NumberFormat])[] = [
  [/^\d{1,3}(?:,\d{2,3})*,\d{3}\.\d+$/, { decimal: '.', group: ',' }],
  [/^\d{1,3}(?:\.\d{3})+,\d+$/, { decimal: ',', group: '.' }],
  [/^\d{1,3}(?:'\d{3})+(?:\.\d+)?$/, { decimal: '.', group: "'" }],
  [/^\d{1,3}(?: \d{3})+,\d+$/, { decimal: ',', group: ' ' }],
  [/^\d{1,3}(?: \d{3})+\.\d+$/, { decimal: '.', group: ' ' }],
  [/^\d{1,3}(?:,\d{2,3})+,\d{3}$/, { decimal: '.', group: ',' }],
  [/^\d{1,3}(?:\.\d{3}){2,}$/, { decimal: ',', group: '.' }],
];

/**
 * The number format of a column from some of its cells, or undefined where fewer than 95% read as numbers.
 * `1,234` alone is taken for a thousand and `1.234` for one and a bit; both are said to be ambiguous.
 */
export function guessNumberFormat(cells: readonly string[]): Guess<NumberFormat> | undefined {
  const bodies = cells.map((cell) => stripped(cell).body.replace(SPACES, ' '));
  const votes = new Map<NumberFormat, { count: number; example: string }>();
  const vote = (format: NumberFormat, example: string) => {
    const seen = votes.get(format);
    if (seen === undefined) votes.set(format, { count: 1, example });
    else seen.count++;
  };
  for (const body of bodies) {
    const shape = SHAPES.find(([pattern]) => pattern.test(body));
    if (shape !== undefined) vote(shape[1], body);
    else if (/^\d+\.(?:\d{1,2}|\d{4,})$|^0?\.\d+$/.test(body)) vote(DECIMAL_POINT, body);
    else if (/^\d+,(?:\d{1,2}|\d{4,})$|^0?,\d+$/.test(body)) vote(DECIMAL_COMMA, body);
    else if (/^\d{1,3} \d{3}$/.test(body)) vote(SPACED, body);
  }
  const [best] = [...votes].sort(([a, x], [b, y]) => y.count - x.count || b.group.length - a.group.length);
  const found = best === undefined ? fromAmbiguous(bodies) : withGroups(best[0], best[1].example, votes);
  const read = createNumberReader(found.value);
  const readable = cells.filter((cell) => !Number.isNaN(read(cell))).length;
  return readable >= 0.95 * cells.length && cells.length > 0 ? found : undefined;
}

const DECIMAL_POINT: NumberFormat = { decimal: '.', group: ',' };
const DECIMAL_COMMA: NumberFormat = { decimal: ',', group: '.' };
const SPACED: NumberFormat = { decimal: ',', group: ' ' };

/** Small amounts show the decimal sign only; the grouping comes from the few large ones. */
function withGroups(
  best: NumberFormat,
  example: string,
  votes: ReadonlyMap<NumberFormat, unknown>,
): Guess<NumberFormat> {
  const grouped = [...votes.keys()].find(
    ({ decimal, group }) => decimal === best.decimal && group !== (decimal === '.' ? ',' : '.'),
  );
  return { value: grouped ?? best, why: `"${example}" is written so` };
}

function fromAmbiguous(bodies: readonly string[]): Guess<NumberFormat> {
  const comma = bodies.find((body) => /^\d{1,3},\d{3}$/.test(body));
  if (comma !== undefined) {
    return { value: DECIMAL_POINT, why: `"${comma}" is taken for thousands`, ambiguous: true };
  }
  const point = bodies.find((body) => /^\d+\.\d{3}$/.test(body));
  if (point !== undefined) {
    return { value: DECIMAL_POINT, why: `"${point}" is taken for a decimal point`, ambiguous: true };
  }
  return { value: PLAIN_NUMBERS, why: 'whole numbers only' };
}
