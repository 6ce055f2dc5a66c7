import type { Act } from './product.ts';
import { headline, sentence } from './template.ts';

const GOODS_ACTS: readonly Act[] = ['buy'];
const TAKEN: readonly Act[] = ['buy', 'book', 'enroll'];

/** Templates that state the product and the benefit only. */
export const PLAIN_TEMPLATES = [
  headline('{p} with {np}'),
  headline('{deal}'),
  headline('{p} {hook}, with {np}'),
  headline('{np} {hook}: {p}'),
  headline('{vp} with {a} {hook}', { kinds: ['points', 'cashback', 'welcomeBonus', 'pointsMultiplier'] }),
  headline('{do} and {vp}'),
  headline('{vp} when you {do}'),
  headline('say yes to {a} with {np}', { acts: TAKEN }),
  headline('{hook}: {a} with {np}'),
  headline('step up to {a} and {vp}', { acts: ['buy', 'join', 'book'], tiers: ['premium', 'mid'] }),
  sentence('{do} and {vp}.'),
  sentence('{do} {hook} and {vp}.'),
  sentence('{vp} when you {do}.'),
  sentence('{vp} when you {do} {hook}.'),
  sentence('{hook}, {do} and {vp}.'),
  sentence('{hook}: {deal}.'),
  sentence('{vpon}.'),
  sentence('{vpon} {hook}.'),
  sentence('{a} {hook}, with {np}.'),
  sentence('{a} {hook}, now with {np}.'),
  sentence('just for you: {deal}.'),
  sentence('{a} {hook}, yours with {np}.'),
  sentence('looking for {a}? {vp} with us.'),
  sentence('thinking about {a}? {vp} with us.'),
  sentence('ready for {a}? {vp} with us.'),
  sentence('treat yourself to {a} and {vp}.', { acts: ['buy', 'book'], tiers: ['premium', 'mid'] }),
  sentence('treat yourself: {a} {hook}, with {np}.', { acts: ['buy', 'book'], tiers: ['premium', 'mid'] }),
  sentence('upgrade to {a} and {vp}.', { acts: GOODS_ACTS, tiers: ['premium'] }),
  sentence('your new {p} comes with {np}.', { acts: GOODS_ACTS, number: ['one'], groups: ['perk'] }),
  sentence('your {p} comes with {np}.', { acts: ['book', 'join'], number: ['one'], groups: ['perk'] }),
  sentence('go for {a} and {vp}.', { acts: ['buy', 'book', 'join'] }),
  sentence('small price, good choice: {deal}.', { tiers: ['value'], groups: ['saving', 'earning'] }),
  sentence('good value {hook}: {a} with {np}.', { tiers: ['value'] }),
  sentence('only the best {hook}: {a} with {np}.', { tiers: ['premium'] }),
  sentence('the best of its kind: {a} {hook}, with {np}.', { tiers: ['premium'], number: ['one'] }),
  sentence('choose {a} {hook}. {vp}.', { notKinds: ['priceLock'] }),
  sentence('meet {a} made {hook}, and {vp}.', { acts: GOODS_ACTS, number: ['one'] }),
  sentence('{do} {hook}, and we add {np}.', { kinds: ['gift', 'upgrade', 'points', 'voucher', 'warranty'] }),
  sentence('{vp}: {do} {hook}.'),
  sentence('we set aside {np} for you with {a}.', {
    kinds: ['gift', 'points', 'voucher', 'upgrade', 'welcomeBonus'],
  }),
  sentence('start with {a} {hook} and {vp}.', {
    acts: ['subscribe', 'open', 'hire', 'enroll'],
    notKinds: ['trial', 'consultation'],
  }),
  sentence('give {a} a try with {np}.', { kinds: ['trial', 'freeMonths'] }),
];
