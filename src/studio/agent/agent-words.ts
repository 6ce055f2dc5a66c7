import type {
  CurvePoint,
  CustomerOverview,
  DateFormat,
  FileKind,
  ImportProgress,
  NumberFormat,
  PictureAxis,
  SegmentTable,
} from '../../service/agent-contract.ts';

export const kindWords: Readonly<Record<FileKind, string>> = {
  customers: 'Customers, one a row',
  transactions: 'Purchases, one a row',
  responses: 'Past offers and what became of them',
};

export const stageWords: Readonly<Record<ImportProgress['stage'], string>> = {
  reading: 'Reading',
  profiling: 'Working out who buys how',
  grouping: 'Finding groups',
  saving: 'Keeping it on this device',
};

/** Where each stage begins and ends on the bar. */
export const stageShares: Readonly<Record<ImportProgress['stage'], readonly [number, number]>> = {
  reading: [0, 0.4],
  profiling: [0.4, 0.6],
  grouping: [0.6, 0.97],
  saving: [0.97, 1],
};

export const delimiterWords: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  blanks: 'blanks',
  ':': 'colons',
  '^': 'carets',
  '~': 'tildes',
};

export const encodingWords: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Western European)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
  'euc-kr': 'EUC-KR (Korean)',
};

export const quoteWords: Readonly<Record<string, string>> = {
  '"': 'double quotes',
  "'": 'single quotes',
  none: 'no quotes; a quote is a letter',
};

export const dateFormats: Readonly<Record<DateFormat, string>> = {
  'YYYY-MM-DD': 'Year, month, day (2026-12-31)',
  'DD-MM-YYYY': 'Day, month, year (31/12/2026)',
  'MM-DD-YYYY': 'Month, day, year (12/31/2026)',
  YYYYMMDD: 'In one piece (20261231)',
  'unix s': 'Seconds since 1970',
  'unix ms': 'Milliseconds since 1970',
  excel: 'Day number of a spreadsheet',
};

export const numberFormats: readonly (readonly [NumberFormat, string])[] = [
  [{ decimal: '.', group: '' }, '1234.5'],
  [{ decimal: '.', group: ',' }, '1,234.5'],
  [{ decimal: ',', group: '' }, '1234,5'],
  [{ decimal: ',', group: '.' }, '1.234,5'],
  [{ decimal: '.', group: ' ' }, '1 234.5'],
  [{ decimal: ',', group: ' ' }, '1 234,5'],
  [{ decimal: '.', group: "'" }, "1'234.5"],
];

/** With the sign of the currency where it is an ISO code, else with its name, else bare. */
export function money(amount: number, currency: string | undefined): string {
  const digits = Math.abs(amount) < 100 ? 2 : 0;
  const plain = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) {
    return amount.toLocaleString('en', { style: 'currency', currency, ...plain });
  }
  const bare = amount.toLocaleString('en', plain);
  return currency === undefined ? bare : `${bare} ${currency}`;
}

export function percent(share: number): string {
  const value = 100 * share;
  return `${value > 0 && value < 1 ? '<1' : Math.round(value)}%`;
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

/** `3 days ago`, on the reference day of the import. */
export function daysAgo(days: number): string {
  const whole = Math.round(days);
  if (whole === 0) return 'on the last day';
  return `${number(whole)} ${whole === 1 ? 'day' : 'days'} ago`;
}

export function day(milliseconds: number): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(milliseconds);
}

/** A median of the segments' table in its own unit; a dash where nobody's is known. */
export function inUnit(
  value: number | undefined,
  unit: SegmentTable['columns'][number]['unit'],
  currency: string | undefined,
): string {
  if (value === undefined) return '–';
  switch (unit) {
    case 'money':
      return money(value, currency);
    case 'share':
      return percent(value);
    case 'ratio':
      return `${value.toFixed(2)} times`;
    default:
      return number(value, 1);
  }
}

/** Kaufman and Rousseeuw's words for the measure, in plainer ones. */
function strength(value: number): string {
  if (value > 0.7) return 'The groups are clearly apart.';
  if (value > 0.5) return 'The groups are reasonably apart.';
  if (value > 0.25) return 'The groups overlap, so take their borders as rough.';
  return 'The customers form no clear groups; the groups cut a continuous range into parts.';
}

export function bestPoint(curve: readonly CurvePoint[], k: number): CurvePoint | undefined {
  return curve.find((point) => point.k === k);
}

/** Why there are as many groups as there are, without the name of the measure. */
export function whyThisMany({ segments, curve }: CustomerOverview): string {
  const value = bestPoint(curve, segments.length)?.silhouette;
  const [first, last] = [curve[0]?.k, curve.at(-1)?.k];
  if (value === undefined || first === undefined || last === undefined) {
    return 'There are too few different customers to tell groups apart, so all are in one.';
  }
  const tried =
    first === last
      ? `Only ${first} groups could be tried.`
      : `${first} to ${last} groups were tried. With ${segments.length}, customers are closest to their own group and furthest from the next.`;
  return `${tried} On a scale where 0 means no groups at all and 1 means groups far apart, that is ${value.toFixed(2)}. ${strength(value)}`;
}

/** What lies further along a direction of the picture. */
export function axisWords({ tells, share }: PictureAxis): string {
  if (tells.length === 0) return 'no difference left to show';
  const more = tells.filter(({ rises }) => rises).map(({ label }) => `higher ${label}`);
  const less = tells.filter(({ rises }) => !rises).map(({ label }) => `lower ${label}`);
  return `${[...more, ...less].join(', ')} (${percent(share)} of all differences)`;
}
