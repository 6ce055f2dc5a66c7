import { headline, sentence } from './template.ts';

/** Templates that address the people who share an interest. */
export const FANS_TEMPLATES = [
  headline('{p} for {fans}, with {np}'),
  headline('{fans}: {deal}'),
  headline('for {fans}: {p} with {np}'),
  headline('{deal} for {fans}'),
  sentence('{fans}: {deal}.'),
  sentence('{fans}: {a} {hook}, with {np}.'),
  sentence('calling all {fans}: {vpon}.'),
  sentence('calling all {fans}: {deal}.'),
  sentence('made for {fans}: {a} with {np}.', { acts: ['buy', 'book', 'subscribe', 'enroll'] }),
  sentence('{a} that {fans} will love, with {np}.', { acts: ['buy', 'book', 'subscribe', 'join', 'enroll'] }),
  sentence('good news for {fans}: {deal}.'),
  sentence('{fans}, {do} and {vp}.'),
  sentence('{fans}, this is for you: {deal}.'),
  sentence('{fans} may like {a} {hook}, with {np}.'),
  sentence('{do} and {vp}, an offer for {fans}.', { acts: ['buy', 'book', 'subscribe', 'enroll'] }),
  sentence('picked for {fans}: {a}, with {np}.'),
  sentence('what {fans} want: {deal}.', { acts: ['buy', 'book', 'subscribe', 'join'] }),

  sentence('for {fans}: {deal} {cond}.'),
  sentence('{fans}, {vpon} {cond}.'),
  sentence('{cond}, {fans} get {deal}.', {
    kinds: ['percentOff', 'moneyOff', 'cashback', 'gift', 'upgrade', 'voucher', 'freeDelivery'],
  }),
  headline('{fans}: {deal} {cond}'),

  sentence('{fans}, {do} {where} and {vp}.'),
  sentence('{fans}, look {where}: {deal}.'),
  headline('{fans}: {deal} {where}'),
  sentence('{vpon} {where}, an offer for {fans}.'),
];
