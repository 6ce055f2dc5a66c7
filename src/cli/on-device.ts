import type { Persona } from '../domain/persona.ts';
import { createRandom } from '../domain/random.ts';
import { bootstrapMean, type Estimate } from '../evaluation/bootstrap.ts';
import type { Judge } from '../evaluation/judge.ts';
import { simulatedCustomer } from '../evaluation/simulated-customer.ts';
import type { Engine } from '../service/engine.ts';
import { personaSeed, simulateCustomer } from '../simulation/examples.ts';
import { contraryTaste } from '../simulation/taste.ts';
import type { FineTuneSettings } from '../training/fine-tune.ts';
import { orFail } from './options.ts';

/** How a device may answer to feedback; all but the first two need no change of the model or one. */
export const ON_DEVICE_ARMS = ['none', 'prompt', 'rank', 'tuned', 'tunedRank'] as const;
export type OnDeviceArm = (typeof ON_DEVICE_ARMS)[number];

/** Pieces of feedback after which acceptance is measured. */
const STAGES = [0, 4, 8, 16, 32] as const;
/** Offers shown in a round, all of them judged. */
const SHOWN = 4;
/** Offers that are only measured at a stage; their verdicts are not learned from. */
const MEASURED = 8;
/** Other people whose offers are compared before and after learning. */
const BYSTANDERS = 8;
/** The stage at which they are. */
const FORGETTING_AT = 16;

export interface OnDeviceOptions {
  readonly people: number;
  readonly seeds: readonly number[];
  readonly arms: readonly OnDeviceArm[];
  /** What differs from the product's way of learning. */
  readonly settings?: Partial<FineTuneSettings>;
  readonly judgedWeight?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

export interface OnDeviceResult {
  readonly people: number;
  readonly seeds: readonly number[];
  /** Simulated acceptance by arm and pieces of feedback. */
  readonly arms: Readonly<Record<string, Readonly<Record<string, Estimate>>>>;
  /** What other people's acceptance loses by one person's learning, in points; below 0 it gains. */
  readonly forgetting: Estimate | undefined;
  /** Share of the rounds of learning that were rolled back. */
  readonly rolledBack: number;
}

interface Subject {
  readonly persona: Persona;
  readonly judge: Judge;
}

/**
 * People whose hidden taste contradicts what their persona suggests get offers, judge them, and get others: simulated
 * acceptance after 0, 4, 8, 16 and 32 verdicts for each way of answering to them. Every arm goes its own way, since
 * what it shows is what it is told about.
 */
export async function onDevice(engine: Engine, options: OnDeviceOptions): Promise<OnDeviceResult> {
  const { people, seeds, arms } = options;
  // [arm][stage][person][seed]
  const shares = new Map<string, number[][]>();
  const lost: number[][] = Array.from({ length: people }, () => []);
  let learned = 0;
  let rolledBack = 0;
  let done = 0;
  for (let person = 0; person < people; person += 1) {
    for (const seed of seeds) {
      const subject = contrarySubject(person, seed);
      for (const arm of arms) {
        const run = new Run(engine, subject, arm, seed, options);
        const outcome = await run.all((stage, share) => {
          const key = `${arm} ${stage}`;
          const rows = shares.get(key) ?? Array.from({ length: people }, () => []);
          rows[person]?.push(share);
          shares.set(key, rows);
        });
        if (outcome.lost !== undefined && arm === 'tunedRank') lost[person]?.push(outcome.lost);
        learned += outcome.learned;
        rolledBack += outcome.rolledBack;
      }
      done += 1;
      options.onProgress?.(done, people * seeds.length);
    }
  }
  const estimate = (rows: readonly (readonly number[])[]) =>
    bootstrapMean(
      rows.filter((row) => row.length > 0),
      createRandom(1, 60),
    );
  const measured = lost.filter((row) => row.length > 0);
  return {
    people,
    seeds,
    arms: Object.fromEntries(
      arms.map((arm) => [
        arm,
        Object.fromEntries(STAGES.map((stage) => [stage, estimate(shares.get(`${arm} ${stage}`) ?? [])])),
      ]),
    ),
    forgetting: measured.length === 0 ? undefined : estimate(measured),
    rolledBack: learned === 0 ? 0 : rolledBack / learned,
  };
}

/** People of the test split, far from those that other tables use. */
function contrarySubject(person: number, seed: number): Subject {
  const index = 100_000 + 1000 * seed + person;
  const customerSeed = personaSeed(1, 'test', index);
  const { persona } = simulateCustomer(customerSeed, index);
  return { persona, judge: simulatedCustomer(contraryTaste(persona, createRandom(customerSeed, 70))) };
}

class Run {
  private readonly accepted: string[] = [];
  private readonly rejected: string[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly subject: Subject,
    private readonly arm: OnDeviceArm,
    private readonly seed: number,
    private readonly options: OnDeviceOptions,
  ) {}

  async all(tell: (stage: number, share: number) => void) {
    const tunes = this.arm === 'tuned' || this.arm === 'tunedRank';
    let learned = 0;
    let rolledBack = 0;
    let lost: number | undefined;
    this.engine.useAdapter(0);
    for (let told = 0; ; told += SHOWN) {
      if (STAGES.some((stage) => stage === told)) {
        if (tunes && this.accepted.length > 0 && this.rejected.length > 0) {
          learned += 1;
          if (!(await this.learn(told))) rolledBack += 1;
        }
        tell(told, await this.share(await this.write(MEASURED, 500 + told)));
        if (tunes && told === FORGETTING_AT) lost = await this.forgotten();
        if (told === STAGES[STAGES.length - 1]) break;
      }
      const shown = await this.write(SHOWN, told);
      const verdicts = await this.judge(shown);
      // Newest first, as a history is told.
      verdicts.forEach((accepted, i) => {
        (accepted ? this.accepted : this.rejected).unshift(shown[i] ?? '');
      });
    }
    this.engine.useAdapter(0);
    return { learned, rolledBack, lost };
  }

  private async write(count: number, round: number): Promise<readonly string[]> {
    const history = { accepted: this.accepted, rejected: this.rejected };
    const known = this.accepted.length + this.rejected.length > 0;
    const { judgedWeight } = this.options;
    const written = orFail(
      await this.engine.write({
        persona: this.subject.persona,
        count,
        pool: 4 * count,
        seed: 1000 * this.seed + round,
        ...(known && this.arm === 'prompt' && { told: history }),
        ...(known && (this.arm === 'rank' || this.arm === 'tunedRank') && { judged: history }),
        ...(judgedWeight !== undefined && { judgedWeight }),
      }),
    );
    return written.offers.map(({ text, decision }) => (decision === 'offer' ? text : ''));
  }

  private async judge(offers: readonly string[]): Promise<readonly boolean[]> {
    const { persona, judge } = this.subject;
    const verdicts = orFail(await judge.judge({ persona, history: [], offers }));
    return verdicts.map(({ verdict }) => verdict === 'accepted');
  }

  private async share(offers: readonly string[]): Promise<number> {
    const verdicts = await this.judge(offers);
    return verdicts.filter(Boolean).length / verdicts.length;
  }

  /** @returns whether what was learned was kept. */
  private async learn(told: number): Promise<boolean> {
    const tuned = orFail(
      await this.engine.learn({
        feedback: {
          persona: this.subject.persona,
          accepted: this.accepted.filter((text) => text !== ''),
          rejected: this.rejected.filter((text) => text !== ''),
        },
        seed: this.seed + told,
        ...(this.options.settings && { settings: this.options.settings }),
      }),
    );
    if (tuned.better) this.engine.useAdapter(1, tuned.adapter);
    return tuned.better;
  }

  /** Points that the acceptance of other people's offers has lost against the model as shipped. */
  private async forgotten(): Promise<number> {
    const adapter = this.engine.currentAdapter;
    const { adapterVersion } = this.engine;
    const after = await this.bystanders();
    this.engine.useAdapter(0);
    const before = await this.bystanders();
    this.engine.useAdapter(adapterVersion, adapter);
    return 100 * (before - after);
  }

  private async bystanders(): Promise<number> {
    let sum = 0;
    for (let i = 0; i < BYSTANDERS; i += 1) {
      const index = 200_000 + 1000 * this.seed + i;
      const { persona, taste } = simulateCustomer(personaSeed(1, 'test', index), index);
      const { offers } = orFail(await this.engine.write({ persona, count: SHOWN, seed: this.seed }));
      const verdicts = orFail(
        await simulatedCustomer(taste).judge({
          persona,
          history: [],
          offers: offers.map(({ text, decision }) => (decision === 'offer' ? text : '')),
        }),
      );
      sum += verdicts.filter(({ verdict }) => verdict === 'accepted').length / verdicts.length / BYSTANDERS;
    }
    return sum;
  }
}
