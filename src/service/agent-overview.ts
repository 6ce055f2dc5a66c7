import type { CustomerProfile } from '../domain/customer.ts';
import { createRandom, shuffled } from '../domain/random.ts';
import { FEATURES } from '../segmentation/features.ts';
import type { Segmentation } from '../segmentation/segment-customers.ts';
import type {
  CustomerOverview,
  ImportedFile,
  PictureAxis,
  SegmentPicture,
  Spread,
} from './agent-contract.ts';

/** The overview without what only the storage knows. */
export type KeptOverview = Omit<CustomerOverview, 'revision' | 'savedAt' | 'persistent'>;

export interface OverviewInput {
  readonly files: readonly ImportedFile[];
  readonly profiles: readonly CustomerProfile[];
  readonly segmentation: Segmentation;
  readonly purchases: number;
  readonly responses: number;
  readonly currency: string | undefined;
  readonly reference: number;
  readonly notes: readonly string[];
}

/** More points than this hide one another, and none of them says more. */
const MOST_POINTS = 2000;
/** A feature this much weaker than the strongest one says little about an axis. */
const WEAKEST = 0.6;
const MOST_NAMED = 3;

export function overviewOf(input: OverviewInput): KeptOverview {
  const { files, profiles, segmentation, currency } = input;
  const { segments, table, curve, reason } = segmentation;
  const recency = spreadOf(profiles, ({ recencyDays }) => recencyDays);
  return {
    files,
    customers: profiles.length,
    buyers: profiles.filter(({ frequency }) => frequency > 0).length,
    purchases: input.purchases,
    responses: input.responses,
    ...(currency === undefined ? {} : { currency }),
    reference: input.reference,
    ...(recency.known === 0 ? {} : { recencyDays: recency }),
    frequency: spreadOf(profiles, ({ frequency }) => frequency),
    monetary: spreadOf(profiles, ({ monetary }) => monetary),
    notes: [...input.notes, ...segmentation.notes.map(({ message }) => message)],
    segments,
    table,
    curve,
    reason,
    picture: pictureOf(segmentation),
  };
}

/** The quartiles over those of whom the value is known; zeros where it is known of nobody. */
export function spreadOf(
  profiles: readonly CustomerProfile[],
  value: (profile: CustomerProfile) => number | undefined,
): Spread {
  const known = profiles.map(value).filter((one) => one !== undefined);
  const sorted = Float64Array.from(known).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { lower: at(0.25), median: at(0.5), upper: at(0.75), known: sorted.length };
}

/** Every customer where there are few, else a random choice, so that each segment has its share of the points. */
function pictureOf({ picture, assignments, model }: Segmentation): SegmentPicture {
  const everybody = Array.from(assignments, (_, i) => i);
  const drawn =
    everybody.length <= MOST_POINTS ? everybody : shuffled(createRandom(1), everybody).slice(0, MOST_POINTS);
  return {
    x: Float32Array.from(drawn, (i) => picture.scores[2 * i] ?? 0),
    y: Float32Array.from(drawn, (i) => picture.scores[2 * i + 1] ?? 0),
    segment: Uint8Array.from(drawn, (i) => assignments[i] ?? 0),
    axes: picture.shares.map((share, i) => axisOf(share, picture.axes[i] ?? [], model.features)),
  };
}

function axisOf(
  share: number,
  weights: readonly number[],
  features: Segmentation['model']['features'],
): PictureAxis {
  const named = features
    .map(({ name }, i) => ({ label: FEATURES[name].label, weight: weights[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const strongest = Math.abs(named[0]?.weight ?? 0);
  const tells = named
    .filter(({ weight }) => weight !== 0 && Math.abs(weight) >= WEAKEST * strongest)
    .slice(0, MOST_NAMED)
    .map(({ label, weight }) => ({ label, rises: weight > 0 }));
  return { share, tells };
}
