import type { BenefitKind } from './benefits.ts';
import type { Channel } from './offer-record.ts';
import type { Act } from './product.ts';
import { headline, sentence } from './template.ts';

const SIGN_UP: readonly Act[] = ['subscribe', 'join', 'enroll', 'hire'];
const REMOTE: readonly Channel[] = ['online', 'app'];
const PRICE_CUTS: readonly BenefitKind[] = ['percentOff', 'moneyOff'];

/** Templates that say where the offer holds, alone or with a condition. */
export const CHANNEL_TEMPLATES = [
  headline('{do} {where} and {vp}'),
  headline('{vp} {where}: {a} {hook}'),
  sentence('{do} {where} and {vp}.'),
  sentence('{vp} when you {do} {where}.'),
  sentence('now {where}: {a} {hook}, with {np}.'),
  sentence('{hook}: {do} {where} and {vp}.'),
  sentence('find {a} {hook} {where}, with {np}.', { acts: ['buy', 'book', 'enroll', 'subscribe', 'join'] }),
  sentence('waiting for you {where}: {a} with {np}.'),
  sentence('a better deal {where}: {deal}.', { groups: ['saving', 'earning'] }),
  sentence('{where}: {deal}.'),

  // For most products and benefits
  headline('{p} {where}: {np}'),
  headline('{deal}, available {where}'),
  sentence('{where}, {vpon}.'),
  sentence('{where}, {do} {hook}, and {vp}.'),
  sentence('{hook}: {a} {where}, with {np}.'),
  sentence('{hook}, look {where}: {deal}.'),
  sentence('take a look {where}: {a} {hook}, with {np}.'),
  sentence('make it easy: {do} {where} and {vp}.'),
  sentence('if you {do} {where}, you {vp}.'),
  sentence('{where} you can {vp} when you {do}.', { notKinds: ['warranty'] }),
  sentence('choosing {a} {where} means you {vp}.'),
  sentence('need {a} {hook}? look {where} and {vp}.'),
  sentence('{do} {where}. the extra: {np}.', { kinds: ['gift', 'upgrade', 'points', 'voucher'] }),
  sentence('{vp} {where} with {a} {hook}.', {
    kinds: ['gift', 'voucher', 'welcomeBonus', 'freeMonths', 'points', 'upgrade'],
  }),
  sentence('choose {a} {where}, and we add {np}.', {
    kinds: ['gift', 'voucher', 'points', 'upgrade', 'warranty'],
  }),

  // Buy
  headline('{deal}: order {where}', { acts: ['buy'] }),
  headline('buy {where} and {vp}: {p} {hook}', { acts: ['buy'] }),
  sentence('shop {where} for {a} and {vp}.', { acts: ['buy'] }),
  sentence('shopping {where}? {vpon}.', { acts: ['buy'] }),
  sentence('browse {where}, pick {a} {hook}, and {vp}.', { acts: ['buy'], channels: ['online', 'store'] }),
  sentence('find your new {p} {where} and {vp}.', { acts: ['buy'] }),
  sentence('{a} {hook}? find one {where} and {vp}.', { acts: ['buy'], number: ['one'] }),
  sentence('{p} {hook}? find a pair {where} and {vp}.', { acts: ['buy'], number: ['many'] }),
  sentence('how about {a}? order {where} and {vp}.', { acts: ['buy'] }),
  sentence('{a} {hook}, with {np}. order {where}.', { acts: ['buy'] }),
  sentence('{hook}, shop {where}: {vpon}.', { acts: ['buy'] }),
  sentence('a reason to order {where}: {deal}.', { acts: ['buy'] }),
  sentence('we have {a} {hook}, and {where} you {vp}.', { acts: ['buy'] }),
  sentence('bought {where}, {a} {hook} comes with {np}.', {
    acts: ['buy'],
    kinds: ['gift', 'warranty', 'voucher', 'freeDelivery', 'points'],
    number: ['one', 'mass'],
  }),
  sentence('it pays to shop {where}: {vpon}.', { acts: ['buy'], groups: ['earning'] }),
  sentence('pick out {a} {where} and {vp}.', { acts: ['buy'] }),

  // Book
  headline('{deal}: book {where}', { acts: ['book'] }),
  sentence('booking {where}? {vpon}.', { acts: ['book'] }),
  sentence('book {where} and {vp}: {a} {hook}.', { acts: ['book'] }),
  sentence('reserve your {p} {where} and {vp}.', { acts: ['book'] }),
  sentence('get ready {hook}: {do} {where} and {vp}.', { acts: ['book'] }),
  sentence('{a} {hook}, booked {where}, comes with {np}.', {
    acts: ['book'],
    number: ['one'],
    groups: ['earning', 'perk'],
  }),
  sentence('a reason to book {where}: {a} {hook}, with {np}.', { acts: ['book'] }),
  sentence('{a} {hook}? look {where}, pick a date, and {vp}.', { acts: ['book'], number: ['one'] }),

  // Sign up, open, apply, insure
  headline('{deal}: sign up {where}', { acts: SIGN_UP }),
  sentence('signing up {where}? {vpon}.', { acts: SIGN_UP }),
  sentence('sign up {where} and {vp}: {a} {hook}.', { acts: SIGN_UP }),
  sentence('want {a} {hook}? sign up {where} and {vp}.', { acts: SIGN_UP }),
  sentence('{hook}, sign up {where}: {a} with {np}.', { acts: SIGN_UP }),
  sentence('start {where} with {a} {hook}. {vp}.', {
    acts: ['open', 'subscribe', 'enroll', 'hire'],
    notKinds: ['trial', 'consultation'],
  }),
  sentence('{vpon}: enroll {where}.', { acts: ['enroll'] }),
  sentence('{a} {hook}: open yours {where} and {vp}.', { acts: ['open'], number: ['one'] }),
  sentence('apply {where} for {a} and {vp}.', { acts: ['apply'] }),
  sentence('{a} {hook}, with {np}: apply {where}.', { acts: ['apply'] }),
  sentence('{vpon}. apply {where} when it suits you.', { acts: ['apply'] }),
  sentence('get covered {where}: {a} {hook}, with {np}.', { acts: ['insure'] }),
  sentence('arrange your {p} {where} and {vp}.', { acts: ['insure'] }),

  // By the channel
  sentence('no need to leave the house: {do} {where} and {vp}.', {
    acts: ['buy', 'subscribe', 'open', 'apply', 'insure'],
    channels: REMOTE,
  }),
  sentence('from the couch: {do} {where} and {vp}.', { acts: ['buy', 'book', 'place'], channels: REMOTE }),
  sentence('a few clicks {where}: {a} {hook}, with {np}.', { channels: ['online'] }),
  sentence('a few taps {where}: {a} {hook}, with {np}.', { channels: ['app'] }),
  sentence('phone in hand, {do} {where} and {vp}.', { channels: ['app'] }),
  headline('a tap away {where}: {deal}', { channels: ['app'] }),
  sentence('stop by and {vp}: {a} {hook}, {where}.', { acts: ['buy'], channels: ['store'] }),
  sentence('see {a} up close {where} and {vp}.', { acts: ['buy'], channels: ['store'] }),
  sentence('on the shelf {where}: {a} {hook}, with {np}.', { acts: ['buy'], channels: ['store'] }),
  headline('see it, like it, take it home: {deal} {where}', {
    acts: ['buy'],
    channels: ['store'],
    number: ['one'],
  }),

  // By the benefit
  sentence('pay less {where}: {deal}.', { kinds: PRICE_CUTS }),
  sentence('{where}, {a} {hook} costs less: {np}.', { kinds: PRICE_CUTS, number: ['one', 'mass'] }),
  sentence('pay step by step {where}: {deal}.', { kinds: ['installments'] }),
  sentence('fix your price {where}: {deal}.', { kinds: ['priceLock'] }),
  sentence('try {a} {where} first: {np}.', { kinds: ['trial'] }),
  sentence('talk to us {where} about {a}: {np}.', { kinds: ['consultation'] }),
  sentence('collect more {where}: {deal}.', { kinds: ['points', 'pointsMultiplier'] }),

  // With a condition
  sentence('{do} {where} and {vp} {cond}.'),
  sentence('now {where}: {deal} {cond}.'),
  headline('{cond}: {deal} {where}'),
  sentence('{cond}, {do} {where} and {vp}.'),
  headline('{p} {where}: {np} {cond}'),
  sentence('{where}, {vpon} {cond}.'),
  sentence('{do} {where}. {cond}, you {vp}.'),
  sentence('{where}: {a} {hook}, with {np} {cond}.'),
  sentence('find {a} {where}, and {vp} {cond}.', { acts: ['buy', 'book', 'subscribe', 'join', 'enroll'] }),
  sentence('shopping {where}? {vpon} {cond}.', { acts: ['buy'] }),
  sentence('booking {a} {where}? {vp} {cond}.', { acts: ['book'] }),
  sentence('sign up {where} for {a}, and {vp} {cond}.', { acts: SIGN_UP }),
  sentence('open yours {where}: {deal} {cond}.', { acts: ['open'] }),
  sentence('get covered {where}: {vpon} {cond}.', { acts: ['insure'] }),
  sentence('add {a} to your order {where}, and {vp} {cond}.', { acts: ['buy'], conditions: ['minSpend'] }),
  sentence('nice to meet you {where}: {deal} {cond}.', { conditions: ['firstPurchase'] }),
  sentence('why go alone? {do} {where} and {vp} {cond}.', {
    acts: ['join', 'enroll'],
    conditions: ['referral'],
  }),
  sentence('the full year, {where}: {deal} {cond}.', { conditions: ['annualPlan'] }),
];
