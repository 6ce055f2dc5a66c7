import type { Transaction } from '../domain/customer.ts';
import type { Random } from '../domain/random.ts';
import type { BusinessCustomer } from './business-customer.ts';
import { BOUGHT_CATEGORIES, BUYING_CHANNELS } from './buying-habits.ts';
import { customerKind, type LoyaltyTier } from './customer-kinds.ts';
import { gamma, poisson } from './distributions.ts';
import { ONLINE_STORE, simulateStore } from './store-network.ts';

/** Writes the bills of one customer and keeps points and coupons from one to the next. */
export interface Till {
  /** A purchase on that day, midnight UTC. */
  bill(at: number): Transaction;
  /** A return of all or a part of a bill, on a later day. */
  takeBack(bought: Transaction, at: number): Transaction;
  /** Points left. */
  points(): number;
}

/** Stays within the customer's zone, where the bill is not from the home store. */
const OTHER_STORE_SHARE = 0.2;
const POINTS_PER_MONEY: Readonly<Record<LoyaltyTier, number>> = {
  Bronze: 1,
  Silver: 1,
  Gold: 1.5,
  Platinum: 2,
};
/** Points come off the price at a hundredth of the currency each, in hundreds. */
const POINT_WORTH = 0.01;
const REDEEMING_SHARE = 0.06;
const COUPONS_PER_BILL = 0.3;
/** @param enrolledInPeriod so that the customer brings neither points nor coupons from before it. */
export function openTill(customer: BusinessCustomer, random: Random, enrolledInPeriod: boolean): Till {
  const { habits, loyaltyTier, zone, homeStore } = customer;
  const { within } = customerKind(customer.kind).bill;
  const rate = POINTS_PER_MONEY[loyaltyTier];
  // Older customers bring points of about three months, and some coupons.
  const before = enrolledInPeriod ? 0 : (habits.ratePerYear * habits.meanBill * rate) / 4;
  let points = Math.round(before * random.next());
  let issued = enrolledInPeriod ? 0 : poisson(random, 2);
  let redeemed = 0;

  function bill(at: number): Transaction {
    const channel = draw(random, BUYING_CHANNELS, habits.channelShares);
    const category = draw(random, BOUGHT_CATEGORIES, habits.categoryShares);
    const list = gamma(random, within, habits.meanBill / within);
    if (random.next() < COUPONS_PER_BILL) issued += 1;
    const discounted = random.next() < habits.couponShare;
    let coupons = 0;
    if (discounted) {
      if (issued === redeemed) issued += 1;
      coupons = issued - redeemed > 1 && random.next() < 0.15 ? 2 : 1;
      redeemed += coupons;
    }
    const amount = cents(list * (discounted ? 1 - 0.05 - 0.25 * random.next() : 1));
    const spent = random.next() < REDEEMING_SHARE ? payable(points, amount) : 0;
    const earned = Math.floor(amount * rate);
    points += earned - spent;
    return {
      customerId: customer.id,
      at,
      amount,
      category,
      channel,
      store: channel !== 'store' ? ONLINE_STORE : store(),
      zone,
      discounted,
      pointsEarned: earned,
      pointsRedeemed: spent,
      couponsIssued: issued,
      couponsRedeemed: coupons,
    };
  }

  function store(): string {
    return random.next() < OTHER_STORE_SHARE ? simulateStore(random, zone) : homeStore;
  }

  /** All of it or a part; its points stay, so that no column but the amount is ever negative. */
  function takeBack(bought: Transaction, at: number): Transaction {
    const part = random.next() < 0.7 ? 1 : 0.2 + 0.6 * random.next();
    return {
      ...bought,
      at,
      amount: -Math.max(0.01, cents(bought.amount * part)),
      discounted: false,
      pointsEarned: 0,
      pointsRedeemed: 0,
      couponsRedeemed: 0,
    };
  }

  return { bill, takeBack, points: () => points };
}

/** As many hundreds of points as there are, and as half of the bill is worth. */
function payable(points: number, amount: number): number {
  return 100 * Math.floor(Math.min(points, (0.5 * amount) / POINT_WORTH) / 100);
}

function cents(amount: number): number {
  return Math.max(0.01, Math.round(amount * 100) / 100);
}

/** One item, by shares that add up to 1. */
function draw<T>(random: Random, items: readonly T[], shares: readonly number[]): T {
  let rest = random.next();
  let i = 0;
  for (; i < items.length - 1; i += 1) {
    rest -= shares[i] ?? 0;
    if (rest < 0) break;
  }
  return items[i] as T;
}
