import type { CustomerProfile } from '../domain/customer.ts';
import { expectedPurchases, probabilityOfSilence } from './bg-nbd.ts';
import type { CustomerRecord } from './customer-record.ts';
import { DAY_MS } from './date-format.ts';
import { expectedSpend } from './gamma-gamma.ts';
import type { PurchaseModels } from './purchase-models.ts';
import { historyFrom, type KnownPurchases } from './purchases-of.ts';
import { ageAt } from './read-customer.ts';
import { type PurchaseSummary, toShares } from './summarise-transactions.ts';

export interface ProfileFrame {
  readonly referenceDay: number;
  readonly horizonDays: number;
  readonly models: PurchaseModels | undefined;
}

/** One profile; a field that nothing tells is absent. */
export function profileOf(
  record: CustomerRecord,
  summary: PurchaseSummary | undefined,
  known: KnownPurchases | undefined,
  { referenceDay, horizonDays, models }: ProfileFrame,
): CustomerProfile {
  const frequency = known?.frequency ?? 0;
  const monetary = known?.monetary ?? 0;
  const channelShares = filled(summary?.channelShares) ?? toShares(Object.entries(record.channelCounts));
  const [favourite] = Object.entries(channelShares).sort(([, a], [, b]) => b - a);
  return {
    id: record.id,
    ...present({
      name: record.name,
      gender: record.gender,
      age: ageAt(record, referenceDay * DAY_MS),
      monthlyIncome: record.monthlyIncome,
      loyaltyTier: record.loyaltyTier,
      pointsBalance: record.pointsBalance ?? summary?.points,
      zone: record.zone ?? summary?.zone,
      recencyDays: known?.recencyDays,
      tenureDays: known?.tenureDays,
      channelPreference: record.preferredChannel ?? favourite?.[0],
      discountAffinity: summary?.discountAffinity ?? dealShare(record, frequency),
      ...outlook(known, horizonDays, models),
    }),
    frequency,
    monetary,
    averageBasket: frequency === 0 ? 0 : monetary / frequency,
    categoryAffinity: filled(summary?.categoryAffinity) ?? affinityOf(record),
    channelShares,
    attributes: record.attributes,
  };
}

function outlook(
  known: KnownPurchases | undefined,
  horizonDays: number,
  models: PurchaseModels | undefined,
): Pick<Partial<CustomerProfile>, 'churnRisk' | 'expectedLifetimeValue'> {
  const history = known === undefined ? undefined : historyFrom(known, models?.period);
  if (known === undefined || history === undefined || models === undefined) return {};
  const churnRisk = Math.min(1, Math.max(0, probabilityOfSilence(models.purchases, history, horizonDays)));
  if (models.spend === undefined || known.monetary === undefined) return { churnRisk };
  const purchases = Math.max(0, expectedPurchases(models.purchases, history, horizonDays));
  const spend = expectedSpend(models.spend, known.frequency, known.monetary / known.frequency);
  return { churnRisk, expectedLifetimeValue: purchases * spend };
}

/** A preferred category without amounts counts as all of the spending. */
function affinityOf({ categorySpend, favouriteCategory }: CustomerRecord): Readonly<Record<string, number>> {
  const shares = toShares(Object.entries(categorySpend));
  return Object.keys(shares).length > 0 || favouriteCategory === undefined
    ? shares
    : { [favouriteCategory]: 1 };
}

/** Some exports count more purchases with a deal than purchases; then all had one. */
function dealShare({ discountedPurchases }: CustomerRecord, frequency: number): number | undefined {
  return discountedPurchases === undefined || frequency === 0
    ? undefined
    : Math.min(1, discountedPurchases / frequency);
}

function filled<T extends object>(record: T | undefined): T | undefined {
  return record === undefined || Object.keys(record).length === 0 ? undefined : record;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
