import { createHash } from 'node:crypto';
import type { LoraConfig } from '../adapter/lora.ts';
import type { Persona } from '../domain/persona.ts';
import { createRandom, type Random } from '../domain/random.ts';
import type { Judge } from '../evaluation/judge.ts';
import { simulatedCustomer } from '../evaluation/simulated-customer.ts';
import {
  CHANCE,
  DEFAULT_LORA,
  type Engine,
  PREFERENCE_WEIGHT,
  type WriteRequest,
} from '../service/engine.ts';
import { FACT_WEIGHT, RIDGE } from '../service/verdict-ranking.ts';
import { personaSeed, simulateCustomer } from '../simulation/examples.ts';
import type { Split } from '../simulation/splits.ts';
import { contraryTaste, splitTaste, type Taste } from '../simulation/taste.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import type { OfferHistory } from '../t5/prompt.ts';
import { DEVICE_SIZES, FINE_TUNE_DEFAULTS, type FineTuneSettings } from '../training/fine-tune.ts';
import { ON_DEVICE_WAYS, type OnDeviceArm } from './on-device-arms.ts';
import { orFail } from './options.ts';

/** Pieces of feedback after which acceptance is measured. */
export const STAGES = [0, 4, 8, 16, 32] as const;
/** Offers shown in a round, all of them judged. */
const SHOWN = 4;
/** Offers that are only measured at a stage; their verdicts are not learned from. */
const MEASURED = 8;
/** Other people whose offers are compared before and after learning; each person has others. */
const BYSTANDERS = 8;
/** The stage at which they are. */
const FORGETTING_AT = 16;

/** Hidden tastes that the persona does not show, by the name that the command line has for them. */
export const ON_DEVICE_TASTES = {
  contrary: contraryTaste,
  halves: splitTaste,
} as const satisfies Readonly<Record<string, (persona: Persona, random: Random) => Taste>>;
export type OnDeviceTaste = keyof typeof ON_DEVICE_TASTES;

/** Who is asked, and how learning is done where it is not the product's way. */
export interface LearningChoice {
  /** contrary when left out. */
  readonly taste?: OnDeviceTaste;
  /** Of the people; test when left out. Settings are chosen on others than those who are reported. */
  readonly split?: Split;
  readonly settings?: Partial<FineTuneSettings>;
  readonly judgedWeight?: number;
  /** Of the adapters; the engine has to be opened with it. */
  readonly lora?: LoraConfig;
}

/** How one way of answering to verdicts went with one person. */
export interface ArmOutcome {
  /** Share of the measured offers that were accepted, by stage. */
  readonly shares: readonly number[];
  /** Rounds of learning, and how many of these were rolled back. */
  readonly learned: number;
  readonly rolledBack: number;
  /** What other people's acceptance has lost, in points, 0 where all was rolled back; absent where nothing was learned. */
  readonly lost?: number;
}

/** Raise it where what is measured changes otherwise than by the constants and defaults below. */
const VERSION = 7;

/**
 * Names the model and everything that is set about the measurement and the learning, so that results of others are not
 * taken for these. Code it cannot see.
 */
export function measurementKey(
  { hash, catalogue, replay }: Pick<ModelFolder, 'hash' | 'catalogue' | 'replay'>,
  choice: LearningChoice = {},
): string {
  const measurement = { VERSION, STAGES, SHOWN, MEASURED, BYSTANDERS, FORGETTING_AT };
  const learning = {
    ...FINE_TUNE_DEFAULTS,
    ...choice.settings,
    sizes: DEVICE_SIZES,
    lora: choice.lora ?? DEFAULT_LORA,
  };
  const { judgedWeight = PREFERENCE_WEIGHT, taste = 'contrary', split = 'test' } = choice;
  const ranking = { CHANCE, RIDGE, FACT_WEIGHT, judgedWeight };
  const model = { hash, catalogue, replay };
  const known = JSON.stringify([model, measurement, learning, ranking, taste, split]);
  return createHash('sha256').update(known).digest('hex').slice(0, 16);
}

/**
 * People of the test split (or another), far from those that other tables use, get offers, judge them and get others. What does not
 * depend on any verdict, such as the first round, is written once for all ways of answering.
 */
export class OnDeviceLab {
  /** Acceptance of the other people's offers before anything was learned; undefined where it is not known yet. */
  private before: number | undefined;
  private readonly unlearned = new Map<string, readonly string[]>();
  private subjectKey = '';

  constructor(
    private readonly engine: Engine,
    private readonly choice: LearningChoice = {},
  ) {
    const { rank } = choice.lora ?? DEFAULT_LORA;
    if (engine.currentAdapter.lora.rank !== rank) {
      throw new RangeError(
        `The engine has adapters of rank ${engine.currentAdapter.lora.rank}, not ${rank}.`,
      );
    }
  }

  /** One person's rounds under one arm. Every arm goes its own way, since what it shows is what it is told about. */
  async measure(person: number, seed: number, arm: OnDeviceArm): Promise<ArmOutcome> {
    const key = `${person} ${seed}`;
    if (key !== this.subjectKey) {
      this.unlearned.clear();
      this.before = undefined;
    }
    this.subjectKey = key;
    const { persona, judge } = this.subject(person);
    const { told: tells, judged: ranking, tuned: tunes } = ON_DEVICE_WAYS[arm];
    const { engine } = this;
    let history: OfferHistory = { accepted: [], rejected: [] };
    const shares: number[] = [];
    let learned = 0;
    let rolledBack = 0;
    let lost: number | undefined;
    engine.useAdapter(0);
    const write = (count: number, round: number) =>
      this.write(persona, count, 1000 * seed + round, {
        ...(tells && { told: history }),
        ...(ranking && { judged: history, ranking }),
      });
    for (let verdicts = 0; ; verdicts += SHOWN) {
      if (STAGES.some((stage) => stage === verdicts)) {
        if (tunes && history.accepted.length > 0 && history.rejected.length > 0) {
          learned += 1;
          if (!(await this.learn(persona, history, seed + verdicts))) rolledBack += 1;
        }
        shares.push(meanOf(await accepts(judge, persona, await write(MEASURED, 500 + verdicts))));
        if (learned > 0 && verdicts === FORGETTING_AT) lost = await this.forgotten(person, seed);
        if (verdicts === STAGES[STAGES.length - 1]) break;
      }
      const shown = await write(SHOWN, verdicts);
      const liked = await accepts(judge, persona, shown);
      history = withVerdicts(history, shown, liked);
    }
    engine.useAdapter(0);
    return { shares, learned, rolledBack, ...(lost !== undefined && { lost }) };
  }

  private get split(): Split {
    return this.choice.split ?? 'test';
  }

  /** A person with a hidden taste; the same for every seed, which draws the offers. */
  private subject(person: number): { persona: Persona; judge: Judge } {
    const index = 100_000 + person;
    const customerSeed = personaSeed(1, this.split, index);
    const { persona } = simulateCustomer(customerSeed, index);
    const taste = ON_DEVICE_TASTES[this.choice.taste ?? 'contrary'];
    return { persona, judge: simulatedCustomer(taste(persona, createRandom(customerSeed, 70))) };
  }

  /** The texts to show; empty ones stand for offers that were refused. */
  private async write(
    persona: Persona,
    count: number,
    seed: number,
    given: Pick<WriteRequest, 'told' | 'judged' | 'ranking'>,
  ): Promise<readonly string[]> {
    const { engine, choice } = this;
    const known = [given.told, given.judged].some(
      (history) => history && history.accepted.length + history.rejected.length > 0,
    );
    const plain = !known && engine.adapterVersion === 0;
    const key = `${count} ${seed}`;
    const before = plain ? this.unlearned.get(key) : undefined;
    if (before) return before;
    const written = orFail(
      await engine.write({
        persona,
        count,
        pool: 4 * count,
        seed,
        ...(known && given),
        ...(choice.judgedWeight !== undefined && { judgedWeight: choice.judgedWeight }),
      }),
    );
    const texts = written.offers.map(({ text, decision }) => (decision === 'offer' ? text : ''));
    if (plain) this.unlearned.set(key, texts);
    return texts;
  }

  /** @returns whether what was learned was kept. */
  private async learn(persona: Persona, history: OfferHistory, seed: number): Promise<boolean> {
    const { settings } = this.choice;
    const tuned = orFail(
      await this.engine.learn({
        feedback: { persona, ...history },
        seed,
        ...(settings && { settings }),
      }),
    );
    if (tuned.better) this.engine.useAdapter(this.engine.adapterVersion + 1, tuned.adapter);
    return tuned.better;
  }

  /** Points that the acceptance of other people's offers has lost against the model as shipped. */
  private async forgotten(person: number, seed: number): Promise<number> {
    const { engine } = this;
    const adapter = engine.currentAdapter;
    const version = engine.adapterVersion;
    // Nothing was kept, so nothing can have been lost.
    if (version === 0) return 0;
    const after = await this.bystanders(person, seed);
    if (this.before === undefined) {
      engine.useAdapter(0);
      this.before = await this.bystanders(person, seed);
      engine.useAdapter(version, adapter);
    }
    return 100 * (this.before - after);
  }

  private async bystanders(person: number, seed: number): Promise<number> {
    const shares: number[] = [];
    for (let i = 0; i < BYSTANDERS; i += 1) {
      const index = 200_000 + 10_000 * seed + BYSTANDERS * person + i;
      const { persona, taste } = simulateCustomer(personaSeed(1, this.split, index), index);
      const { offers } = orFail(await this.engine.write({ persona, count: SHOWN, seed }));
      const texts = offers.map(({ text, decision }) => (decision === 'offer' ? text : ''));
      shares.push(meanOf(await accepts(simulatedCustomer(taste), persona, texts)));
    }
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }
}

/** Newest first, as a history is told. An empty text was refused: nobody saw it, so that nobody can have judged it. */
export function withVerdicts(
  history: OfferHistory,
  shown: readonly string[],
  liked: readonly boolean[],
): OfferHistory {
  const newest = (wanted: boolean) => shown.filter((text, i) => text !== '' && liked[i] === wanted).reverse();
  return {
    accepted: [...newest(true), ...history.accepted],
    rejected: [...newest(false), ...history.rejected],
  };
}

async function accepts(
  judge: Judge,
  persona: Persona,
  offers: readonly string[],
): Promise<readonly boolean[]> {
  const verdicts = orFail(await judge.judge({ persona, history: [], offers }));
  return verdicts.map(({ verdict }) => verdict === 'accepted');
}

function meanOf(verdicts: readonly boolean[]): number {
  return verdicts.filter(Boolean).length / verdicts.length;
}
