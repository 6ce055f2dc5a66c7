import { failure, type Result, success } from '../../domain/result.ts';
import { centsOf, moneyText } from './cents.ts';
import { emptyMap, entryOf, type PersistentMap, withEntry } from './persistent-map.ts';
import type { Limit, Policy } from './policy.ts';

/** One offer that is to be, or was, handed out. */
export interface Spending {
  /** Names the offer to one person; the same id is never counted twice. */
  readonly id: string;
  readonly customerId: string;
  readonly campaignId: string;
  readonly rewardId: string;
  /** Whole cents, at least 0. */
  readonly cents: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Entry extends Spending {
  readonly state: 'reserved' | 'committed';
}

/** Offers and cents of one calendar day. */
export interface DayTotal {
  readonly day: number;
  readonly count: number;
  readonly cents: number;
}

/**
 * What was reserved and spent: values in, values out. Plain data that can be cloned and stored; `ledgerToJson` writes
 * it as a short list. Counts cover this device alone.
 */
export interface Ledger {
  readonly format: 'offersmith-ledger';
  /** Where days begin: minutes ahead of UTC. */
  readonly utcOffsetMinutes: number;
  readonly entries: PersistentMap<Entry>;
  readonly totals: PersistentMap<readonly DayTotal[]>;
}

/** So much that sums over tens of thousands of offers stay exact. */
const MOST_CENTS = 1e11;
/** The last moment that a `Date` can tell. */
const LATEST = 8.64e15;

/** A ledger in which nothing was handed out yet; its days begin where the policy's do. */
export function emptyLedger(policy: Pick<Policy, 'utcOffsetMinutes'>): Ledger {
  const utcOffsetMinutes = policy.utcOffsetMinutes ?? 0;
  return { format: 'offersmith-ledger', utcOffsetMinutes, entries: emptyMap(), totals: emptyMap() };
}

/** What a limit would come to with the spending added. */
export interface LimitUse {
  readonly limit: Limit;
  readonly count: number;
  readonly cents: number;
  /** Whether both stay within the limit. */
  readonly fits: boolean;
}

/** What each limit would come to. */
export function limitUses(ledger: Ledger, spending: Spending, limits: readonly Limit[]): readonly LimitUse[] {
  const today = dayOf(ledger, spending.at);
  return limits.map((limit) => {
    const first = limit.days === undefined ? -Infinity : today - limit.days + 1;
    const days = (entryOf(ledger.totals, scopeKey(limit.per, spending)) ?? []).filter(
      // Later days count as well: a clock set back must not open the limit again.
      ({ day }) => day >= first,
    );
    const count = days.reduce((sum, each) => sum + each.count, 1);
    const cents = days.reduce((sum, each) => sum + each.cents, spending.cents);
    const fits =
      (limit.count === undefined || count <= limit.count) &&
      (limit.money === undefined || cents <= (centsOf(limit.money) ?? 0));
    return { limit, count, cents, fits };
  });
}

/**
 * Sets the spending aside. Fails without a change where a limit would be passed, where the id is already in the ledger
 * (`already-reserved`), or where cents or time are no such numbers.
 */
export function reserve(ledger: Ledger, spending: Spending, limits: readonly Limit[]): Result<Ledger> {
  const { id, cents, at } = spending;
  if (!Number.isInteger(cents) || cents < 0 || cents > MOST_CENTS) {
    const message = `The cost of "${id}" is ${cents}; it must be whole cents from 0 to ${MOST_CENTS}.`;
    return failure('spending-invalid', message, id);
  }
  if (!(Math.abs(at) <= LATEST)) {
    return failure(
      'spending-invalid',
      `The time of "${id}" is ${at}; it must be milliseconds since 1970.`,
      id,
    );
  }
  if (entryOf(ledger.entries, id) !== undefined) {
    return failure('already-reserved', `"${id}" is in the ledger already; give every offer its own id.`, id);
  }
  const over = limitUses(ledger, spending, limits).filter(({ fits }) => !fits);
  if (over.length > 0) {
    return {
      ok: false,
      failures: over.map(({ limit, count, cents }) => ({
        type: 'limit-reached',
        path: limit.id,
        message: `The limit "${limit.id}" would be passed: it would come to ${count} offers and ${moneyText(cents)} in money.`,
      })),
    };
  }
  return success(added(ledger, { ...pickSpending(spending), state: 'reserved' }, 1));
}

/**
 * The reserved offer went out. `cents` is what it cost in the end, at most what was reserved; the rest is free again.
 */
export function commit(ledger: Ledger, id: string, cents?: number): Result<Ledger> {
  const entry = entryOf(ledger.entries, id);
  if (entry?.state !== 'reserved') return notReserved(id, entry);
  const spent = cents ?? entry.cents;
  if (!Number.isSafeInteger(spent) || spent < 0 || spent > entry.cents) {
    return failure(
      'spending-invalid',
      `"${id}" cannot cost ${spent} cents: ${entry.cents} were reserved. Reserve the larger amount first.`,
      id,
    );
  }
  return success(added(added(ledger, entry, -1), { ...entry, cents: spent, state: 'committed' }, 1));
}

/** The reserved offer does not go out: its place and its money are free again. */
export function release(ledger: Ledger, id: string): Result<Ledger> {
  const entry = entryOf(ledger.entries, id);
  return entry?.state === 'reserved' ? success(added(ledger, entry, -1)) : notReserved(id, entry);
}

/** The ledger with the entry counted in (1) or taken out (−1). */
export function added(ledger: Ledger, entry: Entry, sign: 1 | -1): Ledger {
  const day = dayOf(ledger, entry.at);
  const totals = SCOPES.reduce((map, per) => {
    const key = scopeKey(per, entry);
    return withEntry(map, key, withDay(entryOf(map, key) ?? [], day, sign, entry.cents * sign));
  }, ledger.totals);
  return { ...ledger, totals, entries: withEntry(ledger.entries, entry.id, sign === 1 ? entry : undefined) };
}

function withDay(days: readonly DayTotal[], day: number, count: number, cents: number) {
  const old = days.find((each) => each.day === day) ?? { count: 0, cents: 0 };
  const next = { day, count: old.count + count, cents: old.cents + cents };
  const rest = days.filter((each) => each.day !== day);
  const kept = next.count === 0 ? rest : [...rest, next];
  return kept.length === 0 ? undefined : kept;
}

const SCOPES = ['person', 'campaign', 'person-and-campaign', 'reward', 'everything'] as const;

/** Texts are quoted, so that no two scopes share a key whatever the ids hold. */
function scopeKey(per: Limit['per'], { customerId, campaignId, rewardId }: Spending): string {
  const parts: Readonly<Record<Limit['per'], readonly string[]>> = {
    person: [customerId],
    campaign: [campaignId],
    'person-and-campaign': [customerId, campaignId],
    reward: [rewardId],
    everything: [],
  };
  return JSON.stringify([per, ...parts[per]]);
}

function dayOf({ utcOffsetMinutes }: Ledger, at: number): number {
  return Math.floor((at + utcOffsetMinutes * 60_000) / 86_400_000);
}

function notReserved(id: string, entry: Entry | undefined): Result<never> {
  const state = entry === undefined ? 'is not in the ledger' : 'went out already';
  return failure('not-reserved', `"${id}" ${state}; only what is reserved can go out or be given back.`, id);
}

function pickSpending({ id, customerId, campaignId, rewardId, cents, at }: Spending): Spending {
  return { id, customerId, campaignId, rewardId, cents, at };
}
