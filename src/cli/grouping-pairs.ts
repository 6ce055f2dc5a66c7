import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomerProfile } from '../domain/customer.ts';
import { adjustedRandIndex } from '../segmentation/adjusted-rand.ts';
import { featureMatrix } from '../segmentation/feature-matrix.ts';
import { readFeatures } from '../segmentation/feature-values.ts';
import { GROUPING_FEATURES } from '../segmentation/features.ts';
import { kMeans } from '../segmentation/k-means.ts';
import type { Segmentation } from '../segmentation/segment-customers.ts';
import { silhouettes } from '../segmentation/silhouette.ts';
import { inTurns, type PairRow, type Pairs, processor } from './bench-pair.ts';
import type { BenchRow } from './bench-row.ts';
import { orFail } from './options.ts';

const KS = [2, 3, 4, 5, 6, 7, 8];
const SEED = 1;
const SILHOUETTE_ROWS = 5000;

/** Grouping customers: features made comparable, k-means and silhouettes. */
export async function groupingPairs({
  profiles,
  groups,
  pairs,
  peer,
  scratch,
}: Pairs & {
  readonly profiles: readonly CustomerProfile[];
  readonly groups: Segmentation;
}): Promise<readonly PairRow[]> {
  const values = orFail(readFeatures(profiles));
  const matrix = featureMatrix(values, GROUPING_FEATURES);
  const { rows, columns, features } = matrix;
  const file = (name: string) => path.join(scratch, name);
  const raw = new Float64Array(rows * columns);
  for (const [c, { name }] of features.entries()) {
    for (let i = 0; i < rows; i += 1) raw[i * columns + c] = values[name][i] ?? Number.NaN;
  }
  await writeFile(file('raw.f64'), raw);
  await writeFile(file('scaled.f64'), matrix.values);
  const logarithm = features.map((feature) => feature.logarithm);

  const scaled = await inTurns(
    pairs,
    () => processor(() => featureMatrix(values, GROUPING_FEATURES)),
    peer &&
      (() =>
        peer.ask({ do: 'scale', file: file('raw.f64'), columns, logarithm, expected: file('scaled.f64') })),
  );
  const labels: Int32Array[] = [];
  const inertias: number[] = [];
  const grouped = await inTurns(
    pairs,
    () =>
      processor(async () => {
        labels.length = 0;
        inertias.length = 0;
        for (const k of KS) {
          const found = orFail(await kMeans(matrix, { k, seed: SEED }));
          labels.push(found.labels);
          inertias.push(found.inertia);
        }
      }),
    peer &&
      (() =>
        peer.ask({
          do: 'group',
          file: file('scaled.f64'),
          columns,
          ks: KS,
          seed: SEED,
          labels: file('theirs.i32'),
        })),
  );
  await writeFile(file('ours.i32'), Buffer.concat(labels.map((each) => new Uint8Array(each.buffer))));
  const silhouette = await inTurns(
    pairs,
    () =>
      processor(async () =>
        orFail(await silhouettes(matrix, labels, { seed: SEED, sampleSize: SILHOUETTE_ROWS })),
      ),
    peer &&
      (() =>
        peer.ask({
          do: 'silhouette',
          file: file('scaled.f64'),
          columns,
          labels: file('ours.i32'),
          sample: SILHOUETTE_ROWS,
        })),
  );
  const chosen = KS.indexOf(groups.segments.length);
  return [
    {
      what: `making ${columns} features comparable`,
      ...scaled,
      more:
        scaled.last === undefined
          ? []
          : [{ what: 'largest difference of a scaled value', value: Number(scaled.last.furthest), unit: '' }],
    },
    {
      what: 'k-means, 2 to 8 groups, 10 starts each',
      ...grouped,
      more:
        grouped.last === undefined
          ? []
          : await groupingAgreement(labels, inertias, chosen, file('theirs.i32'), grouped.last),
    },
    { what: `silhouettes of 7 groupings, ${SILHOUETTE_ROWS} customers`, ...silhouette },
  ];
}

async function groupingAgreement(
  labels: readonly Int32Array[],
  inertias: readonly number[],
  chosen: number,
  file: string,
  last: Readonly<Record<string, unknown>>,
): Promise<readonly BenchRow[]> {
  const bytes = await readFile(file);
  const all = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const rows = labels[0]?.length ?? 0;
  const index = (place: number) =>
    adjustedRandIndex(labels[place] ?? [], all.subarray(place * rows, (place + 1) * rows));
  const theirs = last.inertias as readonly number[];
  const worst = Math.max(...inertias.map((inertia, i) => inertia / (theirs[i] ?? Number.NaN)));
  return [
    ...(chosen < 0
      ? []
      : [{ what: `adjusted Rand index at the chosen k, ${KS[chosen]}`, value: index(chosen), unit: '' }]),
    { what: 'inertia, ours over theirs, at the worst k', value: worst, unit: '' },
  ];
}
