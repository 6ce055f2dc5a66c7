import { describe, expect, test } from 'vitest';
import { armOf, holdOutBalance } from '../../src/campaigns/hold-out.ts';

const ids = Array.from({ length: 20_000 }, (_, i) => `C${String(i).padStart(6, '0')}`);
const heldIn = (campaign: string, share: number) =>
  ids.filter((id) => armOf(id, campaign, share) === 'hold-out');
const profile = (id: string, frequency: number) => ({
  id,
  frequency,
  monetary: frequency * 10,
  averageBasket: 10,
  categoryAffinity: {},
  channelShares: {},
  attributes: {},
});

describe('who is held out', () => {
  test('is as many as planned, in every campaign', () => {
    for (const campaign of ['a', 'b', 'spring 2026', 'spring 2027', '']) {
      for (const share of [0.05, 0.1, 0.5]) {
        const z = (heldIn(campaign, share).length - 20_000 * share) / Math.sqrt(20_000 * share * (1 - share));
        expect(Math.abs(z), `${campaign} ${share}`).toBeLessThan(3.9);
      }
    }
    expect(heldIn('a', 0)).toEqual([]);
    expect(heldIn('a', 1)).toHaveLength(20_000);
  });

  test('says nothing about who is held out of another campaign', () => {
    const first = new Set(heldIn('spring 2026', 0.1));
    for (const campaign of ['spring 2027', 'spring 2025', 'spring 202', 'autumn']) {
      const both = heldIn(campaign, 0.1).filter((id) => first.has(id)).length;
      // A tenth of a tenth, with a standard deviation of some 13.
      expect(Math.abs(both - 200), campaign).toBeLessThan(55);
    }
  });

  test('stays when others come and the share grows', () => {
    const few = new Set(heldIn('a', 0.1));
    const more = new Set(heldIn('a', 0.2));
    expect([...few].every((id) => more.has(id))).toBe(true);
  });
});

describe('the balance of the arms', () => {
  test('a fair assignment is not warned about; a removed part is', () => {
    const members = ids.slice(0, 6000).map((id, i) => ({
      profile: profile(id, i % 7),
      segment: i % 3 === 0 ? 'A' : 'B',
      arm: armOf(id, 'fair', 0.2),
    }));
    const fair = holdOutBalance(members, 0.2);
    expect(fair.warnings).toEqual([]);
    expect(fair.offered + fair.heldOut).toBe(6000);
    expect(fair.segments.map(({ name }) => name)).toEqual(['A', 'B']);
    const biased = members.filter(
      ({ arm, profile: own, segment }) => !(arm === 'hold-out' && segment === 'A' && own.frequency < 4),
    );
    const warned = holdOutBalance(biased, 0.2);
    expect(warned.warnings.some((warning) => warning.includes('segment A'))).toBe(true);
    expect(warned.warnings.some((warning) => warning.includes('frequency'))).toBe(true);
    expect(warned.warnings.some((warning) => warning.includes('segment B'))).toBe(false);
  });
});
