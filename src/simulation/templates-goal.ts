import type { BenefitKind } from './benefits.ts';
import { headline, sentence } from './template.ts';

/** Benefits that leave money over, so that it can go toward a goal the product itself does not serve. */
export const MONEY_BENEFITS: readonly BenefitKind[] = ['percentOff', 'moneyOff', 'cashback', 'freeMonths'];
/** Leave money over by costing less. */
export const LESS: readonly BenefitKind[] = ['percentOff', 'moneyOff', 'freeMonths'];
const BACK: readonly BenefitKind[] = ['cashback'];

/** Templates that name a financial goal, alone or with an audience or condition. */
export const GOAL_TEMPLATES = [
  headline('{p} for {goals}', { kinds: ['none'] }),
  headline('for {goals}: {p}', { kinds: ['none'], acts: ['hire'] }),
  sentence('{achieve} with {a} {hook}.', { kinds: ['none'] }),
  sentence('{do} to {achieve}.', { kinds: ['none'] }),

  headline('{p} for {goals} with {np}'),
  headline('{deal} for {goals}', { acts: ['open', 'hire', 'insure', 'apply'] }),
  headline('{achieve} with {a} and {vp}'),
  headline('{do} for {goals} and {vp}', { acts: ['open', 'hire', 'apply', 'enroll', 'insure'] }),
  sentence('{do} to {achieve} and {vp}.'),
  sentence('{achieve} with {a} and {vp}.'),
  sentence('{achieve} with {a} {hook}, plus {np}.'),
  sentence('ready to {achieve}? {do} and {vp}.'),
  sentence('want to {achieve}? {do} and {vp}.'),
  sentence('{do} {hook}, {achieve}, and {vp}.', { acts: ['open', 'hire'] }),
  sentence('{vp} when you {do} to {achieve}.'),
  sentence('{a} to help you {achieve}, with {np}.'),
  sentence('working toward {toward}? {do} and {vp}.', {
    acts: ['open', 'hire', 'subscribe', 'apply', 'enroll', 'insure'],
  }),
  sentence('a step toward {toward}: {deal}.', { acts: ['open', 'hire', 'subscribe', 'enroll', 'insure'] }),
  sentence('to {achieve}, {do} and {vp}.'),
  sentence('plan ahead: {a} to {achieve}, with {np}.', { acts: ['open', 'hire', 'insure', 'subscribe'] }),
  sentence('for {goals}: {deal}.'),

  sentence('{vpon} and leave more for {toward}.', { kinds: LESS }),
  sentence('{vpon} and keep {toward} on track.', { kinds: [...LESS, ...BACK] }),
  sentence('{do}, {vp}, and keep {toward} on track.', { kinds: [...LESS, ...BACK] }),
  sentence('{do}, {vp}, and have more left for {toward}.', { kinds: LESS }),
  sentence('{vpon} and put it toward {toward}.', { kinds: BACK }),
  sentence('{do}, {vp}, and send it to {toward}.', { kinds: BACK }),
  sentence('keep more for {toward}: {deal}.', { kinds: LESS }),
  sentence('{a} {hook}, with {np} to put toward {toward}.', { kinds: BACK }),
  sentence('enjoy {a} and still add to {toward}: {vp}.', {
    kinds: [...LESS, ...BACK],
    acts: ['buy', 'book', 'subscribe', 'join'],
  }),
  headline('{deal} and more left for {toward}', { kinds: LESS }),
  headline('{deal} to put toward {toward}', { kinds: BACK }),

  sentence('{fans}: {deal}, and more left for {toward}.', { kinds: LESS }),
  sentence('{fans}, {vpon} and keep {toward} on track.', { kinds: [...LESS, ...BACK] }),
  sentence('for {fans}: {a} with {np} to put toward {toward}.', { kinds: BACK }),
  sentence('{fans}, {achieve} with {a} and {vp}.'),
  headline('{p} for {fans}: {achieve} and {vp}', { acts: ['hire', 'open', 'subscribe', 'insure'] }),

  sentence('{achieve} with {a}, and {vp} {cond}.'),
  sentence('{cond}, {vpon} and keep {toward} on track.', { kinds: [...LESS, ...BACK] }),
  sentence('{do} to {achieve}, and {vp} {cond}.'),
  sentence('{vpon} {cond}, and leave more for {toward}.', { kinds: LESS }),

  sentence('{achieve} {where}: {do} and {vp}.', { acts: ['open', 'apply', 'hire', 'enroll', 'subscribe'] }),
  sentence('{do} {where} to {achieve}, and {vp}.', {
    acts: ['open', 'apply', 'hire', 'enroll', 'subscribe'],
  }),
  sentence('{vpon} {where} and leave more for {toward}.', { kinds: LESS }),
  headline('{deal} {where}, with more left for {toward}', { kinds: LESS }),
];
