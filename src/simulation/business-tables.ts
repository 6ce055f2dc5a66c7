import type { PastResponse, Transaction } from '../domain/customer.ts';
import type { Reward, RewardColumns } from '../domain/reward.ts';
import type { Column } from './csv-lines.ts';
import type { CustomerYear } from './purchases.ts';

/** The files of a simulated business and their columns; the deck's names where the deck has one. */

export const CUSTOMER_COLUMNS: readonly Column<CustomerYear>[] = [
  { name: 'customer_id', cell: ({ customer }) => customer.id },
  { name: 'First_name', missing: 0.01, cell: ({ customer }) => customer.firstName },
  { name: 'gender', missing: 0.02, cell: ({ customer }) => customer.persona.gender },
  { name: 'date_of_birth', form: 'date', missing: 0.02, cell: ({ customer }) => customer.dateOfBirth },
  { name: 'loyalty_tier', missing: 0.01, cell: ({ customer }) => customer.loyaltyTier },
  { name: 'points_balance', cell: ({ pointsBalance }) => pointsBalance },
  { name: 'zone', missing: 0.01, cell: ({ customer }) => customer.zone },
  { name: 'monthly_income', missing: 0.03, cell: ({ customer }) => customer.persona.monthlyIncome },
  { name: 'payment_method', missing: 0.02, cell: ({ customer }) => customer.persona.preferredPaymentMethod },
  { name: 'preferred_channel', missing: 0.01, cell: ({ customer }) => customer.contactChannel },
  { name: 'enrolled_on', form: 'date', cell: ({ customer }) => customer.enrolledAt },
];

/** One bill or return with what its row says of the customer. */
export interface BillRow {
  readonly year: CustomerYear;
  readonly bill: Transaction;
  readonly billId: number;
}

export const TRANSACTION_COLUMNS: readonly Column<BillRow>[] = [
  { name: 'customer_id', cell: ({ bill }) => bill.customerId },
  { name: 'First_name', missing: 0.01, cell: ({ year }) => year.customer.firstName },
  { name: 'loyalty_tier', missing: 0.01, cell: ({ year }) => year.customer.loyaltyTier },
  { name: 'Bill_id', cell: ({ billId }) => billId },
  { name: 'bill_amount', form: 'money', missing: 0.001, cell: ({ bill }) => bill.amount },
  { name: 'points_earned', cell: ({ bill }) => bill.pointsEarned },
  { name: 'points_redeemed', cell: ({ bill }) => bill.pointsRedeemed },
  { name: 'total_coupons_issued', cell: ({ bill }) => bill.couponsIssued },
  { name: 'coupons_redeemed_in_bill', cell: ({ bill }) => bill.couponsRedeemed },
  { name: 'store_name', missing: 0.005, cell: ({ bill }) => bill.store },
  { name: 'zone', missing: 0.005, cell: ({ bill }) => bill.zone },
  { name: 'transaction_date', form: 'date', missing: 0.001, cell: ({ bill }) => bill.at },
  { name: 'last_transaction_date', form: 'date', cell: ({ year }) => year.transactions.at(-1)?.at },
  { name: 'date_of_birth', form: 'date', missing: 0.02, cell: ({ year }) => year.customer.dateOfBirth },
  { name: 'category', missing: 0.02, cell: ({ bill }) => bill.category },
  { name: 'channel', missing: 0.01, cell: ({ bill }) => bill.channel },
];

export interface RewardRow {
  readonly reward: Reward;
  readonly columns: RewardColumns;
}

const DECK_COLUMNS: readonly (keyof RewardColumns)[] = [
  'offer_type',
  'offer_id',
  'offer_name',
  'total_value',
  'customers_count',
  'usage_count',
  'usage_rate',
  'value_per_customer',
  'value_per_usage',
  'total_value_log',
  'customers_count_log',
  'usage_count_log',
  'offer_type_freq',
  'offer_name_freq',
];

/** The deck's fourteen columns, then ours. Lists are separated by `|`. */
export const REWARD_COLUMNS: readonly Column<RewardRow>[] = [
  ...DECK_COLUMNS.map((name): Column<RewardRow> => ({ name, cell: ({ columns }) => columns[name] })),
  { name: 'product', cell: ({ reward }) => reward.product },
  { name: 'category', cell: ({ reward }) => reward.category },
  { name: 'discount_pct', cell: ({ reward }) => reward.discountPct },
  { name: 'amount_off', cell: ({ reward }) => reward.amountOff },
  { name: 'bonus_points', cell: ({ reward }) => reward.bonusPoints },
  { name: 'points_required', cell: ({ reward }) => reward.pointsRequired },
  { name: 'min_spend', cell: ({ reward }) => reward.minSpend },
  { name: 'payment_method', cell: ({ reward }) => reward.paymentMethod },
  { name: 'valid_from', form: 'date', cell: ({ reward }) => reward.validFrom },
  { name: 'valid_until', form: 'date', cell: ({ reward }) => reward.validUntil },
  { name: 'segments', cell: ({ reward }) => reward.segments?.join('|') },
  { name: 'channels', cell: ({ reward }) => reward.channels?.join('|') },
  { name: 'cost_per_use', form: 'money', missing: 0.02, cell: ({ reward }) => reward.costPerUse },
  { name: 'credit_like', cell: ({ reward }) => (reward.creditLike === true ? 'yes' : 'no') },
];

export const RESPONSE_COLUMNS: readonly Column<PastResponse>[] = [
  { name: 'customer_id', cell: ({ customerId }) => customerId },
  { name: 'offer_id', cell: ({ rewardId }) => rewardId },
  { name: 'offered_on', form: 'date', missing: 0.005, cell: ({ at }) => at },
  { name: 'accepted', missing: 0.002, cell: ({ accepted }) => (accepted ? 1 : 0) },
];
