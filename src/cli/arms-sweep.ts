import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../domain/result.ts';
import { acceptedOffers } from '../evaluation/accepted-offers.ts';
import { type AcceptanceEstimate, acceptanceEstimate } from '../evaluation/arm-comparison.ts';
import { lineCharts } from '../evaluation/line-chart.ts';
import { percent, SPACE_HEADER, SPACE_LEGEND, spaceCells } from '../evaluation/report-tables.ts';
import type { SimilaritySpace } from '../evaluation/similarity-space.ts';
import { textTable } from '../evaluation/text-table.ts';
import { Engine } from '../service/engine.ts';
import { personaSeed, type SimulatedCustomer, simulateCustomer } from '../simulation/examples.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { Evaluator } from '../training/evaluator.ts';
import { POPULATION_SEED } from './arm-rows.ts';
import {
  type ArmLoss,
  type ArmsPlace,
  type ArmTraining,
  trainArm,
  trainBase,
  trainingPlan,
} from './arms-training.ts';
import { measureSpace } from './measure-space.ts';
import { progress } from './progress.ts';
import { DPO_LOSS, PREFERENCE_LOSS } from './train-arms.ts';
import { validate } from './training-run.ts';
import { writeOffers } from './write-offers.ts';

const USUAL = { lambda: 0.5, temperature: 0.1 } as const;

/** Offers of the five steps before. */
const QUEUE = 480;

/**
 * λ at the usual τ, τ at the usual λ; then, at both, other negatives, the paper's printed denominator and a queue of
 * negatives; then preference losses in place of the contrastive one.
 */
export const SWEEP: readonly ArmLoss[] = [
  ...[0, 0.1, 0.25, 0.5, 0.75].map((lambda) => ({ ...USUAL, lambda })),
  ...[0.03, 0.3].map((temperature) => ({ ...USUAL, temperature })),
  { ...USUAL, ownNegatives: true },
  { ...USUAL, denominator: 'paper' },
  { ...USUAL, queue: QUEUE },
  { ...PREFERENCE_LOSS, temperature: USUAL.temperature },
  { ...DPO_LOSS, temperature: USUAL.temperature },
];

const VALIDATION_CUSTOMERS = 200;

export interface SweepPoint extends ArmLoss {
  /** Validation losses, the contrastive one at τ = 0.1 and with the same negatives for all. */
  readonly writing: number;
  readonly tellingApart: number;
  /** Simulated acceptance of the best of the pool, and of one draw. */
  readonly best: AcceptanceEstimate;
  readonly single: AcceptanceEstimate;
  readonly space: SimilaritySpace;
}

export interface Sweep {
  readonly points: readonly SweepPoint[];
  readonly files: readonly string[];
}

/**
 * One training for each λ and τ from the seed's common start, measured on people of the validation split, so that
 * choosing by it leaves the test split untouched. Writes sweep.json, sweep.md and sweep.svg.
 */
export async function sweepArms(
  place: ArmsPlace,
  seed: number,
  customers = VALIDATION_CUSTOMERS,
): Promise<Result<Sweep>> {
  const base = await trainBase(place, seed);
  if (!base.ok) return base;
  const out = path.join(place.out, 'sweep');
  const people = Array.from({ length: customers }, (_, i) =>
    simulateCustomer(personaSeed(POPULATION_SEED, 'validation', i), i),
  );
  const points: SweepPoint[] = [];
  for (const loss of SWEEP) {
    const point = await sweepPoint({ ...place, out }, seed, loss, base.value, people);
    if (!point.ok) return point;
    points.push(point.value);
  }
  const files = ['sweep.json', 'sweep.md', 'sweep.svg'].map((file) => path.join(out, file));
  const { settings } = place;
  const contents = [
    `${JSON.stringify({ seed, customers, settings, points }, null, 2)}\n`,
    sweepTable(points, customers, settings.steps),
    sweepPicture(points),
  ];
  for (const [i, file] of files.entries()) await writeFile(file, contents[i] ?? '');
  return success({ points, files });
}

async function sweepPoint(
  place: ArmsPlace,
  seed: number,
  loss: ArmLoss,
  start: Float32Array,
  people: readonly SimulatedCustomer[],
): Promise<Result<SweepPoint>> {
  const { runtime, settings, model } = place;
  const name = [
    `lambda-${loss.lambda}-tau-${loss.temperature}`,
    ...(loss.ownNegatives ? ['own'] : []),
    ...(loss.denominator ? [loss.denominator] : []),
    ...(loss.queue ? ['queue'] : []),
    ...(loss.preference ? [loss.preference.kind] : []),
  ].join('-');
  const training: ArmTraining = {
    name,
    seed,
    rows: 'paper',
    steps: settings.steps,
    loss,
    start: () => start,
  };
  const trained = await trainArm(place, training);
  if (!trained.ok) return trained;

  const plan = trainingPlan(place, training);
  const { config } = model;
  const graph = {
    config,
    shapes: expectedT5Tensors(config),
    sizes: plan.sizes,
    trained: { mode: 'full' },
  } as const;
  const evaluator = await Evaluator.create(runtime, graph, {});
  const held = await validate(evaluator, trained.value, {
    ...plan,
    inBatchNegatives: settings.inBatchNegatives,
  });
  await evaluator.dispose();

  const folder = await loadModelFolder(nodeSource(path.join(place.out, name)));
  if (!folder.ok) return folder;
  const engine = await Engine.open(runtime, folder.value);
  if (!engine.ok) return engine;
  const written = await writeOffers(engine.value, people, progress(name, people.length));
  const space = await measureSpace(engine.value, people, 'validation');
  await engine.value.dispose();
  if (!written.ok) return written;
  const best = await acceptedOffers(people, written.value.best);
  if (!best.ok) return best;
  const single = await acceptedOffers(people, written.value.single);
  if (!single.ok) return single;
  return success({
    ...loss,
    writing: held.generative,
    tellingApart: held.contrastive,
    best: acceptanceEstimate([best.value]),
    single: acceptanceEstimate([single.value]),
    space,
  });
}

/** Every training in a row, with what its similarity can tell apart. */
function sweepTable(points: readonly SweepPoint[], customers: number, steps: number): string {
  const cell = ({ acceptance, low, high }: AcceptanceEstimate) =>
    `${percent(acceptance, 0)} (${percent(low, 0)} to ${percent(high, 0)})`;
  const rows = points.map((point) => [
    sweepName(point),
    cell(point.best),
    cell(point.single),
    point.writing.toFixed(2),
    point.tellingApart.toFixed(2),
    ...spaceCells(point.space),
  ]);
  const header = ['', 'best of the pool', 'one draw', 'writing', 'telling apart', ...SPACE_HEADER];
  return `# λ, τ and negatives\n\nOne training of ${steps} steps each from the same start, ${customers} customers of the validation split; losses on their offers, acceptance with its 95% bootstrap interval. ${SPACE_LEGEND}\n\n${textTable(header, rows)}\n`;
}

function sweepName({ lambda, temperature, ownNegatives, denominator, queue, preference }: ArmLoss): string {
  const more = [
    ...(ownNegatives ? ['own rejected offers alone as negatives'] : []),
    ...(denominator ? ["the paper's denominator"] : []),
    ...(queue ? [`a queue of ${queue} earlier offers as negatives`] : []),
    ...(preference ? [`a preference loss (${preference.kind === 'dpo' ? 'DPO' : 'SimPO'})`] : []),
  ];
  return [`λ = ${lambda}, τ = ${temperature}`, ...more].join(', ');
}

/** Acceptance above, losses below; λ on the left, τ on the right. */
function sweepPicture(points: readonly SweepPoint[]): string {
  const usual = points.filter(
    (each) => !each.ownNegatives && !each.denominator && !each.queue && !each.preference,
  );
  const byLambda = usual.filter(({ temperature }) => temperature === USUAL.temperature);
  const byTau = usual
    .filter(({ lambda }) => lambda === USUAL.lambda)
    .sort((a, b) => a.temperature - b.temperature);
  const sides = [
    { x: (point: SweepPoint) => point.lambda, xLabel: 'λ (τ = 0.1)', chosen: byLambda, logarithmic: false },
    { x: (point: SweepPoint) => point.temperature, xLabel: 'τ (λ = 0.5)', chosen: byTau, logarithmic: true },
  ];
  return lineCharts([
    ...sides.map(({ x, xLabel, chosen, logarithmic }) => ({
      ...{ title: 'Simulated acceptance', xLabel, logarithmic },
      format: (value: number) => percent(value, 0),
      series: [
        { name: 'best of the pool', points: chosen.map((each) => ({ x: x(each), ...bar(each.best) })) },
        { name: 'one draw', points: chosen.map((each) => ({ x: x(each), ...bar(each.single) })) },
      ],
    })),
    ...sides.map(({ x, xLabel, chosen, logarithmic }) => ({
      ...{ title: 'Validation losses', xLabel, logarithmic },
      format: (value: number) => value.toFixed(2),
      series: [
        { name: 'writing', points: chosen.map((each) => ({ x: x(each), y: each.writing })) },
        { name: 'telling apart', points: chosen.map((each) => ({ x: x(each), y: each.tellingApart })) },
      ],
    })),
  ]);
}

function bar({ acceptance, low, high }: AcceptanceEstimate) {
  return { y: acceptance, low, high };
}
