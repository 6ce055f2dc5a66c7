import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CustomerProfile } from '../../src/domain/customer.ts';
import { createRandom, normal, type Random } from '../../src/domain/random.ts';
import type { Result } from '../../src/domain/result.ts';
import { assignNearest } from '../../src/segmentation/clustering.ts';
import type { FeatureScale } from '../../src/segmentation/feature-scale.ts';
import type { Matrix } from '../../src/segmentation/matrix.ts';

/** What `test/fixtures/make_segmentation.py` wrote; it says what each number is. */
export interface ReferenceGrouping {
  readonly k: number;
  readonly inertia: number;
  readonly centres: number[][];
  readonly ownAgreement: number;
  readonly sameStarts: {
    readonly inertia: number;
    readonly centres: number[][];
    readonly inertias: number[];
  };
  readonly silhouette?: number;
}

export interface ReferenceSet {
  readonly sum: number;
  readonly scales: Readonly<Record<string, FeatureScale>>;
  readonly groupings: readonly ReferenceGrouping[];
  readonly components: { readonly axes: number[][]; readonly shares: number[]; readonly first: number[][] };
}

interface Reference extends Readonly<Record<'blobs' | 'customers' | 'personality' | 'cdnow', ReferenceSet>> {
  readonly rand: readonly { readonly first: number[]; readonly second: number[]; readonly index: number }[];
}

const root = path.join(import.meta.dirname, '../..');
export const reference: Reference = JSON.parse(
  readFileSync(path.join(root, 'test/fixtures/segmentation.json'), 'utf8'),
);

/** scikit-learn's labels: the nearest of its centres. */
export function referenceLabels(matrix: Matrix, centres: readonly number[][]): Int32Array {
  const labels = new Int32Array(matrix.rows);
  assignNearest(matrix, Float64Array.from(centres.flat()), labels);
  return labels;
}

/** Where the real files lie when a developer has them; the repository does not hold them. */
const dataFolder = path.join(root, '../shared/data');
export const hasData = existsSync(path.join(dataFolder, 'cdnow.txt'));

export function blobs(): Matrix {
  const random = createRandom(7);
  const centres = Array.from({ length: 5 }, () => Array.from({ length: 3 }, () => 6 * normal(random)));
  const values = Float64Array.from({ length: 600 * 3 }, (_, i) => {
    return (centres[Math.floor(i / 3) % 5]?.[i % 3] ?? Number.NaN) + normal(random);
  });
  return { rows: 600, columns: 3, values };
}

type Normal = readonly [median: number, spread: number];
/** Share; log recency, log frequency, log basket, log tenure; discount share from and to. */
const KINDS: readonly (readonly [number, Normal, Normal, Normal, Normal, readonly [number, number]])[] = [
  [0.1, [1.6, 0.5], [3.6, 0.3], [4.6, 0.3], [7.2, 0.2], [0.0, 0.2]],
  [0.25, [2.0, 0.5], [3.0, 0.3], [3.4, 0.3], [6.8, 0.3], [0.2, 0.5]],
  [0.25, [2.2, 0.5], [1.2, 0.3], [3.8, 0.3], [4.4, 0.4], [0.3, 0.6]],
  [0.4, [3.4, 0.5], [2.0, 0.3], [3.0, 0.3], [6.8, 0.3], [0.4, 0.8]],
];

export function emptyProfile(id: string, fields: Partial<CustomerProfile> = {}): CustomerProfile {
  const none = { categoryAffinity: {}, channelShares: {}, attributes: {} };
  return { id, frequency: 0, monetary: 0, averageBasket: 0, ...none, ...fields };
}

/** Customers of the deck's four kinds, drawn as the fixture draws them, with the kind each was drawn from. */
export function drawnCustomers(
  count = 2000,
  seed = 11,
): { readonly profiles: CustomerProfile[]; readonly kinds: number[] } {
  const random = createRandom(seed);
  const kinds: number[] = [];
  const profiles = Array.from({ length: count }, (_, i) => {
    let place = random.next();
    let kind = -1;
    while (kind < KINDS.length - 1 && place >= 0) {
      kind += 1;
      place -= KINDS[kind]?.[0] ?? 0;
    }
    kinds.push(kind);
    return drawnCustomer(`c${i}`, KINDS[kind] ?? KINDS[0], random);
  });
  return { profiles, kinds };
}

function drawnCustomer(
  id: string,
  kind: (typeof KINDS)[number] | undefined,
  random: Random,
): CustomerProfile {
  if (!kind) throw new RangeError('no kind of customer');
  const [, recency, often, size, tenure, [low, high]] = kind;
  const draw = ([median, spread]: Normal) => Math.exp(median + spread * normal(random));
  const recencyDays = draw(recency);
  const frequency = Math.max(1, Math.floor(draw(often) + 0.5));
  const averageBasket = draw(size);
  const tenureDays = draw(tenure);
  const discountAffinity = low + (high - low) * random.next();
  const monetary = frequency * averageBasket;
  return emptyProfile(id, { recencyDays, frequency, monetary, averageBasket, tenureDays, discountAffinity });
}

/** The grocer's customers, by the same few sums as the fixture takes. */
export function personalityCustomers(): CustomerProfile[] {
  const [header, ...lines] = readFileSync(path.join(dataFolder, 'customer-personality.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const columns = (header ?? []).map((name) => name.replace('\uFEFF', ''));
  const day = (text: string) => {
    const [date = '', month = '', year = ''] = text.split('-');
    return Date.UTC(Number(year), Number(month) - 1, Number(date)) / 86_400_000;
  };
  const rows = lines.map((cells) => new Map(columns.map((name, i) => [name, cells[i] ?? ''])));
  const last = Math.max(...rows.map((row) => day(row.get('Dt_Customer') ?? '')));
  return rows.map((row) => {
    const number = (name: string) => Number(row.get(name));
    const monetary = columns
      .filter((name) => name.startsWith('Mnt'))
      .reduce((sum, name) => sum + number(name), 0);
    const frequency = number('NumWebPurchases') + number('NumCatalogPurchases') + number('NumStorePurchases');
    return emptyProfile(row.get('ID') ?? '', {
      recencyDays: number('Recency'),
      frequency,
      monetary,
      averageBasket: frequency > 0 ? monetary / frequency : 0,
      tenureDays: last - day(row.get('Dt_Customer') ?? ''),
      ...(frequency > 0 ? { discountAffinity: Math.min(1, number('NumDealsPurchases') / frequency) } : {}),
      ...(row.get('Income') ? { monthlyIncome: number('Income') / 12 } : {}),
    });
  });
}

/** The online shop's customers, by the same few sums as the fixture takes. */
export function cdnowCustomers(): CustomerProfile[] {
  const people = new Map<string, { readonly days: Set<number>; spent: number }>();
  for (const line of readFileSync(path.join(dataFolder, 'cdnow.txt'), 'utf8').split('\n')) {
    const [who, date = '', , amount] = line.trim().split(/\s+/);
    if (!who) continue;
    const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
    const person = people.get(who) ?? { days: new Set<number>(), spent: 0 };
    person.days.add(at / 86_400_000);
    person.spent += Number(amount);
    people.set(who, person);
  }
  const last = Math.max(...[...people.values()].map(({ days }) => Math.max(...days)));
  return [...people].map(([id, { days, spent }]) =>
    emptyProfile(id, {
      recencyDays: last - Math.max(...days),
      frequency: days.size,
      monetary: spent,
      averageBasket: spent / days.size,
      tenureDays: last - Math.min(...days),
    }),
  );
}

/** Throws, with its failures, where a result has no value. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value;
}
