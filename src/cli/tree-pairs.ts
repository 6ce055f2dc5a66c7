import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { measureBoosting } from '../matching/boosting-bench.ts';
import { encodeRows } from '../matching/encode-rows.ts';
import type { AnsweredTable } from '../matching/training-check.ts';
import type { PairRow, Pairs } from './bench-pair.ts';
import { type BenchRow, median } from './bench-row.ts';
import { orFail } from './options.ts';

/** As the product learns from responses, but for a fixed number of trees. */
const TREES = { trees: 100, depth: 4, learningRate: 0.1, bins: 255 } as const;

/** Learning boosted trees from answers, and asking them. */
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
