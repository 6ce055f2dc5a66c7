import { createRandom, pick, type Random, randomInt, shuffled } from '../domain/random.ts';
import type { Reward } from '../domain/reward.ts';
import type { DeckSegment } from '../domain/segment.ts';
import { CONTACT_CHANNELS, DAY, SIMULATED_TODAY, startOfDay } from './business-customer.ts';
import { PRODUCTS } from './catalogue.ts';
import type { OfferRecord } from './offer-record.ts';
import { costPerUse } from './reward-cost.ts';
import { rewardName } from './reward-name.ts';
import { rewardType, simulateRewardRecord } from './reward-record.ts';
import { attraction, simulateUsage, usagePanel } from './reward-usage.ts';

/** A reward with what it offers in the terms of the acceptance model. */
export interface SimulatedReward {
  readonly reward: Reward;
  readonly record: OfferRecord;
}

/** Rewards that are a product's earlier series again: same name, other number, long expired. */
const EARLIER_SERIES = 32;

/** Shares of the one reward a product. Hand-set, like all numbers here. */
const NEW_SHARE = 0.05;
const EXPIRED_SHARE = 0.06;
const OPEN_ENDED_SHARE = 0.1;
const AIMED_SHARE = 0.3;
const INTERNAL_SHARE = 0.08;
/** Gifts that cost the customer points. */
const FOR_POINTS_SHARE = 0.5;

/** What marketers put into the name for themselves. */
const INTERNAL = [' for Winback B', ' for Winback A', ' for Birthday', ' for Festive', ' for New Members'];

const POINTS_REQUIRED = { value: [200, 300, 500], mid: [800, 1000, 1500], premium: [3000, 4000, 5000] };

/**
 * The reward catalogue of the simulated business: one reward for each of the 393 products and 32 expired earlier
 * series of some of them. About 5% were never handed out, 6% of the rest have expired, 10% never expire.
 *
 * @param today milliseconds since 1970; validity counts from its day.
 */
export function simulateRewards(seed: number, today = SIMULATED_TODAY): readonly Reward[] {
  return simulateRewardCatalogue(seed, today).map(({ reward }) => reward);
}

/** The same, with the record behind each reward; needed to ask for true probabilities. */
export function simulateRewardCatalogue(seed: number, today = SIMULATED_TODAY): readonly SimulatedReward[] {
  const random = createRandom(seed, 41);
  const panel = usagePanel(seed);
  const day = startOfDay(today);
  let number = 500_000;
  const build = (record: OfferRecord, name: string, life: Lifetime): SimulatedReward => {
    number += 1 + randomInt(random, 200);
    const type = rewardType(record);
    const cost = costPerUse(record);
    const usage =
      life.validFrom >= day ? undefined : simulateUsage(random, type, attraction(panel, record), cost);
    const reward: Reward = {
      id: String(number),
      type,
      name,
      product: record.product,
      category: record.category,
      ...numbers(record, random),
      ...(record.paymentTieIn !== undefined && { paymentMethod: record.paymentTieIn }),
      ...life,
      ...aimedAt(record, random),
      channels: channels(random),
      costPerUse: cost,
      creditLike: isCreditLike(record),
      ...(usage !== undefined && { usage }),
    };
    return { reward, record };
  };
  const current = PRODUCTS.map((product) => {
    const record = simulateRewardRecord(random, product);
    const internal = random.next() < INTERNAL_SHARE ? pick(random, INTERNAL) : '';
    return build(record, rewardName(record) + internal, lifetime(random, day));
  });
  const earlier = shuffled(random, current)
    .slice(0, EARLIER_SERIES)
    .map(({ reward, record }) => build(record, reward.name, earlierLifetime(random, day)));
  return [...current, ...earlier];
}

interface Lifetime {
  readonly validFrom: number;
  readonly validUntil?: number;
}

/** New ones begin today or within two weeks; the others began up to 400 days ago and most end within half a year. */
function lifetime(random: Random, day: number): Lifetime {
  const fate = random.next();
  if (fate < NEW_SHARE) return until(day + randomInt(random, 15) * DAY, 30 + randomInt(random, 150));
  const validFrom = day - (30 + randomInt(random, 371)) * DAY;
  if (fate < NEW_SHARE + EXPIRED_SHARE) {
    const age = (day - validFrom) / DAY;
    return until(validFrom, Math.max(7, age - 1 - randomInt(random, 90)));
  }
  if (fate < NEW_SHARE + EXPIRED_SHARE + OPEN_ENDED_SHARE) return { validFrom };
  return until(validFrom, (day - validFrom) / DAY + 7 + randomInt(random, 174));
}

function earlierLifetime(random: Random, day: number): Lifetime {
  return until(day - (420 + randomInt(random, 300)) * DAY, 30 + randomInt(random, 60));
}

/** To the last millisecond of the last of so many days. */
function until(validFrom: number, days: number): Lifetime {
  return { validFrom, validUntil: validFrom + days * DAY - 1 };
}

/** Cashback, vouchers and bonuses are none of these; their numbers stand in the name alone. */
function numbers(record: OfferRecord, random: Random): Partial<Reward> {
  const { benefitKind, benefitSize, priceTier, condition } = record;
  const isGift = benefitKind === 'gift' || benefitKind === 'upgrade';
  return {
    ...(benefitKind === 'percentOff' && { discountPct: benefitSize }),
    ...(benefitKind === 'moneyOff' && { amountOff: benefitSize }),
    ...(benefitKind === 'points' && { bonusPoints: benefitSize }),
    ...(isGift &&
      random.next() < FOR_POINTS_SHARE && { pointsRequired: pick(random, POINTS_REQUIRED[priceTier]) }),
    ...(condition?.kind === 'minSpend' && { minSpend: condition.amount }),
  };
}

/** Some rewards are for segments whose bills reach the least spend, and whom the deck gives that type. */
function aimedAt(record: OfferRecord, random: Random): { readonly segments?: readonly DeckSegment[] } {
  if (random.next() >= AIMED_SHARE) return {};
  const least = record.condition?.kind === 'minSpend' ? record.condition.amount : 0;
  const type = rewardType(record);
  if (least > 300 || (type === 'Gift' && record.priceTier === 'premium'))
    return { segments: ['Premium VIP'] };
  if (type === 'Points Promotion') return { segments: ['Premium VIP', 'Active Frequent'] };
  if (type !== 'Coupon Series') return {};
  return {
    segments:
      record.priceTier === 'value'
        ? ['Growing Potential', 'Standard Active']
        : ['Active Frequent', 'Growing Potential', 'Standard Active'],
  };
}

function channels(random: Random): readonly string[] {
  const chosen = CONTACT_CHANNELS.filter(() => random.next() < 0.75);
  return chosen.length > 0 ? chosen : ['email'];
}

/** Credit itself, and paying later. */
function isCreditLike(record: OfferRecord): boolean {
  return (
    record.category === 'Cards and loans' ||
    record.benefitKind === 'installments' ||
    record.paymentTieIn === 'Buy Now Pay Later'
  );
}
