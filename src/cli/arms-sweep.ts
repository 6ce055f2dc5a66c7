import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../domain/result.ts';
import { acceptedOffers } from '../evaluation/accepted-offers.ts';
import { acceptanceEstimate } from '../evaluation/arm-comparison.ts';
import { Engine } from '../service/engine.ts';
import { personaSeed, type SimulatedCustomer, simulateCustomer } from '../simulation/examples.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import type { TokenisedExample } from '../training/batch.ts';
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
import { type SweepPoint, sweepFolder, sweepPicture, sweepTable, USUAL } from './sweep-report.ts';
import { DPO_LOSS, PREFERENCE_LOSS } from './train-arms.ts';
import { validate } from './training-run.ts';
import { writeOffers } from './write-offers.ts';

/** Offers of the five steps before. */
const QUEUE = 480;

/**
 * λ at the usual τ, τ at the usual λ; then, at both, other negatives, the paper's printed denominator, a queue of
 * negatives and other embeddings of the offers; then preference losses in place of the contrastive one.
 */
export const SWEEP: readonly ArmLoss[] = [
  ...[0, 0.1, 0.25, 0.5, 0.75].map((lambda) => ({ ...USUAL, lambda })),
  ...[0.03, 0.3].map((temperature) => ({ ...USUAL, temperature })),
  { ...USUAL, ownNegatives: true },
  { ...USUAL, denominator: 'paper' },
  { ...USUAL, queue: QUEUE },
  { ...USUAL, offerEmbedding: 'decoder-last' },
  { ...USUAL, offerEmbedding: 'encoder-mean' },
  { ...PREFERENCE_LOSS, temperature: USUAL.temperature },
  { ...DPO_LOSS, temperature: USUAL.temperature },
];

const VALIDATION_CUSTOMERS = 200;

export interface Sweep {
  readonly points: readonly SweepPoint[];
  readonly files: readonly string[];
}

/**
 * One training for each variant from the seed's common start, measured on people of the validation split, so that
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
  const { runtime, settings } = place;
  const name = sweepFolder(loss);
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
  const { config } = plan;
  const graph = {
    config,
    shapes: expectedT5Tensors(config),
    sizes: plan.sizes,
    trained: { mode: 'full' },
  } as const;
  const evaluator = await Evaluator.create(runtime, graph, {});
  const measured = { ...plan, inBatchNegatives: settings.inBatchNegatives };
  const held = await validate(evaluator, trained.value, measured);
  const { validation } = plan;
  const batch = (index: number) => promptsMovedOn(validation.batch(index));
  const moved = await validate(evaluator, trained.value, {
    ...measured,
    validation: { ...validation, batch },
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
    heed: moved.generative - held.generative,
    best: acceptanceEstimate([best.value]),
    single: acceptanceEstimate([single.value]),
    space,
  });
}

/** The same offers, each customer's with the prompt of the next one in the batch. */
export function promptsMovedOn(examples: readonly TokenisedExample[]): readonly TokenisedExample[] {
  return examples.map((example, i) => ({
    ...example,
    prompt: examples[(i + 1) % examples.length]?.prompt ?? example.prompt,
  }));
}
