import type { AcceptanceEstimate, ArmComparison } from './arm-comparison.ts';
import { type EvaluationReport, MODEL_NAMES } from './evaluation-report.ts';
import type { JudgeAgreement } from './judge-agreement.ts';
import { DECODINGS } from './measure-model.ts';
import { ACCEPTED_OFFERS } from './published-tables.ts';
import type { SimilaritySpace } from './similarity-space.ts';
import type { ShareInterval } from './text-statistics.ts';
import { textTable } from './text-table.ts';
import type { Variety } from './variety.ts';

const DECODING_NAMES = { best: 'best of the pool', single: 'one draw', greedy: 'likeliest words' } as const;
const MODEL_TITLES = {
  contrastive: 'contrastive (λ = 0.5)',
  supervised: 'supervised (λ = 0)',
  preference: 'supervised with a preference loss',
  staged: 'staged (λ = 0.1, then 0.5)',
  base: 'base (start of both arms)',
  model: 'shipped model',
} as const;

/** The report as Markdown that can be read at a terminal. */
export function reportTables(report: EvaluationReport): string {
  return [
    `# Evaluation on ${report.personas} simulated customers never seen in training`,
    report.notes.join('\n\n'),
    acceptanceTable(report),
    comparisonText(report),
    stagedText(report),
    decodingTable(report),
    spaceTable(report),
    qualityTable(report),
    varietyTable(report),
    copyTable(report),
    layersTable(report),
    judgesTable(report),
    secondJudgeTables(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)}%`;
}

function row(name: string, estimate: AcceptanceEstimate): readonly string[] {
  return [name, percent(estimate.acceptance), `${percent(estimate.low)} to ${percent(estimate.high)}`];
}

function acceptanceTable({ arms, preference, staged, base, model, of, seeds }: EvaluationReport): string {
  const named: readonly (readonly [string, AcceptanceEstimate | null])[] = [
    [MODEL_TITLES.contrastive, arms.contrastive],
    [MODEL_TITLES.supervised, arms.supervised],
    [MODEL_TITLES.preference, preference],
    [MODEL_TITLES.staged, staged],
    [MODEL_TITLES.model, model],
    [MODEL_TITLES.base, base],
    ['control: best retrieved training offer', arms.retrieved],
    ['control: template', arms.template],
    [`control: ${of ?? 'model'}, offer of the next customer`, arms.shuffled],
  ];
  const rows = named.flatMap(([name, estimate]) => (estimate === null ? [] : [row(name, estimate)]));
  const trainings =
    seeds.length === 0
      ? ''
      : ` The arms are ${seeds.length === 1 ? `of training seed ${seeds[0]}` : `means over the training seeds ${seeds.join(', ')}`}.`;
  return `## Table 2: simulated acceptance\n\nOf the offer shown to each customer, with the 95% bootstrap interval over customers.${trainings}\n\n${textTable(['', 'accepted', '95% interval'], rows)}`;
}

function comparisonText({ comparison, seeds }: EvaluationReport): string {
  if (comparison === null) return '';
  const published = percent(ACCEPTED_OFFERS.contrastive / ACCEPTED_OFFERS.supervised - 1);
  return `Contrastive against supervised, ${seedCount(seeds)}; the paper prints a lift of ${published}. p over persons: sign-flip test; p over seeds: paired t-test.\n\n${comparisonTable(comparison)}`;
}

function stagedText({ stagedComparison, models }: EvaluationReport): string {
  if (stagedComparison === null) return '';
  return `Staged against supervised, ${seedCount(models.staged?.seeds ?? [])}.\n\n${comparisonTable(stagedComparison)}`;
}

function seedCount({ length }: readonly number[]): string {
  return `${length} training seed${length === 1 ? '' : 's'}`;
}

function comparisonTable(comparison: NonNullable<EvaluationReport['comparison']>): string {
  const rows = (['best', 'single', 'greedy'] as const).map((decoding) => {
    const { lift, difference, persons, seeds: trainings } = comparison[decoding];
    return [
      DECODING_NAMES[decoding],
      lift === undefined ? '–' : `${percent(lift.mean)} (${percent(lift.low)} to ${percent(lift.high)})`,
      `${(100 * difference.mean).toFixed(1)} (${(100 * difference.low).toFixed(1)} to ${(100 * difference.high).toFixed(1)})`,
      pText(persons.p),
      seedText(trainings),
    ];
  });
  return textTable(['', 'lift', 'points', 'p over persons', 'p over seeds'], rows);
}

function seedText(test: ArmComparison['seeds']): string {
  return test === undefined ? '–' : pText(test.p);
}

function pText(p: number): string {
  return p < 0.0001 ? p.toExponential(0) : p.toFixed(4);
}

function decodingTable({ models }: EvaluationReport): string {
  const cell = ({ acceptance, low, high }: AcceptanceEstimate) =>
    `${percent(acceptance)} (${percent(low, 0)} to ${percent(high, 0)})`;
  const rows = MODEL_NAMES.flatMap((name) => {
    const model = models[name];
    return model
      ? [[MODEL_TITLES[name], cell(model.best), cell(model.single), cell(model.greedy), cell(model.shuffled)]]
      : [];
  });
  if (rows.length === 0) return '';
  const header = ['', ...Object.values(DECODING_NAMES), 'shuffled'];
  return `## What ranking adds\n\nThe best of a pool by the model's own similarity, one draw from it, and the likeliest words; "shuffled" is the best one handed to the next customer.\n\n${textTable(header, rows)}`;
}

function spaceTable({ models }: EvaluationReport): string {
  const rows = MODEL_NAMES.flatMap((name) => {
    const model = models[name];
    return model ? [[MODEL_TITLES[name], ...spaceCells(model.space)]] : [];
  });
  if (rows.length === 0) return '';
  return `## What the similarity can tell apart\n\n${SPACE_LEGEND}\n\n${textTable(['', ...SPACE_HEADER], rows)}`;
}

/** What the columns of {@link SPACE_HEADER} are, as a paragraph. */
export const SPACE_LEGEND =
  'Of up to 300 customers: how often an offer that a customer accepts lies nearer to it than one that it rejects (own) and than one that another customer accepts (others); 50% is chance. Mean cosines of customer and offer, and of two customers (1 where all lie at one place). Rank: how many directions the places spread over.';

export const SPACE_HEADER = [
  ...['own', 'others', 'cosine accepted', 'rejected', 'two customers', 'rank of customers', 'of offers'],
] as const;

export function spaceCells(space: SimilaritySpace): readonly string[] {
  return [
    percent(space.ownAuc),
    percent(space.othersAuc),
    space.acceptedCosine.toFixed(2),
    space.rejectedCosine.toFixed(2),
    space.personaCosine.toFixed(2),
    space.personaRank.toFixed(0),
    space.offerRank.toFixed(0),
  ];
}

function qualityTable({ models }: EvaluationReport): string {
  const rows = MODEL_NAMES.flatMap((name) => {
    const model = models[name];
    if (!model) return [];
    const { quality } = model;
    return [
      [
        MODEL_TITLES[name],
        String(quality.violations),
        percent(model.refusedCandidates),
        percent(quality.traceable),
        withInterval(quality.copyRate, model.intervals.copyRate),
        quality.distinct1.toFixed(2),
        quality.distinct2.toFixed(2),
        withInterval(quality.novelty, model.intervals.novelty),
      ],
    ];
  });
  if (rows.length === 0) return '';
  const header = ['', 'violations', 'refused', 'traceable', 'copies', 'distinct-1', 'distinct-2', 'novel'];
  return `## The offers as texts\n\nViolations: offers shown that a guardrail refuses. Refused: candidates that it kept back. Traceable: numbers that the catalogue stands behind. Copies: offers that repeat the persona. Novel: not among the offers of any training. In brackets Wilson's 95% interval, the offers of all seeds taken together.\n\n${textTable(header, rows)}${refusalText(models)}`;
}

function withInterval(share: number, [low, high]: ShareInterval): string {
  return `${percent(share)} (${percent(low)} to ${percent(high)})`;
}

/** Which guardrails keep drafts of the shipped model back. */
function refusalText({ model }: EvaluationReport['models']): string {
  const found = Object.entries(model?.refusedBy ?? {}).map(([rule, share]) => `${rule} ${percent(share)}`);
  if (found.length === 0) return '';
  return `\n\nThe shipped model's candidates, by the guardrail that found fault with them: ${found.join(', ')}.`;
}

function varietyTable({ models, simulatorVariety }: EvaluationReport): string {
  const row = (name: string, { texts, distinct1, distinct2, distinct2OfHundred }: Variety) => [
    name,
    String(texts),
    distinct1.toFixed(2),
    distinct2.toFixed(2),
    distinct2OfHundred === null ? '–' : distinct2OfHundred.toFixed(2),
  ];
  const rows = MODEL_NAMES.flatMap((name) => {
    const variety = models[name]?.variety;
    return variety
      ? DECODINGS.map((decoding) =>
          row(`${MODEL_TITLES[name]}, ${DECODING_NAMES[decoding]}`, variety[decoding]),
        )
      : [];
  });
  const header = ['', 'offers', 'distinct-1', 'distinct-2', 'distinct-2 of 100'];
  return `## How varied the offers are\n\nDistinct-n falls with the number of offers, whoever writes them: they are about one catalogue. The simulator's own, from which the models learned, are the measure.\n\n${textTable(header, [row("the simulator's accepted offers", simulatorVariety), ...rows])}`;
}

function copyTable({ copy }: EvaluationReport): string {
  const rows = (['taught', 'heldOut'] as const).map((kind) => {
    const { rewards, exact, traceable, used, usedExact, intervals } = copy[kind];
    return [
      kind === 'taught' ? 'products known from training' : 'products never seen in training',
      ...[String(rewards), withInterval(exact, intervals.exact), percent(traceable)],
      withInterval(used, intervals.used),
      usedExact === null ? '–' : percent(usedExact),
    ];
  });
  const header = ['', 'rewards', 'exact', 'numbers of the record', 'used', 'exact of these'];
  return `## Copy for a reward\n\nThe shipped model's. Exact: first drafts that say the whole record of the reward and nothing else, as a parser reads them. Numbers: of all drafts, before any check. Used: rewards for which one of four drafts passes the product's own checks; the others get a template. In brackets Wilson's 95% interval.\n\n${textTable(header, rows)}`;
}

function layersTable({ layers }: EvaluationReport): string {
  const rows = MODEL_NAMES.flatMap((name) =>
    (layers[name] ?? []).map(({ seed, counts, meanAlpha }) => [
      name === 'model' ? MODEL_TITLES[name] : `${name}, seed ${seed}`,
      String(counts.overfit),
      String(counts.normal),
      String(counts.underfit),
      meanAlpha === undefined ? '–' : meanAlpha.toFixed(2),
    ]),
  );
  if (rows.length === 0) return '';
  const header = ['layers', 'α < 2', '2 to 6', 'α > 6', 'mean α'];
  return `## Table 1: spectral α of the layers\n\nThe paper reads α below 2 as overfitting and above 6 as underfitting. The JSON has every layer.\n\n${textTable(header, rows)}`;
}

function judgesTable({ table3 }: EvaluationReport): string {
  const rows = agreementRows(table3);
  return `## Table 3: a language model and people judge 200 offers, from the paper's counts\n\n${textTable(['', 'recomputed'], rows)}`;
}

function secondJudgeTables({ secondJudge }: EvaluationReport): string {
  if (secondJudge === null) return '';
  const { name, offers, unanswered, accepted, simulated, agreement } = secondJudge;
  const cell = ({ acceptance, low, high }: AcceptanceEstimate) =>
    `${percent(acceptance)} (${percent(low, 0)} to ${percent(high, 0)})`;
  const acceptance = textTable(
    ['accepted', 'simulated customer', name],
    [
      ['the offer written for the customer', cell(simulated.own), cell(accepted.own)],
      ['the offer of the next customer', cell(simulated.next), cell(accepted.next)],
    ],
  );
  const left =
    unanswered === 0
      ? ''
      : ` It gave no readable answer for ${unanswered} more customers; they are left out.`;
  const [[neither, onlySecond], [onlyFirst, both]] = agreement.table;
  const counts = `Both reject ${neither}, both accept ${both}, the simulated customer alone accepts ${onlyFirst}, the other judge alone ${onlySecond}.`;
  return `## A second judge: ${name}\n\nThe shipped model's offers, judged by the simulated customers, who know their hidden taste, and by ${name}, which goes by the persona and six earlier answers: ${offers} offers, two for each customer.${left}\n\n${acceptance}\n\n${counts}\n\n${textTable(['', 'simulated customer and second judge'], agreementRows(agreement))}`;
}

function agreementRows({ chiSquare, agreement, mcNemar }: JudgeAgreement): readonly (readonly string[])[] {
  const none = 'none: a judge says the same of every offer';
  return [
    ['raw agreement', agreement ? percent(agreement.agreement) : none],
    [
      'χ² (1 degree of freedom)',
      chiSquare ? `${chiSquare.statistic.toFixed(2)}, p = ${pText(chiSquare.p)}` : none,
    ],
    [
      "Cohen's κ",
      agreement
        ? `${agreement.kappa.toFixed(3)} (${agreement.low.toFixed(3)} to ${agreement.high.toFixed(3)})`
        : none,
    ],
    ['McNemar, exact', `p = ${pText(mcNemar.exactP)}`],
  ];
}
