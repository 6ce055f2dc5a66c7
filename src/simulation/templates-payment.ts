import type { BenefitKind } from './benefits.ts';
import { headline, sentence } from './template.ts';

/** Would say `pay` twice. */
export const PAYS: readonly BenefitKind[] = ['installments', 'feeWaiver'];

/** Its name in capitals would make a headline of it look like the start of a sentence. */
export const NOT_LATER: readonly string[] = ['Credit Card', 'Debit Card', 'Digital Wallet', 'Bank Transfer'];

/** Templates that tie the offer to a payment method, alone or with a condition, channel or audience. */
export const PAYMENT_TEMPLATES = [
  headline('{p} with {np} for {users}'),
  headline('{deal} for {users}'),
  headline('{users}: {deal}'),
  headline('{vpon} when you pay {by}', {
    kinds: ['cashback', 'points', 'pointsMultiplier', 'percentOff', 'moneyOff'],
  }),
  headline('pay {by} and {vpon}', { methods: NOT_LATER, notKinds: PAYS }),
  headline('{users}: {p} {hook}, with {np}'),
  sentence('pay {by} and {vpon}.', { notKinds: PAYS }),
  sentence('pay for {a} {by} and {vp}.', { notKinds: PAYS }),
  sentence('{vpon} when you pay {by}.', { notKinds: ['installments'] }),
  sentence('{vp} when you pay for {a} {by}.', { notKinds: PAYS }),
  sentence('{do}, pay {by}, and {vp}.', { notKinds: PAYS }),
  sentence('use {use} for {a} and {vp}.'),
  sentence('choose {a} {hook}, use {use}, and {vp}.'),
  sentence('{do} {hook}, pay {by}, and {vp}.', { notKinds: PAYS }),
  sentence('{hook}, {do} and {vp} when you pay {by}.', { notKinds: PAYS }),
  sentence('{a} {hook}, with {np} when you pay {by}.', { notKinds: ['installments'] }),
  sentence('{users} get {np} with {a} {hook}.', { notKinds: ['feeWaiver'] }),
  sentence('{hook}: {deal} when you pay {by}.', { notKinds: PAYS }),
  sentence('for {users}: {deal}.'),
  sentence('{a} {hook}: {users} {vp}.', { notKinds: ['priceLock'] }),
  sentence('check out {by} and {vpon}.', { acts: ['buy', 'place', 'book', 'subscribe'] }),
  sentence('{do}, check out {by}, and {vp}.', { acts: ['buy', 'book'] }),
  sentence('{vp} at checkout: {do} and pay {by}.', {
    acts: ['buy', 'book'],
    kinds: ['percentOff', 'moneyOff', 'cashback', 'points', 'pointsMultiplier'],
  }),
  sentence('thinking about {a}? {vp} when you pay {by}.', { notKinds: PAYS }),
  sentence('buy now, pay later on {a} and {vp}.', {
    methods: ['Buy Now Pay Later'],
    acts: ['buy'],
    notKinds: PAYS,
  }),
  sentence('take {a} home, use Buy Now Pay Later, and {vp}.', {
    methods: ['Buy Now Pay Later'],
    acts: ['buy'],
  }),
  sentence('pay with Buy Now Pay Later: {a} {hook}, with {np}.', { methods: ['Buy Now Pay Later'] }),
  sentence('put {a} on your credit card and {vp}.', { methods: ['Credit Card'] }),
  sentence('let your credit card earn its keep: {deal}.', { methods: ['Credit Card'], groups: ['earning'] }),
  sentence('tap your digital wallet for {a} and {vp}.', { methods: ['Digital Wallet'] }),
  sentence('one tap of your digital wallet: {deal}.', {
    methods: ['Digital Wallet'],
    acts: ['buy', 'book', 'subscribe'],
  }),
  sentence('pay straight from your account by bank transfer and {vpon}.', {
    methods: ['Bank Transfer'],
    notKinds: PAYS,
  }),
  sentence('with your debit card, you {vpon}.', { methods: ['Debit Card'] }),
  sentence('pay cash for {a} and {vp}.', { methods: ['Cash'], notKinds: PAYS }),

  sentence('{do} {where}, pay {by}, and {vp}.', { notKinds: PAYS }),
  sentence('{vpon} {where} when you pay {by}.', { notKinds: PAYS }),
  sentence('{where}, {users} {vp} with {a}.', {
    kinds: ['cashback', 'points', 'pointsMultiplier', 'moneyOff'],
  }),
  headline('{deal} {where} for {users}'),

  sentence('{do}, pay {by}, and {vp} {cond}.', { notKinds: PAYS }),
  sentence('{cond}, pay {by} and {vpon}.', { notKinds: PAYS }),
  sentence('for {users}: {deal} {cond}.'),
  headline('{users}: {deal} {cond}'),

  sentence('for {fans}: pay {by} and {vpon}.', { notKinds: PAYS }),
  sentence('{fans}, {do}, pay {by}, and {vp}.', { notKinds: PAYS }),
  sentence('{fans}, {vpon} when you pay {by}.', {
    kinds: ['cashback', 'points', 'pointsMultiplier'],
  }),
  headline('{fans}: {p}, with {np} for {users}'),
  headline('{fans}: {deal} when you pay {by}', { notKinds: PAYS }),
  sentence('made for {fans}: {a} with {np} when you pay {by}.', {
    acts: ['buy', 'book', 'subscribe'],
    notKinds: ['installments'],
  }),

  sentence('pay {by}, {vpon}, and put it toward {toward}.', { kinds: ['cashback'] }),
  sentence('{vpon} when you pay {by}, and keep more for {toward}.', {
    kinds: ['percentOff', 'moneyOff', 'cashback', 'freeMonths'],
  }),
  sentence('pay {by}, {vpon}, and leave more for {toward}.', {
    kinds: ['percentOff', 'moneyOff', 'cashback'],
  }),
  sentence('{achieve} with {a}: pay {by} and {vp}.', {
    acts: ['hire', 'subscribe', 'enroll'],
    notKinds: PAYS,
  }),
  headline('{deal} when you pay {by}, with more left for {toward}', {
    kinds: ['percentOff', 'moneyOff', 'freeMonths'],
  }),
  headline('{p} for {goals}, with {np} when you pay {by}', {
    acts: ['hire', 'subscribe', 'enroll', 'insure'],
  }),
];
