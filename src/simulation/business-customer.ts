import type { Persona } from '../domain/persona.ts';
import { createRandom, mix32, pick, pickWeighted, type Random } from '../domain/random.ts';
import type { DeckSegment } from '../domain/segment.ts';
import { type BuyingHabits, simulateHabits } from './buying-habits.ts';
import { CUSTOMER_KINDS, kindWeight, LOYALTY_TIERS, type LoyaltyTier } from './customer-kinds.ts';
import { simulatePersona } from './population.ts';
import { FIRST_NAMES, simulateStore, simulateZone } from './store-network.ts';
import { simulateTaste, type Taste } from './taste.ts';

export const DAY = 86_400_000;

/** The day on which the simulated business looks back, where no other is given: 1 January 2026. */
export const SIMULATED_TODAY = Date.UTC(2026, 0, 1);

/** Channels by which customers want to be written to. */
export const CONTACT_CHANNELS = ['email', 'SMS', 'app'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** A customer of the simulated business: what its systems know, and below that what only the simulation knows. */
export interface BusinessCustomer {
  /** `C000001` for index 0. */
  readonly id: string;
  readonly index: number;
  readonly firstName: string;
  readonly loyaltyTier: LoyaltyTier;
  readonly zone: string;
  readonly homeStore: string;
  readonly contactChannel: ContactChannel;
  /** Midnight UTC, in milliseconds since 1970. */
  readonly dateOfBirth: number;
  /** Midnight UTC, in milliseconds since 1970. */
  readonly enrolledAt: number;
  /** Age, income and way of paying are known to the business; interests, goals and spending pattern are not. */
  readonly persona: Persona;
  readonly taste: Taste;
  readonly kind: DeckSegment;
  readonly habits: BuyingHabits;
  /** Seed of everything else that happens to this customer. */
  readonly seed: number;
}

/** Fills the bits that the splits of the training examples leave free, so that no customer is one of their personas. */
const BUSINESS_BITS = 4 << 28;
const MOST_CUSTOMERS = 2 ** 28;

/**
 * The customer at that index (from 0) of a business, always the same one for the same seed and day.
 * Throws a RangeError for an index outside 0 to 2²⁸ − 1.
 *
 * @param today milliseconds since 1970; ages and enrolment count back from its day.
 */
export function simulateBusinessCustomer(
  seed: number,
  index: number,
  today = SIMULATED_TODAY,
): BusinessCustomer {
  if (!Number.isInteger(index) || index < 0 || index >= MOST_CUSTOMERS) {
    throw new RangeError(`Customer index ${index} is not an integer from 0 to ${MOST_CUSTOMERS - 1}.`);
  }
  const own = mix32(mix32(seed) ^ (BUSINESS_BITS | index));
  const id = customerId(index);
  const persona = simulatePersona(createRandom(own, 1), id);
  const taste = simulateTaste(createRandom(own, 2));
  const random = createRandom(own, 3);
  const kind = pickWeighted(random, CUSTOMER_KINDS, (each) => kindWeight(each, persona));
  const day = startOfDay(today);
  const [fewest, most] = kind.tenureDays;
  const enrolledAt = day - Math.round(fewest + random.next() * (most - fewest)) * DAY;
  const zone = simulateZone(random);
  return {
    id,
    index,
    firstName: pick(random, FIRST_NAMES),
    loyaltyTier: pickWeighted(random, LOYALTY_TIERS, (tier) => kind.tiers[LOYALTY_TIERS.indexOf(tier)] ?? 0),
    zone,
    homeStore: simulateStore(random, zone),
    contactChannel: simulateContact(random, persona.age),
    dateOfBirth: birthDay(random, persona.age, day),
    enrolledAt,
    persona,
    taste,
    kind: kind.name,
    habits: simulateHabits(random, kind, persona, taste),
    seed: own,
  };
}

export function customerId(index: number): string {
  return `C${String(index + 1).padStart(6, '0')}`;
}

/** The index that {@link customerId} made the id from; undefined for any other text. */
export function customerIndex(id: string): number | undefined {
  const index = Number(/^C(\d{6,9})$/.exec(id)?.[1] ?? 0) - 1;
  return index >= 0 && customerId(index) === id ? index : undefined;
}

export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

function simulateContact(random: Random, age: number): ContactChannel {
  const young = Math.max(-1, Math.min(1, (42 - age) / 24));
  const weights = { email: 1, SMS: 0.8, app: Math.exp(1.1 * young - 0.4) };
  return pickWeighted(random, CONTACT_CHANNELS, (channel) => weights[channel]);
}

/** Some day on which someone of that age in full years can have been born. */
function birthDay(random: Random, age: number, today: number): number {
  const date = new Date(today);
  const latest = Date.UTC(date.getUTCFullYear() - age, date.getUTCMonth(), date.getUTCDate());
  return latest - Math.floor(random.next() * 365) * DAY;
}
