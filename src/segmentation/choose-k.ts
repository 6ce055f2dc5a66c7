import { type Result, success } from '../domain/result.ts';
import type { Clustering } from './clustering.ts';
import { type KMeansOptions, kMeans } from './k-means.ts';
import { countDistinct, type Matrix } from './matrix.ts';
import { type SilhouetteOptions, type Silhouettes, silhouettes } from './silhouette.ts';

/** One number of groups that was tried. */
export interface CurvePoint {
  readonly k: number;
  /** Mean silhouette, −1 to 1, higher where groups are further apart; undefined where it has no meaning. */
  readonly silhouette: number | undefined;
  /** Sum of squared distances from the centres; it always falls with k. */
  readonly inertia: number;
}

export interface ChosenK {
  readonly clustering: Clustering;
  /** By rising k, the whole range that could be tried. */
  readonly curve: readonly CurvePoint[];
  /** The k at which the fall of the inertia slows down most, to be shown beside; it does not decide. */
  readonly elbow: number | undefined;
  readonly sampled: number;
  readonly exact: boolean;
  /** Why this k, in words for a person. */
  readonly reason: string;
}

export interface ChooseKOptions extends Omit<KMeansOptions, 'k'>, Pick<SilhouetteOptions, 'sampleSize'> {
  /** Lowest and highest number of groups tried; 2 and 8 when left out. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Groups the rows into `from` to `to` groups and keeps the number with the highest mean silhouette, the lowest of equal
 * ones. Numbers above the count of different rows, or with a group for every row, are not tried; where none is left
 * there is one group.
 */
export async function chooseK(matrix: Matrix, options: ChooseKOptions): Promise<Result<ChosenK>> {
  const { from = 2, to = 8, onProgress, ...settings } = options;
  const most = Math.min(to, countDistinct(matrix, to), matrix.rows - 1);
  const tried = Array.from({ length: Math.max(0, most - from + 1) }, (_, i) => from + i);
  const work = tried.reduce((sum, k) => sum + k, 0) || 1;
  const clusterings: Clustering[] = [];
  let done = 0;
  for (const k of tried) {
    const grouped = await kMeans(matrix, {
      ...settings,
      k,
      onProgress: (share) => onProgress?.((KMEANS_PART * (done + k * share)) / work),
    });
    if (!grouped.ok) return grouped;
    clusterings.push(grouped.value);
    done += k;
  }
  const measured = await silhouettes(
    matrix,
    clusterings.map(({ labels }) => labels),
    {
      ...settings,
      onProgress: (share) => onProgress?.(KMEANS_PART + (1 - KMEANS_PART) * share),
    },
  );
  if (!measured.ok) return measured;
  const { scores, sampled, exact } = measured.value;
  const curve = clusterings.map(({ k, inertia }, i): CurvePoint => ({ k, silhouette: scores[i], inertia }));
  const best = bestOf(scores);
  const clustering = clusterings[best];
  if (!clustering) {
    const single = await kMeans(matrix, { ...settings, k: 1 });
    if (!single.ok) return single;
    const reason = 'There are too few different customers to tell groups apart; all are in one segment.';
    return success({ clustering: single.value, curve, elbow: undefined, sampled, exact, reason });
  }
  const reason = reasonFor(curve, clustering.k, measured.value);
  return success({ clustering, curve, elbow: elbowOf(curve), sampled, exact, reason });
}

/** Groups the rows into `k` groups, the number being given, with the silhouette it has. */
export async function groupInto(
  k: number,
  matrix: Matrix,
  options: Omit<ChooseKOptions, 'from' | 'to'>,
): Promise<Result<ChosenK>> {
  const { onProgress } = options;
  const grouped = await kMeans(matrix, {
    ...options,
    k,
    onProgress: (share) => onProgress?.(KMEANS_PART * share),
  });
  if (!grouped.ok) return grouped;
  const clustering = grouped.value;
  const measured = await silhouettes(matrix, [clustering.labels], {
    ...options,
    onProgress: (share) => onProgress?.(KMEANS_PART + (1 - KMEANS_PART) * share),
  });
  if (!measured.ok) return measured;
  const { scores, sampled, exact } = measured.value;
  const [silhouette] = scores;
  const strength =
    silhouette === undefined
      ? ''
      : ` ${describeScore(silhouette, measured.value)} ${strengthOf(silhouette)}.`;
  const reason = `The number of segments, ${k}, was given.${strength}`;
  const curve = [{ k: clustering.k, silhouette, inertia: clustering.inertia }];
  return success({ clustering, curve, elbow: undefined, sampled, exact, reason });
}

/** Share of the time that grouping takes; the silhouettes take the rest. */
const KMEANS_PART = 0.8;

function bestOf(scores: readonly (number | undefined)[]): number {
  let best = -1;
  for (const [i, score] of scores.entries()) {
    if (score !== undefined && score > (scores[best] ?? Number.NEGATIVE_INFINITY)) best = i;
  }
  return best;
}

/** Words for a mean silhouette (Kaufman & Rousseeuw 1990, table 4). */
export function strengthOf(silhouette: number): string {
  if (silhouette > 0.7) return 'The groups are clearly apart';
  if (silhouette > 0.5) return 'The groups are reasonably apart';
  if (silhouette > 0.25) return 'The groups overlap: treat their borders as rough';
  return 'The customers form no clear groups: the segments cut a continuous range into parts';
}

function reasonFor(curve: readonly CurvePoint[], k: number, measured: Silhouettes): string {
  const score = curve.find((point) => point.k === k)?.silhouette ?? 0;
  const [first, last] = [curve[0]?.k, curve[curve.length - 1]?.k];
  const why =
    first === last
      ? `${k} is the only number of segments that could be tried.`
      : `Of ${first} to ${last} segments, ${k} are the furthest apart.`;
  return `${why} ${describeScore(score, measured)} ${strengthOf(score)}.`;
}

function describeScore(score: number, { sampled, exact }: Silhouettes): string {
  const basis = exact ? 'all customers' : `a random sample of ${sampled.toLocaleString('en')} customers`;
  return `The mean silhouette, which is 1 for groups far apart and 0 for none, is ${score.toFixed(2)} over ${basis}.`;
}

/** Farthest below the straight line between the ends of the curve (Satopää et al. 2011); undefined of two points. */
function elbowOf(curve: readonly CurvePoint[]): number | undefined {
  const [first, last] = [curve[0], curve[curve.length - 1]];
  if (!first || !last || curve.length < 3 || !(first.inertia > last.inertia)) return undefined;
  let [elbow, deepest]: [number | undefined, number] = [undefined, 0];
  for (const { k, inertia } of curve) {
    const line = 1 - (k - first.k) / (last.k - first.k);
    const depth = line - (inertia - last.inertia) / (first.inertia - last.inertia);
    if (depth > deepest) [elbow, deepest] = [k, depth];
  }
  return elbow;
}
