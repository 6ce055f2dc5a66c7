import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centsOf, moneyText } from '../../../src/guardrails/policy/cents.ts';
import {
  commit,
  emptyLedger,
  type Ledger,
  limitUses,
  release,
  reserve,
  type Spending,
} from '../../../src/guardrails/policy/ledger.ts';
import { ledgerFromJson, ledgerToJson } from '../../../src/guardrails/policy/ledger-json.ts';
import { entriesOf } from '../../../src/guardrails/policy/persistent-map.ts';
import type { Limit } from '../../../src/guardrails/policy/policy.ts';
import { DAY, NOW } from './examples.ts';

const start = emptyLedger({});
const spending = (change: Partial<Spending> = {}): Spending => ({
  id: 'o1',
  customerId: 'p1',
  campaignId: 'k1',
  rewardId: 'r1',
  cents: 250,
  at: NOW,
  ...change,
});

function done(result: ReturnType<typeof reserve>): Ledger {
  if (!result.ok) throw new Error(result.failures[0]?.message);
  return result.value;
}

describe('money in cents is exact', () => {
  test.each([
    [0, 0],
    [0.1, 10],
    [1.1, 110],
    [1.15, 115],
    [8.41, 841],
    [4.35, 435],
    [1.005, 101],
    [0.0075, 1],
    [1e-7, 1],
    [19.99, 1999],
    [123_456_789.01, 12_345_678_901],
    [-1, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e13, undefined],
  ])('%d', (amount, cents) => {
    expect(centsOf(amount)).toBe(cents);
  });

  test('amounts with two decimals go there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), (cents) => centsOf(Number(moneyText(cents))) === cents),
      { seed: 1, numRuns: 5000 },
    );
  });
});

test('reserve, commit, release: the old value stays', () => {
  const limits: Limit[] = [{ id: 'two', per: 'person', count: 2, money: 5 }];
  const one = done(reserve(start, spending(), limits));
  const two = done(reserve(one, spending({ id: 'o2' }), limits));
  expect(reserve(two, spending({ id: 'o3', cents: 0 }), limits)).toEqual({
    ok: false,
    failures: [
      {
        type: 'limit-reached',
        path: 'two',
        message: 'The limit "two" would be passed: it would come to 3 offers and 5.00 in money.',
      },
    ],
  });
  expect(limitUses(start, spending(), limits)).toMatchObject([{ count: 1, cents: 250, fits: true }]);
  const freed = done(release(two, 'o1'));
  expect(limitUses(freed, spending(), limits)).toMatchObject([{ count: 2, cents: 500, fits: true }]);
  const cheaper = done(commit(two, 'o2', 100));
  expect(limitUses(cheaper, spending({ cents: 0 }), limits)).toMatchObject([{ count: 3, cents: 350 }]);
  expect(entriesOf(cheaper.entries).map(([, entry]) => [entry.id, entry.state, entry.cents])).toEqual([
    ['o1', 'reserved', 250],
    ['o2', 'committed', 100],
  ]);
  expect(entriesOf(one.entries)).toHaveLength(1);
  expect(entriesOf(start.entries)).toHaveLength(0);
});

test('what cannot be done is said', () => {
  const one = done(reserve(start, spending(), []));
  const type = (result: ReturnType<typeof reserve>) => (result.ok ? 'ok' : result.failures[0]?.type);
  expect(type(reserve(one, spending(), []))).toBe('already-reserved');
  expect(type(reserve(start, spending({ cents: 0.5 }), []))).toBe('spending-invalid');
  expect(type(reserve(start, spending({ cents: -1 }), []))).toBe('spending-invalid');
  expect(type(reserve(start, spending({ at: Number.NaN }), []))).toBe('spending-invalid');
  expect(type(commit(one, 'o1', 251))).toBe('spending-invalid');
  expect(type(commit(one, 'x'))).toBe('not-reserved');
  const out = done(commit(one, 'o1'));
  expect(type(commit(out, 'o1'))).toBe('not-reserved');
  expect(type(release(out, 'o1'))).toBe('not-reserved');
});

test('limits count for their own scope and their own days', () => {
  const ledger = done(reserve(start, spending({ at: NOW - 2 * DAY }), []));
  const count = (limit: Partial<Limit>, change: Partial<Spending> = {}) =>
    limitUses(ledger, spending({ id: 'n', ...change }), [{ id: 'l', per: 'person', count: 9, ...limit }])[0]
      ?.count;
  expect(count({})).toBe(2);
  expect(count({ days: 3 })).toBe(2);
  expect(count({ days: 2 })).toBe(1);
  expect(count({}, { customerId: 'p2' })).toBe(1);
  expect(count({ per: 'campaign' }, { customerId: 'p2' })).toBe(2);
  expect(count({ per: 'person-and-campaign' }, { campaignId: 'k2' })).toBe(1);
  expect(count({ per: 'reward' }, { customerId: 'p2', campaignId: 'k2' })).toBe(2);
  expect(count({ per: 'everything' }, { customerId: 'p2', campaignId: 'k2', rewardId: 'r2' })).toBe(2);
  // A clock set back opens nothing.
  expect(count({ days: 1 }, { at: NOW - 9 * DAY })).toBe(2);
});

test('days begin where the policy says', () => {
  const at = Date.UTC(2026, 10, 22, 23);
  const next = at + 2 * 3_600_000;
  const limit: Limit = { id: 'day', per: 'person', count: 9, days: 1 };
  const count = (offset: number) => {
    const ledger = done(reserve(emptyLedger({ utcOffsetMinutes: offset }), spending({ at }), []));
    return limitUses(ledger, spending({ id: 'n', at: next }), [limit])[0]?.count;
  };
  expect(count(0)).toBe(1);
  expect(count(-300)).toBe(2);
});

/** The same done with a list and nothing clever. */
test('no order of reserving, committing and releasing passes a limit, and sums agree with a plain list', () => {
  const limits: Limit[] = [
    { id: 'person', per: 'person', count: 3, days: 7 },
    { id: 'campaign', per: 'campaign', money: 40 },
  ];
  const step = fc.record({
    kind: fc.constantFrom('reserve', 'reserve', 'commit', 'release'),
    id: fc.nat({ max: 30 }).map(String),
    customerId: fc.constantFrom('a', 'b', '__proto__', 'toString', '["a"]'),
    campaignId: fc.constantFrom('k', 'constructor'),
    rewardId: fc.constant('r'),
    cents: fc.nat({ max: 1500 }),
    day: fc.nat({ max: 12 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let ledger = start;
      const list = new Map<string, Spending & { state: string }>();
      for (const { kind, day, ...one } of steps) {
        const at = NOW + day * DAY;
        const result =
          kind === 'reserve'
            ? reserve(ledger, { ...one, at }, limits)
            : kind === 'commit'
              ? commit(ledger, one.id)
              : release(ledger, one.id);
        if (!result.ok) continue;
        ledger = result.value;
        const old = list.get(one.id);
        if (kind === 'reserve') list.set(one.id, { ...one, at, state: 'reserved' });
        else if (kind === 'release') list.delete(one.id);
        else if (old !== undefined) list.set(one.id, { ...old, state: 'committed' });
        for (const campaign of ['k', 'constructor']) {
          const spent = [...list.values()].filter(({ campaignId }) => campaignId === campaign);
          expect(spent.reduce((sum, { cents }) => sum + cents, 0)).toBeLessThanOrEqual(4000);
        }
      }
      const byId = [...list.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(entriesOf(ledger.entries).map(([, entry]) => entry)).toEqual(byId);
      const again = ledgerFromJson(ledgerToJson(ledger));
      if (!again.ok) throw new Error('not read');
      expect(entriesOf(again.value.totals)).toEqual(sortedDays(entriesOf(ledger.totals), again.value));
      expect(structuredClone(ledger)).toEqual(ledger);
    }),
    { seed: 7, numRuns: 300 },
  );
});

/** Days stand in the order of their last change; only what they hold matters. */
function sortedDays(totals: ReturnType<typeof entriesOf>, like: Ledger) {
  const order = new Map(entriesOf(like.totals));
  return totals.map(([key, days]) => {
    const wanted = order.get(key) ?? [];
    const list = days as readonly { day: number }[];
    return [key, wanted.map(({ day }) => list.find((each) => each.day === day)).concat(extra(list, wanted))];
  });
}

function extra(list: readonly { day: number }[], wanted: readonly { day: number }[]) {
  return list.filter(({ day }) => !wanted.some((each) => each.day === day));
}

test('a stored ledger that was tampered with is refused with its place', () => {
  const json = ledgerToJson(done(reserve(start, spending(), [])));
  const failureOf = (text: string) => {
    const result = ledgerFromJson(text);
    return result.ok ? undefined : result.failures[0];
  };
  expect(failureOf(json.replace('250', '-250'))).toEqual({
    type: 'ledger-out-of-range',
    path: 'entries[0].cents',
    message: '"entries[0].cents" is -250; write 0 or more.',
  });
  expect(failureOf(json.slice(0, -1))).toMatchObject({ type: 'json-invalid' });
  const parsed = JSON.parse(json);
  parsed.entries.push(parsed.entries[0]);
  expect(failureOf(JSON.stringify(parsed))).toMatchObject({ type: 'ledger-id-twice', path: 'entries[1].id' });
});

test('80,000 people are reserved one after another in seconds of processor time', () => {
  let ledger = start;
  const limits: Limit[] = [{ id: 'money', per: 'everything', money: 1_000_000 }];
  const before = process.cpuUsage().user;
  for (let i = 0; i < 80_000; i++) {
    ledger = done(reserve(ledger, spending({ id: `o${i}`, customerId: `p${i}`, cents: 7 }), limits));
  }
  const seconds = (process.cpuUsage().user - before) / 1e6;
  console.log(`80,000 reservations: ${seconds.toFixed(2)} s`);
  expect(limitUses(ledger, spending({ cents: 0 }), limits)[0]?.cents).toBe(560_000);
  expect(seconds).toBeLessThan(15);
});
