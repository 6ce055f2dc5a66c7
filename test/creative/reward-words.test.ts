import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../src/creative/copy-template.ts';
import { copyTemplates } from '../../src/creative/copy-templates.ts';
import { couponForReward } from '../../src/creative/coupon-for-reward.ts';
import { rewardWords } from '../../src/creative/reward-words.ts';
import type { Reward, RewardType } from '../../src/domain/reward.ts';

function reward(type: RewardType, name: string, product: string): Reward {
  return { id: 'r', type, name, product, category: 'c' };
}

const DINNER = reward('Gift', 'Free dessert with private chef dinner above $1,000', 'private chef dinner');
const MUSIC = reward('Coupon Series', '5% cashback on music streaming plan', 'music streaming plan');

describe('a benefit that only the name states', () => {
  test.each([
    [DINNER, 'free dessert', 'with', 'private chef dinner'],
    [MUSIC, '5% cashback', 'on', 'music streaming plan'],
    [
      reward('Service', '14-day free trial of gym membership', 'gym membership'),
      '14-day free trial',
      'of',
      'gym membership',
    ],
    [reward('Coupon Series', '$25 voucher with a tent', 'tent'), '$25 voucher', 'with', 'tent'],
    [reward('Coupon Series', 'Flat 30% off on boots', 'boots'), '30% off', '', 'boots'],
    [reward('Coupon Series', 'Boots, 5% cashback', 'boots'), '5% cashback', 'on', 'boots'],
  ] as const)('%#: is put in its own words', (given, benefit, link, product) => {
    expect(rewardWords(given, 'USD')).toMatchObject({ benefit, link, product });
  });

  test.each(['Savings account: 0.5% extra interest', 'Savings account: $50 bonus'])(
    '%s takes nothing off a price',
    (name) => {
      expect(rewardWords(reward('Coupon Series', name, 'savings account'), 'USD').benefit).toBeUndefined();
    },
  );

  test('a gift without one is the product itself', () => {
    expect(rewardWords(reward('Gift', 'Mint tea', 'mint tea'), 'USD').product).toBe('free mint tea');
  });
});

test('no template makes the dinner free or the plan cheaper', () => {
  for (const channel of ['email', 'sms'] as const) {
    for (const given of [DINNER, MUSIC]) {
      const texts = copyTemplates(given, { channel, tone: 'headline', segment: 'Premium VIP' }).flatMap(
        (template) => fillTemplate(template, given, 'USD', false) ?? [],
      );
      expect(texts.length).toBeGreaterThan(5);
      for (const text of texts) {
        expect(text).not.toMatch(/free private|5% off|\bprice\b|pay less/i);
      }
    }
  }
});

test('the coupon shows cashback as cashback, and no figure where there is none', () => {
  const of = (given: Reward) =>
    couponForReward(given, { size: 'mms', currency: 'USD', message: 'Here it is.' }).figure;
  expect(of(MUSIC)).toEqual({ value: '5%', label: 'cashback' });
  expect(of(DINNER)).toBeUndefined();
});
