import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { acceptedOffers, handedOn } from '../evaluation/accepted-offers.ts';
import type { CopyReport } from '../evaluation/copy-quality.ts';
import {
  type EvaluationReport,
  evaluationReport,
  type ModelName,
  type ModelRun,
} from '../evaluation/evaluation-report.ts';
import type { Judge } from '../evaluation/judge.ts';
import { offerRetriever } from '../evaluation/retrieved-control.ts';
import { pastOffers, secondOpinion } from '../evaluation/second-opinion.ts';
import { templateOffer } from '../evaluation/template-control.ts';
import { varietyOf } from '../evaluation/variety.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { Engine } from '../service/engine.ts';
import {
  personaSeed,
  type SimulatedCustomer,
  simulateCustomer,
  simulateExample,
  simulateExamples,
  type TrainingExample,
} from '../simulation/examples.ts';
import { loadModelFolder, type ModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { everyTaughtText, TRAINING_PERSONAS } from './every-taught-text.ts';
import { type ArmFolders, findArms } from './find-arms.ts';
import type { KeptOffers } from './kept-offers.ts';
import { COPY_REWARDS, measureCopy } from './measure-copy.ts';
import { measureFolder } from './measure-folder.ts';
import { progress } from './progress.ts';
import { shippedModel } from './shipped-model.ts';

const TEMPLATE_STREAM = 63;
/** Of what the customers of a second judge said before. */
const PAST_STREAM = 68;

export interface EvaluationSettings {
  readonly personas: number;
  /** Training seeds at most. */
  readonly seeds: number;
  /** A folder like models/. */
  readonly models: string;
  /** The shipped one among them; the manifest's default when left out. */
  readonly model?: string;
  /** Where `npm run arms` has left its trainings. */
  readonly arms: string;
  readonly kept?: KeptOffers;
  /** Customers of the training split; the paper's when left out. Novelty is measured against as large a share of what was taught. */
  readonly trainingPersonas?: number;
  /** Judges the shipped model's offers as well, for so many customers. */
  readonly second?: { readonly judge: Judge; readonly people: number };
}

export interface Evaluated {
  readonly report: EvaluationReport;
  /** One entry a customer: its persona and what each model and control offered it. */
  readonly offers: readonly Readonly<Record<string, unknown>>[];
}

interface Job {
  readonly name: ModelName;
  readonly seed: number;
  readonly label: string;
  load(): Promise<Result<ModelFolder>>;
}

/** Customers of the test split, always the same ones. */
export function testCustomers(count: number): readonly SimulatedCustomer[] {
  return Array.from({ length: count }, (_, i) => simulateCustomer(personaSeed(1, 'test', i), i));
}

/** Measures the arms, the shipped model and the controls on the same customers. */
export async function runEvaluation(
  runtime: Runtime,
  settings: EvaluationSettings,
): Promise<Result<Evaluated>> {
  const shipped = await shippedModel(settings.models, settings.model);
  if (!shipped.ok) return shipped;
  const arms = (await findArms(settings.arms)).slice(0, settings.seeds);
  const customers = testCustomers(settings.personas);
  const answers = settings.second && (await probe(settings.second.judge, customers));
  if (answers && !answers.ok) return answers;
  const known = trainingExamples(settings.trainingPersonas ?? TRAINING_PERSONAS);
  const training = everyTaughtText(
    known,
    arms.map(({ seed }) => seed),
  );

  const runs: Record<ModelName, ModelRun[]> = {
    contrastive: [],
    supervised: [],
    preference: [],
    staged: [],
    base: [],
    model: [],
  };
  const offers: Record<string, readonly string[]> = {};
  const shippedJob = { name: 'model', seed: 0, label: 'shipped model', load: async () => shipped } as const;
  for (const { name, seed, label, load } of [...arms.flatMap(armJobs), shippedJob]) {
    const folder = await load();
    if (!folder.ok) return folder;
    const measured = await measureFolder(runtime, folder.value, {
      ...{ customers, training, seed, label },
      ...(settings.kept && { kept: settings.kept }),
    });
    if (!measured.ok) return measured;
    runs[name].push(measured.value.run);
    offers[label] = measured.value.shown;
  }

  const copy = await copyOf(runtime, shipped.value, settings.personas);
  if (!copy.ok) return copy;

  const random = createRandom(1, TEMPLATE_STREAM);
  const retrieve = offerRetriever(known);
  const controls = {
    template: customers.map(({ persona }) => templateOffer(persona, random)),
    retrieved: customers.map(({ persona }) => retrieve(persona) ?? ''),
  };
  const template = await acceptedOffers(customers, controls.template);
  if (!template.ok) return template;
  const retrieved = await acceptedOffers(customers, controls.retrieved);
  if (!retrieved.ok) return retrieved;
  Object.assign(offers, controls);
  const second =
    settings.second && (await judgedAgain(settings.second, customers, offers[shippedJob.label] ?? []));
  if (second && !second.ok) return second;
  return success({
    report: evaluationReport({
      personas: settings.personas,
      runs,
      template: template.value,
      retrieved: retrieved.value,
      simulator: varietyOf(known.slice(0, settings.personas).map(({ accepted: [first] }) => first)),
      copy: copy.value,
      ...(second && { secondJudge: second.value.summary }),
      notes: arms.length > 0 ? [] : [noArms(settings.arms)],
    }),
    offers: customers.map(({ persona }, i) => ({
      persona,
      offers: Object.fromEntries(Object.entries(offers).map(([name, texts]) => [name, texts[i] ?? ''])),
      ...(second && { judged: second.value.opinions.get(i) ?? null }),
    })),
  });
}

async function copyOf(runtime: Runtime, folder: ModelFolder, personas: number): Promise<Result<CopyReport>> {
  const engine = await Engine.open(runtime, folder);
  if (!engine.ok) return engine;
  const copy = await measureCopy(engine.value, Math.min(COPY_REWARDS, personas));
  await engine.value.dispose();
  return copy;
}

/** Asks once before the work of an hour, so that a wrong address or key shows at once. */
async function probe(judge: Judge, [customer]: readonly SimulatedCustomer[]): Promise<Result<void>> {
  if (customer === undefined) return success(undefined);
  const { persona } = customer;
  const answer = await judge.judge({ persona, history: [], offers: ['Save 20% on a yoga mat.'] });
  return answer.ok ? success(undefined) : answer;
}

/** The second judge on the first customers to whom something was shown, and to the next of whom as well. */
async function judgedAgain(
  { judge, people }: { readonly judge: Judge; readonly people: number },
  customers: readonly SimulatedCustomer[],
  shown: readonly string[],
) {
  const next = handedOn(shown);
  const places = customers.flatMap((_, i) => (shown[i] && next[i] ? [i] : [])).slice(0, people);
  if (places.length === 0) {
    return failure(
      'judge-nothing',
      'The shipped model showed nobody an offer, so there is nothing to judge.',
    );
  }
  const asked = places.map((i) => {
    const seed = personaSeed(1, 'test', i);
    const customer = simulateCustomer(seed, i);
    const past = simulateExample(customer, createRandom(seed, PAST_STREAM), 'test');
    return { ...customer, history: pastOffers(past, seed), own: shown[i] ?? '', next: next[i] ?? '' };
  });
  const tell = progress(judge.name, asked.length);
  const opinion = await secondOpinion(judge, asked, tell);
  if (!opinion.ok) return opinion;
  const { summary, opinions } = opinion.value;
  return success({ summary, opinions: new Map(places.map((i, at) => [i, opinions[at] ?? null])) });
}

function armJobs(arm: ArmFolders): readonly Job[] {
  return (['contrastive', 'supervised', 'preference', 'staged', 'base'] as const).flatMap((name) => {
    const folder = arm[name];
    const load = (path: string) => () => loadModelFolder(nodeSource(path));
    const { seed } = arm;
    return folder === undefined ? [] : [{ name, seed, label: `${name}-${seed}`, load: load(folder) }];
  });
}

function noArms(folder: string): string {
  return `There are no trained arms in ${folder}, so contrastive and supervised training are not compared. Train both with \`npm run arms\` and evaluate again.`;
}

function trainingExamples(count: number): readonly TrainingExample[] {
  const tell = progress('training offers', count);
  const examples: TrainingExample[] = [];
  for (const example of simulateExamples({ seed: 1, count })) {
    examples.push(example);
    tell(examples.length);
  }
  return examples;
}
