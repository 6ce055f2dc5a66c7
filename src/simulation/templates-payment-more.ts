import type { BenefitKind } from './benefits.ts';
import { headline, sentence } from './template.ts';
import { LESS, MONEY_BENEFITS } from './templates-goal.ts';
import { NOT_LATER, PAYS } from './templates-payment.ts';

/** Payment methods one can have at hand. */
const HANDY: readonly string[] = ['Credit Card', 'Debit Card', 'Digital Wallet'];
/** Methods that read well after `paying`. */
const PAYABLE: readonly string[] = [...HANDY, 'Bank Transfer', 'Cash'];
const NOT_CASH: readonly string[] = [...HANDY, 'Bank Transfer', 'Buy Now Pay Later'];
/** Benefits whose words link to the product by `with`. */
const WITH: readonly BenefitKind[] = [
  'freeMonths',
  'voucher',
  'welcomeBonus',
  'gift',
  'upgrade',
  'consultation',
];
/** Would read `gets you no fee`. */
const FEE: readonly BenefitKind[] = ['feeWaiver'];
/** Nothing is paid yet. */
const FIRST_FREE: readonly BenefitKind[] = ['trial', 'consultation'];
const RETURNS: readonly BenefitKind[] = ['cashback', 'points', 'pointsMultiplier'];

/** More templates that tie the offer to a payment method, alone or with another optional part. */
export const MORE_PAYMENT_TEMPLATES = [
  headline('{use}: {deal}', { methods: HANDY }),
  headline('{deal} with {use}', { notKinds: WITH }),
  headline('use {use} and {vpon}', { methods: NOT_LATER }),
  headline('{a} {hook}: {np} with {use}'),
  headline('{users} get {deal}', { notKinds: FEE }),
  headline('{method} offer: {deal}', { methods: NOT_CASH }),
  headline('{p} with a {method} extra: {np}', {
    methods: [...HANDY, 'Bank Transfer'],
    groups: ['earning', 'perk'],
  }),
  headline('reserved for {users}: {p} with {np}'),
  headline('{p} {hook}: pay {by} and {vp}', { notKinds: PAYS }),
  sentence('paying {by} means {deal}.', { methods: PAYABLE, notKinds: ['installments'] }),
  sentence('{use} gets you {deal}.', { notKinds: FEE }),
  sentence('{hook}: {a}, and {use} gets you {np}.', { notKinds: FEE }),
  sentence('with {use}, you {vpon}.'),
  sentence('reach for {use} and {vpon}.', { methods: HANDY }),
  sentence('put {use} to work: {deal}.', { methods: HANDY }),
  sentence('choose {use} at checkout and {vpon}.', { acts: ['buy', 'place', 'book', 'subscribe'] }),
  sentence('{a} {hook}: pick {use} at checkout and {vp}.', { acts: ['buy', 'book', 'subscribe'] }),
  sentence('the easy way to {vpon}: {use}.', { notKinds: [...FIRST_FREE, 'warranty'] }),
  sentence('{vpon} by using {use}.'),
  sentence('pair {a} with {use} and {vp}.', { methods: HANDY, acts: ['buy', 'book', 'subscribe', 'join'] }),
  sentence('{a} and {use} go well together: {vp}.', {
    methods: [...HANDY, 'Buy Now Pay Later'],
    acts: ['buy', 'book', 'subscribe', 'join'],
  }),
  sentence('when {use} does the paying, you {vpon}.', {
    methods: [...HANDY, 'Cash'],
    notKinds: PAYS,
  }),
  sentence('eyeing {a}? use {use} and {vp}.', { acts: ['buy', 'book'] }),
  sentence('ready to order {a}? have {use} handy and {vp}.', { methods: HANDY, acts: ['buy'] }),
  sentence('{a} on your list? pay {by} and {vp}.', { acts: ['buy', 'book'], notKinds: PAYS }),
  sentence('paying {by}? {vpon}.', { methods: PAYABLE, notKinds: PAYS }),
  sentence('prefer to pay {by}? choose {a} and {vp}.', {
    acts: ['buy', 'book', 'subscribe', 'join', 'insure', 'hire'],
    notKinds: PAYS,
  }),
  sentence('how will you pay for {a}? {by}, and you {vp}.', { notKinds: PAYS }),
  sentence('want to {vp}? pay for {a} {by}.', { notKinds: [...PAYS, ...FIRST_FREE] }),
  sentence('why pay {by}? to {vpon}.', { notKinds: PAYS }),
  sentence('a good reason to pay {by}: {deal}.', { notKinds: ['installments'] }),
  sentence('choose {a}, pay {by}, and {vp}.', { methods: PAYABLE, notKinds: PAYS }),
  sentence('{a} {hook}. pay {by} and {vp}.', { notKinds: PAYS }),
  sentence('{do} {hook}. {use} gets you {np}.', { notKinds: FEE, acts: ['buy', 'book', 'place'] }),
  sentence('settle the bill for {a} {by} and {vp}.', {
    acts: ['buy', 'book'],
    notKinds: ['installments'],
  }),
  sentence('treat yourself to {a}, pay {by}, and {vp}.', {
    acts: ['buy', 'book'],
    tiers: ['mid', 'premium'],
    notKinds: PAYS,
  }),
  sentence('order {a} {by}, and {vp}.', { acts: ['buy'], notKinds: ['installments'] }),
  sentence('book {a} {by} and enjoy {np}.', { acts: ['book'] }),
  sentence('sign up {by} for {a} and {vp}.', { acts: ['subscribe', 'join', 'hire'] }),
  sentence('join {by} and {vp}: {a} {hook}.', { acts: ['join'] }),
  sentence('enroll {by} and {vpon}.', { acts: ['enroll'] }),
  sentence('get covered and {vp}: {a}, paid {by}.', { acts: ['insure'], methods: PAYABLE }),
  sentence('{hook}, {users} get {deal}.', { notKinds: FEE }),
  sentence('a thank-you to {users}: {deal}.'),
  sentence('{users}: {a} {hook}, with {np}.', { number: ['one', 'mass'] }),
  sentence('fancy {a}? {users} {vp}.', {
    acts: ['buy', 'book'],
    groups: ['saving', 'earning'],
  }),
  sentence('{users}, choose {a} {hook} and {vp}.', { acts: ['buy', 'subscribe', 'join', 'insure', 'hire'] }),
  sentence('a lower price for {users}: {deal}.', { kinds: ['percentOff', 'moneyOff'] }),
  sentence('something back for {users}: {deal}.', { kinds: RETURNS }),
  sentence('a little extra for {users}: {deal}.', { groups: ['perk'] }),
  sentence('one less fee for {users}: {deal}.', { kinds: FEE }),
  sentence('let {a} earn you something: {np} with {use}.', { kinds: RETURNS, acts: ['buy', 'book'] }),
  sentence('take it in steps with {use}: {deal}.', {
    kinds: ['installments'],
    methods: [...HANDY, 'Buy Now Pay Later'],
  }),
  sentence('big plans, small steps: {use} gets you {deal}.', {
    kinds: ['installments'],
    methods: [...HANDY, 'Buy Now Pay Later'],
  }),
  sentence('small price, smart choice: {use} gets you {deal}.', {
    tiers: ['value'],
    groups: ['saving', 'earning'],
    notKinds: FEE,
  }),
  sentence('debit card in hand? {vpon}.', { methods: ['Debit Card'] }),
  sentence('swipe your debit card for {a} and {vp}.', { methods: ['Debit Card'], acts: ['buy', 'book'] }),
  sentence('your debit card goes further here: {deal}.', { methods: ['Debit Card'] }),
  sentence('more from your credit card: {deal}.', {
    methods: ['Credit Card'],
    groups: ['saving', 'earning'],
  }),
  sentence('charge {a} to your credit card and {vp}.', {
    methods: ['Credit Card'],
    notKinds: FIRST_FREE,
  }),
  sentence('open your digital wallet and {vpon}.', { methods: ['Digital Wallet'] }),
  sentence('phone out, digital wallet open: {deal}.', {
    methods: ['Digital Wallet'],
    acts: ['buy', 'book'],
  }),
  sentence('{a} {hook}: one tap of your digital wallet, and you {vp}.', {
    methods: ['Digital Wallet'],
    acts: ['buy', 'book', 'subscribe', 'place'],
  }),
  sentence('{a} {hook}, yours with Buy Now Pay Later and {np}.', {
    methods: ['Buy Now Pay Later'],
    acts: ['buy', 'book', 'subscribe', 'join'],
  }),
  sentence('Buy Now Pay Later works for {a}, with {np} on top.', {
    methods: ['Buy Now Pay Later'],
    groups: ['earning', 'perk'],
  }),
  sentence('send a bank transfer for {a} and {vp}.', {
    methods: ['Bank Transfer'],
    notKinds: FIRST_FREE,
  }),
  sentence('a simple bank transfer covers {a}, with {np}.', {
    methods: ['Bank Transfer'],
    notKinds: ['installments', ...FIRST_FREE],
  }),
  sentence('no card needed: pay by bank transfer and {vpon}.', {
    methods: ['Bank Transfer'],
    notKinds: PAYS,
  }),
  sentence('cash still counts: {deal}.', { methods: ['Cash'] }),
  sentence('cash is welcome here: {vpon}.', { methods: ['Cash'], notKinds: ['installments'] }),
  sentence('keep it simple: pay cash and {vpon}.', { methods: ['Cash'], notKinds: PAYS }),

  headline('{deal} {where} with {use}', { notKinds: WITH }),
  headline('{where} for {users}: {deal}'),
  sentence('use {use} {where} and {vpon}.'),
  sentence('{do} {where} with {use}, and {vp}.'),
  sentence('shop {where}, pay {by}, and {vpon}.', { acts: ['buy'], notKinds: PAYS }),
  sentence('{where}, {use} gets you {deal}.', { notKinds: FEE }),
  sentence('{where}, {users} get {np} with {a} {hook}.', { notKinds: FEE }),
  sentence('paying {by} {where} means {deal}.', { methods: PAYABLE, notKinds: ['installments'] }),
  sentence('look {where}: {users} get {deal}.', { notKinds: FEE }),
  sentence('have {use} ready {where} and {vpon}.', { methods: HANDY }),
  sentence('find {a} {where}, check out {by}, and {vp}.', { acts: ['buy', 'book', 'subscribe'] }),

  headline('{use}: {deal} {cond}', { methods: HANDY }),
  headline('{vpon} {cond}: an offer for {users}'),
  sentence('use {use} for {a}, and {vp} {cond}.'),
  sentence('{use} gets you {deal} {cond}.', { notKinds: FEE }),
  sentence('{cond}, use {use} and {vpon}.'),
  headline('{cond}: {deal} with {use}', { notKinds: WITH }),
  sentence('{users}, {vpon} {cond}.'),
  sentence('{a} {hook}. {users}, {vp} {cond}.'),
  sentence('reaching for {use}? {vpon} {cond}.', { methods: HANDY }),
  sentence('{do} with {use}. {vp} {cond}.'),
  sentence('a thank-you to {users}: {vpon} {cond}.'),

  headline('{fans}: use {use} and {vpon}'),
  headline('{deal} for {fans} with {use}'),
  sentence('{a} that suits {fans}: pay {by} and {vp}.', { notKinds: PAYS, number: ['one', 'mass'] }),
  sentence('{fans}, {use} gets you {deal}.', { notKinds: FEE }),
  sentence('{fans}, use {use} and {vpon}.'),
  sentence('{fans}, reach for {use} and {vpon}.', { methods: HANDY }),
  sentence('with {fans} in mind: {a} {hook}, and {np} when you pay {by}.', { notKinds: PAYS }),
  sentence('{fans}: {a}, with {np} when you pay {by}.', { notKinds: ['installments'] }),
  sentence('{fans}: {a}, with {np} for {users}.', {
    acts: ['buy', 'book', 'subscribe', 'join'],
  }),
  sentence('{fans}, paying {by}? {vpon}.', { methods: PAYABLE, notKinds: PAYS }),
  sentence('{fans} may like {a} {hook}. pay {by} and {vp}.', { notKinds: PAYS }),
  sentence('{fans}, {a} and {use} make a good pair: {vp}.', { methods: HANDY, acts: ['buy', 'book'] }),
  sentence('note to {fans}: {deal} when you pay {by}.', { notKinds: ['installments'] }),
  sentence('{do}, {fans}, and let {use} get you {np}.', { notKinds: FEE }),

  headline('{achieve}: {deal} for {users}'),
  headline('{use}: {deal} and more for {toward}', { kinds: MONEY_BENEFITS, methods: HANDY }),
  sentence('use {use}, {vpon}, and have more left for {toward}.', { kinds: LESS }),
  sentence('{use} gets you {deal}, and leaves more for {toward}.', { kinds: LESS }),
  sentence('paying {by} means {deal}, and a bit more for {toward}.', {
    kinds: MONEY_BENEFITS,
    methods: PAYABLE,
  }),
  sentence('{users}: {deal}, with the difference for {toward}.', {
    kinds: ['percentOff', 'moneyOff'],
  }),
  sentence('earn with {use} and send it to {toward}: {deal}.', { kinds: ['cashback'] }),
  sentence('let {use} chip in for {toward}: {deal}.', { kinds: MONEY_BENEFITS }),
  sentence('use {use}, {vpon}, and give {toward} a lift.', { kinds: MONEY_BENEFITS }),
  sentence('{a} {hook}. use {use}, {vp}, and move {toward} along.', { kinds: MONEY_BENEFITS }),
  sentence('{vpon} with {use}, and put the difference toward {toward}.', {
    kinds: ['percentOff', 'moneyOff'],
  }),
  sentence('{deal} with {use}: the difference can go to {toward}.', {
    kinds: ['percentOff', 'moneyOff'],
  }),
  sentence('{achieve} with {a}, and use {use} to {vp}.', { notKinds: PAYS }),
  sentence('ready to {achieve}? use {use} for {a} and {vp}.'),
  sentence('{a} to help you {achieve}, with {np} for {users}.'),
  sentence('want to {achieve}? {use} gets you {deal}.', { notKinds: FEE }),
  sentence('serious about {goals}? use {use} and {vpon}.'),
  sentence('for {users} working on {goals}: {deal}.'),
];
