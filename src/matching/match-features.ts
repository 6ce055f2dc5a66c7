import type { CustomerProfile } from '../domain/customer.ts';
import { fixedFeatures, type MatchFeature } from './match-feature.ts';
import { type Sensitive, sensitiveKind } from './sensitive-columns.ts';

const MOST_CATEGORIES = 20;
const MOST_CHANNELS = 10;
/** An attribute with more levels than this is taken for an identifier or free text. */
const MOST_LEVELS = 50;
/** Profiles to look at between two pauses. */
const PROFILES_AT_ONCE = 5000;

/**
 * What a model may look at for these customers. Name, gender and age, and attributes that tell them by their column's
 * name, only where `include` says so; identifiers and free text never. Yields where a pause may be made.
 */
export function* matchFeatures(
  profiles: readonly CustomerProfile[],
  include: readonly Sensitive[],
): Generator<void, readonly MatchFeature[]> {
  const allowed = (key: string) => {
    const kind = sensitiveKind(key);
    return kind === undefined || include.includes(kind);
  };
  return [
    ...fixedFeatures('profile').filter(({ key }) => allowed(key)),
    ...(yield* commonest(profiles, (p) => p.categoryAffinity, MOST_CATEGORIES)).map(
      (key): MatchFeature => ({ source: 'affinity', key, kind: 'number' }),
    ),
    ...(yield* commonest(profiles, (p) => p.channelShares, MOST_CHANNELS)).map(
      (key): MatchFeature => ({ source: 'channel', key, kind: 'number' }),
    ),
    ...(yield* attributeFeatures(profiles)).filter(({ key }) => allowed(key)),
    ...fixedFeatures('reward'),
    ...fixedFeatures('pair'),
  ];
}

function* commonest(
  profiles: readonly CustomerProfile[],
  shares: (profile: CustomerProfile) => Readonly<Record<string, number>>,
  most: number,
): Generator<void, readonly string[]> {
  const sums = new Map<string, number>();
  for (const [i, profile] of profiles.entries()) {
    if (i % PROFILES_AT_ONCE === 0) yield;
    for (const [key, share] of Object.entries(shares(profile))) sums.set(key, (sums.get(key) ?? 0) + share);
  }
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([key]) => key);
}

function* attributeFeatures(profiles: readonly CustomerProfile[]): Generator<void, readonly MatchFeature[]> {
  const seen = new Map<string, { numbers: number; texts: number; levels: Set<string> }>();
  for (const [i, { attributes }] of profiles.entries()) {
    if (i % PROFILES_AT_ONCE === 0) yield;
    for (const [key, value] of Object.entries(attributes)) {
      const column = seen.get(key) ?? { numbers: 0, texts: 0, levels: new Set() };
      seen.set(key, column);
      if (typeof value === 'number') column.numbers += 1;
      else {
        column.texts += 1;
        if (column.levels.size <= MOST_LEVELS) column.levels.add(value);
      }
    }
  }
  return [...seen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([key]) => !/(^|[^a-z])id$/i.test(key))
    .flatMap(([key, { numbers, texts, levels }]): MatchFeature[] => {
      if (numbers >= texts) return [{ source: 'attribute', key, kind: 'number' }];
      return levels.size > MOST_LEVELS ? [] : [{ source: 'attribute', key, kind: 'category' }];
    });
}
