import { describe, expect, test } from 'vitest';
import { readRewards } from '../../src/campaigns/read-rewards.ts';
import { createRandom } from '../../src/domain/random.ts';
import { type Reward, rewardColumns } from '../../src/domain/reward.ts';
import { REWARD_COLUMNS } from '../../src/simulation/business-tables.ts';
import { createCsvLines } from '../../src/simulation/csv-lines.ts';
import { simulateRewards } from '../../src/simulation/rewards.ts';
import { must } from './small-business.ts';

const rewards = simulateRewards(7).slice(0, 120);
const columns = rewardColumns(rewards);

function file(messy: boolean): Blob {
  const csv = createCsvLines(REWARD_COLUMNS, messy ? createRandom(3) : undefined);
  const lines = rewards.map((reward, i) => {
    const own = columns[i];
    return own === undefined ? '' : csv.lines({ reward, columns: own });
  });
  return new Blob([csv.header(), ...lines]);
}

describe('a catalogue', () => {
  test('comes back as it was written', async () => {
    const read = must(await readRewards(file(false)));
    expect(read.refused).toEqual([]);
    // The file has money to the cent.
    const cents = (value = 0) => Math.round(value * 100) / 100;
    expect(read.rewards.map(({ usage: _, costPerUse, ...rest }) => [rest, cents(costPerUse)])).toEqual(
      rewards.map(({ usage: _, costPerUse, ...rest }) => [rest, cents(costPerUse)]),
    );
    const counts = (list: readonly Reward[]) => list.map(({ usage }) => usage?.usageCount);
    expect(counts(read.rewards)).toEqual(counts(rewards));
  });

  test('is read in another form too, repeated rows left out and told', async () => {
    const read = must(await readRewards(file(true)));
    expect(read.rewards.map(({ id }) => id)).toEqual(rewards.map(({ id }) => id));
    expect(read.rewards.map(({ validUntil }) => validUntil)).toEqual(
      rewards.map(({ validUntil }) => validUntil),
    );
    expect(new Set(read.refused.map(({ type }) => type))).toEqual(new Set(['reward-twice']));
  });

  test('may be JSON', async () => {
    const read = must(await readRewards(new Blob([JSON.stringify(rewards.slice(0, 3))])));
    expect(read.rewards.map(({ id }) => id)).toEqual(rewards.slice(0, 3).map(({ id }) => id));
    expect(await readRewards(new Blob(['[{"id": "a",}]']))).toMatchObject({
      ok: false,
      failures: [{ type: 'json-invalid', path: 'line 1, column 13' }],
    });
  });

  test('that cannot be read says why', async () => {
    expect(await readRewards(new Blob(['']))).toMatchObject({
      ok: false,
      failures: [{ type: 'empty-file' }],
    });
    expect(await readRewards(new Blob(['offer_nr,what\n1,Tea\n2,Cake\n']))).toMatchObject({
      ok: false,
      failures: [{ type: 'columns-missing', message: expect.stringContaining('offer_nr, what') }],
    });
    const read = must(
      await readRewards(
        new Blob(['offer_id,offer_name,offer_type,discount_pct\n1,Tea,Gift,5\n2,Cake,Lottery,10\n']),
      ),
    );
    expect(read.rewards).toMatchObject([
      { id: '1', type: 'Gift', name: 'Tea', product: 'Tea', discountPct: 5 },
    ]);
    expect(read.refused).toMatchObject([
      { type: 'reward-invalid', line: 3, column: 'type', value: 'Lottery' },
    ]);
  });

  test('tells its currency, and may have one only', async () => {
    const csv = (...rows: string[]) => new Blob([['offer_id,offer_name,min_spend', ...rows, ''].join('\n')]);
    const euros = must(await readRewards(csv('1,Tea,€20', '2,Cake,€35')));
    expect(euros.currency).toBe('EUR');
    expect(euros.rewards.map(({ minSpend }) => minSpend)).toEqual([20, 35]);
    expect(must(await readRewards(csv('1,Tea,20', '2,Cake,35'))).currency).toBeUndefined();
    const json = (...currencies: string[]) =>
      new Blob([JSON.stringify(currencies.map((currency, i) => ({ id: `${i}`, name: 'Tea', currency })))]);
    expect(must(await readRewards(json('chf', 'CHF'))).currency).toBe('CHF');
    for (const mixed of [csv('1,Tea,€20', '2,Cake,$35'), json('EUR', 'USD')]) {
      expect(await readRewards(mixed)).toMatchObject({
        failures: [{ type: 'two-currencies', path: 'currency', message: expect.stringMatching(/EUR.*USD/) }],
      });
    }
  });
});
