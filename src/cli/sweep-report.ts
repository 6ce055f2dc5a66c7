import type { AcceptanceEstimate } from '../evaluation/arm-comparison.ts';
import { lineCharts } from '../evaluation/line-chart.ts';
import { percent, SPACE_HEADER, SPACE_LEGEND, spaceCells } from '../evaluation/report-tables.ts';
import type { SimilaritySpace } from '../evaluation/similarity-space.ts';
import { textTable } from '../evaluation/text-table.ts';
import type { OfferEmbedding } from '../t5/config.ts';
import type { PreferenceKind } from '../training/losses.ts';
import type { ArmLoss } from './arms-training.ts';

/** λ and τ where the others are varied. */
export const USUAL = { lambda: 0.5, temperature: 0.1 } as const;
type Variant = Exclude<keyof ArmLoss, keyof typeof USUAL>;
type Told<Name extends Variant> = (value: NonNullable<ArmLoss[Name]>) => {
  /** In the name of a folder. */
  readonly short: string;
  readonly words: string;
};

/** What trainings differ in beside λ and τ; these are in the table alone. */
const VARIANTS: { readonly [Name in Variant]: Told<Name> } = {
  earlier: ({ lambda, share }) => ({
    short: `from-${lambda}`,
    words: `λ = ${lambda} for the first ${percent(share, 0)} of the steps`,
  }),
  ownNegatives: () => ({ short: 'own', words: 'own rejected offers alone as negatives' }),
  denominator: (short) => ({ short, words: "the paper's denominator" }),
  queue: (offers) => ({ short: 'queue', words: `a queue of ${offers} earlier offers as negatives` }),
  offerEmbedding: (short) => ({ short, words: EMBEDDINGS[short] }),
  preference: ({ kind }) => ({ short: kind, words: `a preference loss (${PREFERENCES[kind]})` }),
};
const EMBEDDINGS: Readonly<Record<OfferEmbedding, string>> = {
  'decoder-mean': "offers placed by the mean of the decoder's states",
  'decoder-last': "offers placed by the decoder's last state",
  'encoder-mean': 'offers placed by the encoder, which reads them',
};
const PREFERENCES: Readonly<Record<PreferenceKind, string>> = { simpo: 'SimPO', dpo: 'DPO' };

export interface SweepPoint extends ArmLoss {
  /** Validation losses, the contrastive one at τ = 0.1 and with the same negatives for all. */
  readonly writing: number;
  readonly tellingApart: number;
  /** By how much the first one rises where every customer's prompt is another's: 0 where the text heeds nobody. */
  readonly heed: number;
  /** Simulated acceptance of the best of the pool, and of one draw. */
  readonly best: AcceptanceEstimate;
  readonly single: AcceptanceEstimate;
  readonly space: SimilaritySpace;
}

/** Every training in a row, with what its similarity can tell apart. */
export function sweepTable(points: readonly SweepPoint[], customers: number, steps: number): string {
  const cell = ({ acceptance, low, high }: AcceptanceEstimate) =>
    `${percent(acceptance, 0)} (${percent(low, 0)} to ${percent(high, 0)})`;
  const rows = points.map((point) => [
    sweepName(point),
    cell(point.best),
    cell(point.single),
    point.writing.toFixed(2),
    point.tellingApart.toFixed(2),
    point.heed.toFixed(2),
    ...spaceCells(point.space),
  ]);
  const header = ['', 'best of the pool', 'one draw', 'writing', 'telling apart', 'heed', ...SPACE_HEADER];
  return `# λ, τ, negatives, embeddings and preferences\n\nOne training of ${steps} steps each from the same start, ${customers} customers of the validation split; losses on their offers, acceptance with its 95% bootstrap interval. Heed: how much dearer these offers are to write, in nats a token, where the prompt is another customer's; 0 where a text heeds nobody. ${SPACE_LEGEND}\n\n${textTable(header, rows)}\n`;
}

function variantsOf(loss: ArmLoss): readonly ReturnType<Told<Variant>>[] {
  const told = <Name extends Variant>(name: Name) => {
    const value = loss[name];
    return value === undefined ? [] : [VARIANTS[name](value as NonNullable<ArmLoss[Name]>)];
  };
  return (Object.keys(VARIANTS) as Variant[]).flatMap((name) => told(name));
}

/** Of a training's folder: `lambda-0.5-tau-0.1-queue`. */
export function sweepFolder(loss: ArmLoss): string {
  const { lambda, temperature } = loss;
  return [`lambda-${lambda}-tau-${temperature}`, ...variantsOf(loss).map(({ short }) => short)].join('-');
}

function sweepName(loss: ArmLoss): string {
  const { lambda, temperature } = loss;
  return [`λ = ${lambda}, τ = ${temperature}`, ...variantsOf(loss).map(({ words }) => words)].join(', ');
}

/** Acceptance above, losses below; λ on the left, τ on the right. */
export function sweepPicture(points: readonly SweepPoint[]): string {
  const usual = points.filter((point) => variantsOf(point).length === 0);
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
