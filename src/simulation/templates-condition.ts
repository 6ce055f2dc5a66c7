import type { BenefitKind } from './benefits.ts';
import { headline, sentence } from './template.ts';

const PRICE_CUTS: readonly BenefitKind[] = ['percentOff', 'moneyOff'];

/** Templates that set a condition, and state nothing optional besides. */
export const CONDITION_TEMPLATES = [
  headline('{deal} {cond}'),
  headline('{cond}, {vpon}'),
  headline('{p} with {np} {cond}'),
  sentence('{vpon} {cond}.'),
  sentence('{cond}, {vpon}.'),
  sentence('{do} and {vp} {cond}.'),
  sentence('{a} {hook}, with {np} {cond}.'),
  sentence('{hook}, {do} and {vp} {cond}.'),
  sentence('{do} {hook}, and {vp} {cond}.'),
  sentence('looking for {a}? {vp} {cond}.'),
  sentence('{cond}, {do} and {vp}.'),
  sentence('{hook}: {deal} {cond}.'),

  // For most products and benefits
  headline('{vp} {cond}: {p} {hook}'),
  sentence('{np} {cond}: {do} {hook}.'),
  sentence('{vp} {cond}. {do} {hook}.'),
  sentence('{a} {hook}. {cond}, you {vp}.'),
  sentence('{a} {hook}: {vp} {cond}.'),
  sentence('{hook}: {a}. {cond}, {vp}.'),
  sentence('how about {a} {hook}? {vp} {cond}.'),
  sentence('need {a} {hook}? {cond}, you {vp}.', { acts: ['buy', 'subscribe', 'insure', 'hire', 'enroll'] }),
  sentence('why not {do}? {cond}, you {vp}.'),
  sentence('one more reason to {do}: {np} {cond}.'),
  sentence('{cond} you {vpon}.'),
  sentence('{deal}? yes, {cond}.'),
  sentence('want to {vpon}? you can, {cond}.'),
  sentence('if {a} {hook} sounds right, {vp} {cond}.', { number: ['one', 'mass'] }),
  sentence('pay less for {a}: {np} {cond}.', { kinds: PRICE_CUTS }),
  sentence('get more from {a}: {vp} {cond}.', { groups: ['earning'], acts: ['buy', 'book', 'join', 'open'] }),
  sentence('{cond}, {vp} with {a} {hook}.', {
    kinds: ['gift', 'voucher', 'welcomeBonus', 'freeMonths', 'points', 'upgrade'],
  }),
  sentence('{cond}, {a} {hook} comes with {np}.', {
    acts: ['subscribe', 'join', 'insure', 'open', 'hire'],
    number: ['one', 'mass'],
  }),
  sentence('our offer {cond}: {deal}.', { acts: ['subscribe', 'join', 'insure', 'open', 'hire'] }),
  sentence('we bring it to your door {cond}: {deal}.', {
    acts: ['buy'],
    kinds: ['freeDelivery'],
    conditions: ['minSpend', 'two'],
  }),

  // A minimum to spend
  sentence('add {a} to your order and {vp} {cond}.', { acts: ['buy'], conditions: ['minSpend'] }),
  sentence('fill your cart: {vpon} {cond}.', { acts: ['buy'], conditions: ['minSpend'] }),
  sentence('build your order around {a} {hook}: {np} {cond}.', { acts: ['buy'], conditions: ['minSpend'] }),
  sentence('round out your cart with {a}, and {vp} {cond}.', {
    acts: ['buy'],
    conditions: ['minSpend'],
  }),
  headline('the whole order counts: {deal} {cond}', { acts: ['buy', 'place'], conditions: ['minSpend'] }),
  sentence('plan a little bigger: {a} {hook}, with {np} {cond}.', {
    acts: ['book'],
    conditions: ['minSpend'],
  }),

  // New customers
  headline('new here? {vpon} {cond}', { conditions: ['firstPurchase'] }),
  sentence('nice to meet you: {deal} {cond}.', { conditions: ['firstPurchase'] }),
  sentence('a friendly hello: {a} {hook}, with {np} {cond}.', { conditions: ['firstPurchase'] }),
  sentence('trying us out? {do} and {vp} {cond}.', { conditions: ['firstPurchase'] }),
  sentence('we have not met yet: {vpon} {cond}.', { conditions: ['firstPurchase'] }),
  sentence('start with {a} {hook}: {np} {cond}.', { conditions: ['firstPurchase'] }),

  // Autopay and the annual plan
  sentence('let the bills take care of themselves: {vpon} {cond}.', { conditions: ['autopay'] }),
  sentence('no due dates to remember: {deal} {cond}.', { conditions: ['autopay'] }),
  sentence('put {a} on autopilot: {vp} {cond}.', { conditions: ['autopay'], number: ['one', 'mass'] }),
  sentence('think in years, not months: {vpon} {cond}.', { conditions: ['annualPlan'] }),
  sentence('in it for the year? {vpon} {cond}.', { conditions: ['annualPlan'] }),
  sentence('settle in with {a} {hook}: {np} {cond}.', { conditions: ['annualPlan'] }),
  headline('a year well planned: {deal} {cond}', { conditions: ['annualPlan'] }),

  // Money paid in
  sentence('fund {a} {hook}, and {vp} {cond}.', { conditions: ['deposit'] }),
  sentence('let your deposit work harder: {vpon} {cond}.', {
    conditions: ['deposit'],
    kinds: ['rateBonus', 'welcomeBonus'],
  }),
  sentence('give {a} a good first balance: {np} {cond}.', { conditions: ['deposit'] }),
  headline('a stronger start: {deal} {cond}', { conditions: ['deposit'] }),

  // With someone else
  sentence('know someone who would like {a}? {vp} {cond}.', { conditions: ['referral'] }),
  sentence('why go alone? {vpon} {cond}.', { acts: ['join', 'enroll'], conditions: ['referral'] }),
  sentence('spread the word about {a}, and {vp} {cond}.', { conditions: ['referral'] }),
  sentence('too good to keep to yourself: {deal} {cond}.', { conditions: ['referral'] }),
  sentence('pass it on: {deal} {cond}.', { conditions: ['referral'] }),
  sentence('one for you, one to share: {vpon} {cond}.', { conditions: ['two'] }),
  sentence('two of a kind {hook}: {deal} {cond}.', { conditions: ['two'] }),
  sentence('make it a pair: {a} {hook}, with {np} {cond}.', { conditions: ['two'] }),
  headline('one is good, another is better: {deal} {cond}', { conditions: ['two'] }),
];
