import {
  type AcceptanceEstimate,
  type ArmComparison,
  acceptanceEstimate,
  compareArms,
} from './arm-comparison.ts';
import type { CopyReport } from './copy-quality.ts';
import type { JudgeAgreement } from './judge-agreement.ts';
import type { LayerTable } from './layer-table.ts';
import { DECODINGS, type Decoding, type MeasuredModel } from './measure-model.ts';
import { publishedJudges } from './published-tables.ts';
import type { SecondOpinion } from './second-opinion.ts';
import { meanSpace, type SimilaritySpace } from './similarity-space.ts';
import { ACCEPTANCE_THRESHOLD } from './simulated-customer.ts';
import { meanQuality, type TextQuality } from './text-quality.ts';
import { type ShareInterval, wilsonInterval } from './text-statistics.ts';
import type { Variety } from './variety.ts';

/**
 * Models that are measured: the two arms, one with a preference loss, one whose λ rises on the way, their common start, and
 * the one that is shipped.
 */
export const MODEL_NAMES = ['contrastive', 'supervised', 'preference', 'staged', 'base', 'model'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** One training of a model, measured. The shipped model has the seed 0. */
export interface ModelRun {
  readonly seed: number;
  readonly measured: MeasuredModel;
  readonly space: SimilaritySpace;
  readonly layers: LayerTable;
}

export interface EvaluationInput {
  readonly personas: number;
  /** Of both arms, entry i of each being the same seed; empty where there are no arms. */
  readonly runs: Readonly<Record<ModelName, readonly ModelRun[]>>;
  /** 1 accepted, 0 rejected, by customer. */
  readonly template: readonly number[];
  readonly retrieved: readonly number[];
  /** Of as many accepted offers of the simulator as there are customers: what the models learned from. */
  readonly simulator: Variety;
  /** How the shipped model puts rewards into words. */
  readonly copy: CopyReport;
  readonly secondJudge?: SecondOpinion;
  readonly notes: readonly string[];
}

export interface ModelReport extends Readonly<Record<Decoding | 'shuffled', AcceptanceEstimate>> {
  readonly seeds: readonly number[];
  readonly quality: TextQuality;
  /** 95%, by Wilson, of the offers of all seeds. */
  readonly intervals: Readonly<Record<'novelty' | 'copyRate', ShareInterval>>;
  /** Of the first seed. */
  readonly variety: Readonly<Record<Decoding, Variety>> | null;
  readonly refusedCandidates: number;
  /** Share of the candidates that each guardrail found fault with, largest first. */
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly space: SimilaritySpace;
}

export interface LayerReport extends LayerTable {
  readonly seed: number;
}

/** The numbers of `npm run evaluate`. Shares are 0 to 1; null stands where there is nothing to measure. */
export interface EvaluationReport {
  readonly personas: number;
  /** Training seeds that both arms have. */
  readonly seeds: readonly number[];
  readonly arms: Readonly<
    Record<'supervised' | 'contrastive' | 'template' | 'retrieved' | 'shuffled', AcceptanceEstimate | null>
  >;
  /** Contrastive over supervised, minus 1. */
  readonly relativeLift: number | null;
  /** Paired test over training seeds; null with fewer than two. */
  readonly pValue: number | null;
  /** This and what follows, and the arm `shuffled`, are about the model named in `of`. */
  readonly violations: number | null;
  readonly traceable: number | null;
  readonly distinct2: number | null;
  readonly novelty: number | null;
  readonly copyRate: number | null;
  readonly of: ModelName | null;
  /** Sign-flip test over customers, which says nothing of other trainings. */
  readonly pValueOverPersons: number | null;
  /** The arm with a preference loss in place of the contrastive one, where it was trained. */
  readonly preference: AcceptanceEstimate | null;
  /** The arm whose λ rises on the way, where it was trained. */
  readonly staged: AcceptanceEstimate | null;
  readonly base: AcceptanceEstimate | null;
  readonly model: AcceptanceEstimate | null;
  /** Contrastive against supervised. */
  readonly comparison: Readonly<Record<Decoding, ArmComparison>> | null;
  /** The arm whose λ rises on the way against supervised, over the seeds that both have. */
  readonly stagedComparison: Readonly<Record<Decoding, ArmComparison>> | null;
  readonly models: Readonly<Partial<Record<ModelName, ModelReport>>>;
  /** Of the simulator's own offers, beside which the models' are to be read. */
  readonly simulatorVariety: Variety;
  /** A language model says only yes or no. */
  readonly judges: readonly { readonly name: string; readonly acceptsFrom: number | null }[];
  /** What another judge made of the shipped model's offers; null where none was asked. */
  readonly secondJudge: SecondOpinion | null;
  readonly copy: CopyReport;
  readonly layers: Readonly<Partial<Record<ModelName, readonly LayerReport[]>>>;
  readonly table3: JudgeAgreement;
  readonly notes: readonly string[];
}

export function evaluationReport(input: EvaluationInput): EvaluationReport {
  const { runs } = input;
  const models: Partial<Record<ModelName, ModelReport>> = {};
  for (const name of MODEL_NAMES) if (runs[name].length > 0) models[name] = modelReport(runs[name]);
  const of = models.contrastive ? 'contrastive' : models.model ? 'model' : null;
  const measured = of === null ? undefined : models[of];
  const comparison = compared(runs.contrastive, runs.supervised);
  return {
    personas: input.personas,
    seeds: runs.contrastive.map(({ seed }) => seed),
    arms: {
      supervised: models.supervised?.best ?? null,
      contrastive: models.contrastive?.best ?? null,
      template: acceptanceEstimate([input.template]),
      retrieved: acceptanceEstimate([input.retrieved]),
      shuffled: measured?.shuffled ?? null,
    },
    relativeLift: comparison?.best.relativeLift ?? null,
    pValue: comparison?.best.seeds?.p ?? null,
    violations: measured?.quality.violations ?? null,
    traceable: measured?.quality.traceable ?? null,
    distinct2: measured?.quality.distinct2 ?? null,
    novelty: measured?.quality.novelty ?? null,
    copyRate: measured?.quality.copyRate ?? null,
    of,
    pValueOverPersons: comparison?.best.persons.p ?? null,
    preference: models.preference?.best ?? null,
    staged: models.staged?.best ?? null,
    base: models.base?.best ?? null,
    model: models.model?.best ?? null,
    comparison,
    stagedComparison: compared(runs.staged, runs.supervised),
    models,
    simulatorVariety: input.simulator,
    judges: [
      { name: 'simulated customer', acceptsFrom: ACCEPTANCE_THRESHOLD },
      ...(input.secondJudge ? [{ name: input.secondJudge.name, acceptsFrom: null }] : []),
    ],
    secondJudge: input.secondJudge ?? null,
    copy: input.copy,
    layers: Object.fromEntries(
      MODEL_NAMES.filter((name) => runs[name].length > 0).map((name) => [
        name,
        runs[name].map(({ seed, layers }) => ({ seed, ...layers })),
      ]),
    ),
    table3: publishedJudges(),
    notes: input.notes,
  };
}

function modelReport(runs: readonly ModelRun[]): ModelReport {
  const of = (key: Decoding | 'shuffled') =>
    acceptanceEstimate(runs.map(({ measured }) => measured.accepted[key]));
  const quality = meanQuality(runs.map(({ measured }) => measured.quality));
  const interval = (name: 'novelty' | 'copyRate') =>
    wilsonInterval(Math.round(quality[name] * quality.shown), quality.shown);
  return {
    best: of('best'),
    single: of('single'),
    greedy: of('greedy'),
    shuffled: of('shuffled'),
    seeds: runs.map(({ seed }) => seed),
    quality,
    intervals: { novelty: interval('novelty'), copyRate: interval('copyRate') },
    variety: runs[0]?.measured.variety ?? null,
    refusedCandidates: runs.reduce((sum, { measured }) => sum + measured.refusedCandidates, 0) / runs.length,
    refusedBy: refusedBy(runs),
    space: meanSpace(runs.map(({ space }) => space)),
  };
}

function refusedBy(runs: readonly ModelRun[]): Readonly<Record<string, number>> {
  const rules = new Set(runs.flatMap(({ measured }) => Object.keys(measured.refusedBy)));
  const mean = (rule: string) =>
    runs.reduce((sum, { measured }) => sum + (measured.refusedBy[rule] ?? 0), 0) / runs.length;
  return Object.fromEntries(
    [...rules].map((rule) => [rule, mean(rule)] as const).sort((a, b) => b[1] - a[1]),
  );
}

/** The trainings of the seeds that both have; null where there are none. */
function compared(first: readonly ModelRun[], second: readonly ModelRun[]) {
  const pairs = first.flatMap((run) => {
    const other = second.find(({ seed }) => seed === run.seed);
    return other === undefined ? [] : [[run.measured, other.measured] as const];
  });
  if (pairs.length === 0) return null;
  const of = (decoding: Decoding) =>
    compareArms(
      pairs.map(([{ accepted }]) => accepted[decoding]),
      pairs.map(([, { accepted }]) => accepted[decoding]),
    );
  return Object.fromEntries(DECODINGS.map((decoding) => [decoding, of(decoding)])) as Record<
    Decoding,
    ArmComparison
  >;
}
