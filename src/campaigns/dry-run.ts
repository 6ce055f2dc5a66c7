import type { Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { usualBasket } from '../matching/expected-value.ts';
import type { Exclusion } from './audience.ts';
import type { OfferDecision } from './decide-offer.ts';
import { type Forecast, type ForecastOffer, forecast } from './forecast.ts';
import type { CampaignPlan, PlannedMember } from './plan-campaign.ts';
import { type RunOptions, type RunStep, runCampaign, startRun } from './run-campaign.ts';

/** What one person would get. */
export interface Preview {
  readonly customerId: string;
  readonly segment: string;
  readonly channel: PlannedMember['channel'];
  readonly decision: OfferDecision;
}

/** How often a rule refused a reward to somebody, and to how many people. */
export interface RefusalCount {
  readonly rule: string;
  readonly offers: number;
  readonly people: number;
  /** One of the reasons, as the audit has it. */
  readonly example: string;
}

export interface RunTotals {
  readonly members: number;
  readonly heldOut: number;
  readonly offers: number;
  readonly fallbacks: number;
  /** Nothing goes out to them. */
  readonly none: number;
  /** Cost if every offer is used, which the budget is held against. */
  readonly reservedCost: number;
}

export interface DryRun {
  /** The first so many in the order of decision. */
  readonly previews: readonly Preview[];
  readonly totals: RunTotals;
  readonly forecast: Forecast;
  /** Customers that are not in the audience. */
  readonly exclusions: readonly Exclusion[];
  /** By how many people, the most first. */
  readonly refusals: readonly RefusalCount[];
  /** How many got each reward, the most first. */
  readonly rewards: readonly { readonly rewardId: string; readonly name: string; readonly count: number }[];
}

export interface DryRunOptions extends RunOptions {
  /** Previews kept; 100 where left out. */
  readonly previews?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** What a run would do, without doing it: nothing is set aside in the ledger, and nothing is logged. */
export async function dryRun(
  plan: CampaignPlan,
  ledger: Ledger,
  options: DryRunOptions = {},
): Promise<Result<DryRun>> {
  const started = startRun(plan, 'dry-run', ledger);
  if (!started.ok) return started;
  const summary = new RunSummary(plan, options.previews ?? 100);
  for await (const step of runCampaign(plan, started.value, options)) {
    summary.add(step);
    options.onProgress?.(step.state.next, plan.members.length);
  }
  return summary.finish(options.signal);
}

/** Adds up the steps of a run, dry or not. */
export class RunSummary {
  readonly #plan: CampaignPlan;
  readonly #most: number;
  readonly #previews: Preview[] = [];
  readonly #offers: ForecastOffer[] = [];
  readonly #refusals = new Map<string, { offers: number; people: number; example: string }>();
  readonly #rewards = new Map<string, { name: string; count: number }>();
  #totals: RunTotals;

  constructor(plan: CampaignPlan, previews: number) {
    this.#plan = plan;
    this.#most = previews;
    this.#totals = {
      members: plan.members.length,
      heldOut: 0,
      offers: 0,
      fallbacks: 0,
      none: 0,
      reservedCost: 0,
    };
  }

  add({ decisions, state }: RunStep): void {
    const { cents, ...counts } = state.counts;
    this.#totals = { ...this.#totals, ...counts, reservedCost: cents / 100 };
    for (const { member, decision } of decisions) {
      const { profile, segment, channel } = member;
      if (this.#previews.length < this.#most) {
        this.#previews.push({ customerId: profile.id, segment, channel, decision });
      }
      this.#count(decision);
      const { contender, offer } = decision;
      if (contender === null || offer === null) continue;
      const { probability, low, high } = contender;
      this.#offers.push({ profile, reward: offer.reward, probability, low, high });
      const { id, name } = offer.reward;
      this.#rewards.set(id, { name, count: (this.#rewards.get(id)?.count ?? 0) + 1 });
    }
  }

  #count({ refused }: OfferDecision): void {
    const met = new Set<string>();
    for (const { rules } of refused) {
      for (const { rule, reason } of rules) {
        const before = this.#refusals.get(rule) ?? { offers: 0, people: 0, example: reason };
        const people = before.people + (met.has(rule) ? 0 : 1);
        met.add(rule);
        this.#refusals.set(rule, { ...before, offers: before.offers + 1, people });
      }
    }
  }

  async finish(signal?: AbortSignal): Promise<Result<DryRun>> {
    const { campaign, economics, members, exclusions } = this.#plan;
    const expected = await forecast(this.#offers, {
      seed: campaign.seed,
      economics,
      usualBasket: usualBasket(members.map(({ profile }) => profile)),
      sent: this.#totals.offers + this.#totals.fallbacks,
      ...(signal && { signal }),
    });
    if (!expected.ok) return expected;
    return success({
      previews: this.#previews,
      totals: this.#totals,
      forecast: expected.value,
      exclusions,
      refusals: [...this.#refusals]
        .map(([rule, counts]) => ({ rule, ...counts }))
        .sort((a, b) => b.people - a.people || b.offers - a.offers),
      rewards: [...this.#rewards]
        .map(([rewardId, counts]) => ({ rewardId, ...counts }))
        .sort((a, b) => b.count - a.count || a.rewardId.localeCompare(b.rewardId, 'en')),
    });
  }
}
