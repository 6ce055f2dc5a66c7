import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { featureName } from '../../src/matching/match-feature.ts';
import { matchRewards } from '../../src/matching/match-rewards.ts';
import { type MatchingModel, readMatchingModel } from '../../src/matching/matching-model.ts';
import { type TrainedMatching, trainMatching } from '../../src/matching/train-matching.ts';
import { learnUsageRates } from '../../src/matching/usage-rates.ts';
import { unwrap } from '../storage/samples.ts';
import { catalogue, customers, profile, respond, reward, truth } from './matching-samples.ts';

const people = customers(600, 1);
const responses = respond(people, catalogue, 3000, createRandom(2));
const strangers = customers(150, 77);
let trained: TrainedMatching;

beforeAll(async () => {
  trained = unwrap(await trainMatching({ profiles: people, rewards: catalogue, responses }));
}, 60_000);

describe('from past responses', () => {
  test('says so, and tells on unseen customers how good it is', () => {
    expect(trained.model.basis).toBe('past-responses');
    expect(trained.used).toBe(3000);
    expect(trained.measured?.metrics.auc).toBeGreaterThan(0.7);
    expect(trained.measured?.metrics.calibrationError).toBeLessThan(0.04);
    expect(trained.measured?.curve.length).toBeGreaterThan(10);
  });

  test('probabilities of strangers are near the truth, their category comes first, the drivers say why', async () => {
    const report = unwrap(
      await matchRewards(strangers, catalogue, trained.model, {
        rankBy: 'probability',
        keep: 12,
        explain: 1,
      }),
    );
    expect(report.basis).toBe('past-responses');
    let error = 0;
    let liked = 0;
    for (const [i, { customerId, matches }] of report.customers.entries()) {
      const person = strangers[i] ?? profile('none');
      expect(customerId).toBe(person.id);
      expect(matches).toHaveLength(12);
      for (const [rank, match] of matches.entries()) {
        const offer = catalogue.find(({ id }) => id === match.rewardId) ?? reward('none');
        error += Math.abs(match.probability - truth(person, offer)) / (12 * strangers.length);
        expect(match.low).toBeLessThan(match.probability);
        expect(match.high).toBeGreaterThan(match.probability);
        expect(match.probability).toBeLessThanOrEqual(matches[rank - 1]?.probability ?? 1);
        expect(match.drivers.length > 0).toBe(rank === 0);
      }
      const first = catalogue.find(({ id }) => id === matches[0]?.rewardId);
      if ((person.categoryAffinity[first?.category ?? ''] ?? 0) > 0.5) liked += 1;
    }
    expect(error).toBeLessThan(0.06);
    expect(liked / strangers.length).toBeGreaterThan(0.95);
    const [driver] = report.customers[0]?.matches[0]?.drivers ?? [];
    expect(driver?.feature).toBe('pair.category_share');
    expect(driver?.text).toMatch(
      /^Share of spending on the category of the reward: 0\.7\. (Raises|Multiplies) the odds/,
    );
  });

  test('expected value is probability times margin less cost, and ranks by it', async () => {
    const rewards = [
      reward('dear', { costPerUse: 100 }),
      reward('cheap', { costPerUse: 1 }),
      reward('stretch', { minSpend: 500, discountPct: 10 }),
    ];
    const person = profile('p', { averageBasket: 60 });
    const { customers: matched, assumptions } = unwrap(
      await matchRewards([person], rewards, trained.model, {
        economics: { marginShare: 0.4, contactCost: 0.5 },
      }),
    );
    const byId = new Map(matched[0]?.matches.map((match) => [match.rewardId, match]));
    const [dear, cheap, stretch] = ['dear', 'cheap', 'stretch'].map((id) => byId.get(id));
    expect(dear?.expectedValue).toBeCloseTo((dear?.probability ?? 0) * (0.4 * 60 - 100) - 0.5, 9);
    expect(cheap?.expectedValue).toBeCloseTo((cheap?.probability ?? 0) * (0.4 * 60 - 1) - 0.5, 9);
    expect(stretch?.expectedValue).toBeCloseTo((stretch?.probability ?? 0) * (0.4 * 500 - 50) - 0.5, 9);
    expect(matched[0]?.matches.at(-1)?.rewardId).toBe('dear');
    const [low = 0, high = 0] = dear?.expectedValueRange ?? [];
    expect(low).toBeLessThan(dear?.expectedValue ?? 0);
    expect(high).toBeGreaterThan(dear?.expectedValue ?? 0);
    expect(assumptions.join(' ')).toContain('40% of a purchase is margin');
  });

  test('the same seed gives the same model; it survives storage and matches the same', async () => {
    const again = unwrap(await trainMatching({ profiles: people, rewards: catalogue, responses }));
    expect(again.model).toEqual(trained.model);
    const back = unwrap(readMatchingModel(JSON.parse(JSON.stringify(trained.model))));
    expect(unwrap(await matchRewards(strangers, catalogue, back))).toEqual(
      unwrap(await matchRewards(strangers, catalogue, trained.model)),
    );
    expect(readMatchingModel({ ...trained.model, features: [] })).toMatchObject({
      failures: [{ type: 'model-malformed' }],
    });
  });

  test('unknown categories, a reward never met and missing values still get a probability', async () => {
    const odd = profile('odd', {
      loyaltyTier: 'diamond',
      zone: 'Moon',
      attributes: { town: 'West' },
      monetary: Number.NaN,
    });
    const report = unwrap(await matchRewards([odd], [reward('new', { category: 'Boats' })], trained.model));
    const [match] = report.customers[0]?.matches ?? [];
    expect(match?.probability).toBeGreaterThan(0.01);
    expect(match?.probability).toBeLessThan(0.6);
  });
});

describe('name, gender and age', () => {
  const names = (model: MatchingModel) =>
    model.basis === 'past-responses' ? model.features.map(featureName) : [];

  test('are left out by default, also where an attribute tells them', () => {
    const looked = names(trained.model);
    expect(looked).toContain('attribute.town');
    for (const name of ['profile.name', 'profile.gender', 'profile.age', 'attribute.Year_Birth']) {
      expect(looked).not.toContain(name);
    }
  });

  test('may be switched on, but never for credit, neither in training nor in matching', async () => {
    const { model } = unwrap(
      await trainMatching({ profiles: people, rewards: catalogue, responses }, { include: ['age'] }),
    );
    expect(names(model)).toContain('profile.age');
    expect(names(model)).toContain('attribute.Year_Birth');
    expect(names(model)).not.toContain('profile.gender');
    const credit = reward('loan', { creditLike: true });
    const refused = { ok: false, failures: [{ type: 'sensitive-for-credit', path: 'loan' }] };
    expect(await matchRewards(strangers, [...catalogue, credit], model)).toMatchObject(refused);
    expect(
      await trainMatching({ profiles: people, rewards: [credit], responses }, { include: ['gender'] }),
    ).toMatchObject(refused);
    expect((await matchRewards(strangers, [credit], trained.model)).ok).toBe(true);
  });
});

describe('from usage rates', () => {
  test('where there are too few responses, with the reason', async () => {
    const few = unwrap(
      await trainMatching({ profiles: people, rewards: catalogue, responses: responses.slice(0, 150) }),
    );
    expect(few.model).toMatchObject({ basis: 'usage-rates', anyUsage: true });
    const report = unwrap(
      await matchRewards(strangers.slice(0, 3), catalogue, few.model, { rankBy: 'probability' }),
    );
    expect(report.basis).toBe('usage-rates');
    expect(report.reason).toContain('150 past responses');
    expect(report.reason).toContain('at least 200');
    for (const [i, { matches }] of report.customers.entries()) {
      // Of a catalogue that all use alike, everybody gets the category that they buy.
      const first = catalogue.find(({ id }) => id === matches[0]?.rewardId);
      expect(strangers[i]?.categoryAffinity[first?.category ?? '']).toBe(0.7);
      const rate = matches[0]?.drivers.find(({ feature }) => feature === 'usage-rate');
      expect(rate?.text).toMatch(
        /^Used by [\d,]+ of [\d,]+ customers who received it; \d+% is usual for the type/,
      );
    }
    expect(
      report.customers.flatMap(({ matches }) => matches.map(({ confidence }) => confidence)),
    ).not.toContain('high');
  });

  test('a reward tried once is drawn to what is usual, one tried often keeps its rate', async () => {
    const usage = (customersCount: number, usageCount: number) => ({
      usage: { totalValue: 0, customersCount, usageCount },
    });
    const many = Array.from({ length: 20 }, (_, i) => reward(`m${i}`, usage(1000, 90 + i)));
    const rewards = [...many, reward('once', usage(1, 1)), reward('often', usage(5000, 2500)), reward('new')];
    const model = unwrap(learnUsageRates(rewards, 'no responses'));
    const report = unwrap(await matchRewards(people.slice(0, 1), rewards, model, { keep: 99 }));
    const rate = (id: string) =>
      report.customers[0]?.matches.find(({ rewardId }) => rewardId === id)?.probability ?? 0;
    expect(rate('once')).toBeLessThan(0.5);
    expect(rate('often')).toBeCloseTo(0.5, 2);
    expect(rate('m5')).toBeCloseTo(0.095, 2);
    expect(rate('new')).toBeGreaterThan(0.08);
    expect(rate('new')).toBeLessThan(0.2);
  });

  test('without any usage it says that it guesses', async () => {
    const { model } = unwrap(
      await trainMatching({ profiles: people, rewards: [reward('a')], responses: [] }),
    );
    const report = unwrap(await matchRewards(people.slice(0, 1), [reward('a')], model));
    const [match] = report.customers[0]?.matches ?? [];
    expect(match?.confidence).toBe('low');
    const rate = match?.drivers.find(({ feature }) => feature === 'usage-rate');
    expect(rate?.text).toContain('a guess');
  });

  test('where all answers are the same, or all customers one', async () => {
    const all = responses.map((response) => ({ ...response, accepted: true }));
    expect(
      unwrap(await trainMatching({ profiles: people, rewards: catalogue, responses: all })).model.basis,
    ).toBe('usage-rates');
    const one = responses.map((response) => ({ ...response, customerId: 'c0' }));
    const { model } = unwrap(await trainMatching({ profiles: people, rewards: catalogue, responses: one }));
    expect(model).toMatchObject({
      basis: 'usage-rates',
      reason: expect.stringContaining('too few customers'),
    });
  });
});

describe('refused with a reason', () => {
  test.each([
    ['catalogue-empty', people, [], {}],
    ['no-customers', [], catalogue, {}],
    ['economics-invalid', people, catalogue, { economics: { marginShare: 2 } }],
    ['economics-invalid', people, catalogue, { economics: { contactCost: Number.NaN } }],
  ] as const)('%s', async (type, profiles, rewards, options) => {
    expect(await matchRewards(profiles, rewards, trained.model, options)).toMatchObject({
      failures: [{ type }],
    });
  });

  test('training without customers or catalogue, and usage that is no count', async () => {
    const train = (profiles: typeof people, rewards: typeof catalogue) =>
      trainMatching({ profiles, rewards, responses: [] });
    expect(await train([], catalogue)).toMatchObject({ failures: [{ type: 'no-customers' }] });
    expect(await train(people, [])).toMatchObject({ failures: [{ type: 'catalogue-empty' }] });
    const wrong = reward('w', { usage: { totalValue: 1, customersCount: -3, usageCount: 1 } });
    expect(await train(people, [wrong])).toMatchObject({ failures: [{ type: 'usage-invalid', path: 'w' }] });
  });

  test('responses of unknown customers and rewards are passed over and counted', async () => {
    const more = [
      ...responses,
      { customerId: 'nobody', rewardId: 'r1', accepted: true },
      { customerId: 'c1', rewardId: 'nothing', accepted: true },
    ];
    const stray = unwrap(await trainMatching({ profiles: people, rewards: catalogue, responses: more }));
    expect(stray.passedOver).toEqual({ unknownCustomer: 1, unknownReward: 1 });
    expect(stray.model).toEqual(trained.model);
  });

  test('stopped', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const many = Array.from({ length: 3000 }, (_, i) => strangers[i % 150] ?? profile('none'));
    const done: number[] = [];
    const matching = matchRewards(many, catalogue, trained.model, {
      signal,
      onProgress: (count) => {
        done.push(count);
        controller.abort();
      },
    });
    expect(await matching).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
    expect(done).toHaveLength(1);
    const training = trainMatching({ profiles: people, rewards: catalogue, responses }, { signal });
    expect(await training).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  });
});
