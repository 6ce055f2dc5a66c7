import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomerProfile } from '../domain/customer.ts';
import { measureBoosting } from '../matching/boosting-bench.ts';
import { encodeRows } from '../matching/encode-rows.ts';
import type { AnsweredTable } from '../matching/training-check.ts';
import { adjustedRandIndex } from '../segmentation/adjusted-rand.ts';
import { featureMatrix } from '../segmentation/feature-matrix.ts';
import { readFeatures } from '../segmentation/feature-values.ts';
import { GROUPING_FEATURES } from '../segmentation/features.ts';
import { kMeans } from '../segmentation/k-means.ts';
import type { Segmentation } from '../segmentation/segment-customers.ts';
import { silhouettes } from '../segmentation/silhouette.ts';
import { type BenchRow, median } from './bench-row.ts';
import { orFail } from './options.ts';
import type { PythonPeer } from './python-peer.ts';

/** One piece of work on both sides, in seconds of processor time: medians of the runs, and of the runs' ratios. */
export interface PairRow {
  readonly what: string;
  readonly ours: number;
  readonly theirs?: number;
  readonly ratio?: number;
  /** How well the two agree. */
  readonly more?: readonly BenchRow[];
}

interface Pairs {
  readonly pairs: number;
  readonly peer: PythonPeer | undefined;
  /** A folder for what is handed over. */
  readonly scratch: string;
}

const KS = [2, 3, 4, 5, 6, 7, 8];
const SEED = 1;
const SILHOUETTE_ROWS = 5000;
/** As the product learns from responses, but for a fixed number of trees. */
const TREES = { trees: 100, depth: 4, learningRate: 0.1, bins: 255 } as const;

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

export async function treePairs({
  answered,
  pairs,
  peer,
  scratch,
}: Pairs & { readonly answered: AnsweredTable }): Promise<readonly PairRow[]> {
  const { table, answers } = answered;
  const columns = table.columns.map((column) =>
    column.kind === 'number'
      ? { kind: column.kind, name: column.name }
      : { kind: column.kind, name: column.name, levels: [...column.levels] },
  );
  const encoded = orFail(encodeRows(columns, table));
  const [file, answersFile] = [path.join(scratch, 'rows.f64'), path.join(scratch, 'answers.u8')];
  await writeFile(file, encoded.values);
  await writeFile(answersFile, answers);
  const categories = table.columns.map(({ kind }) => kind === 'category');
  const runs: { ours: Awaited<ReturnType<typeof boost>>; theirs?: Readonly<Record<string, unknown>> }[] = [];
  const boost = async () =>
    orFail(await measureBoosting(answered, () => process.cpuUsage().user / 1e6, TREES));
  for (let pair = 0; pair < pairs; pair += 1) {
    const ours = await boost();
    const { trees, depth, learningRate: eta, bins } = TREES;
    const theirs = await peer?.ask({
      ...{ do: 'trees', file, columns: columns.length, answers: answersFile, categories },
      ...{ trees, depth, eta, bins },
    });
    runs.push(theirs === undefined ? { ours } : { ours, theirs });
  }
  const row = (what: string, own: 'trainSeconds' | 'predictSeconds', other: string): PairRow => {
    const ours = median(runs.map((run) => run.ours[own]));
    if (peer === undefined) return { what, ours };
    const times = runs.map((run) => Number(run.theirs?.[other]));
    return {
      what,
      ours,
      theirs: median(times),
      ratio: median(runs.map((run, i) => run.ours[own] / (times[i] ?? Number.NaN))),
    };
  };
  const last = runs.at(-1);
  const agreement: readonly BenchRow[] = [
    { what: 'AUC on the rows trained on: ours', value: last?.ours.auc ?? Number.NaN, unit: '' },
    ...(last?.theirs === undefined
      ? []
      : [{ what: 'AUC on the rows trained on: theirs', value: Number(last.theirs.auc), unit: '' }]),
    { what: 'log-loss on the rows trained on: ours', value: last?.ours.logLoss ?? Number.NaN, unit: '' },
    ...(last?.theirs === undefined
      ? []
      : [{ what: 'log-loss on the rows trained on: theirs', value: Number(last.theirs.logLoss), unit: '' }]),
  ];
  const size = `${table.rows} rows of ${columns.length} features`;
  return [
    { ...row(`100 trees of depth ${TREES.depth}, ${size}`, 'trainSeconds', 'train'), more: agreement },
    row(`asking them about ${table.rows} rows`, 'predictSeconds', 'predict'),
  ];
}

async function processor(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Ours, theirs, ours, theirs: what the machine does beside them falls on both. */
async function inTurns(
  pairs: number,
  ours: () => Promise<number>,
  theirs: (() => Promise<Readonly<Record<string, unknown>>>) | undefined,
) {
  const times: number[] = [];
  const others: number[] = [];
  let last: Readonly<Record<string, unknown>> | undefined;
  for (let pair = 0; pair < pairs; pair += 1) {
    times.push(await ours());
    last = await theirs?.();
    if (last !== undefined) others.push(Number(last.seconds));
  }
  const compared =
    last === undefined
      ? {}
      : {
          last,
          theirs: median(others),
          ratio: median(times.map((time, i) => time / (others[i] ?? Number.NaN))),
        };
  return { ours: median(times), ...compared };
}
