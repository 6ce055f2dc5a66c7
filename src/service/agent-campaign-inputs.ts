import type { Person } from '../campaigns/audience.ts';
import { type BehaviourFacts, recentBaskets } from '../campaigns/trigger.ts';
import type { Transaction } from '../domain/customer.ts';
import { type Result, success } from '../domain/result.ts';
import { emptyLedger, type Ledger } from '../guardrails/policy/ledger.ts';
import type { LoadedPolicy } from '../guardrails/policy/policy.ts';
import type { TransactionTable } from '../profiling/transaction-table.ts';
import type { Storage } from '../storage/storage.ts';
import type { ReadDraft } from './agent-campaign-draft.ts';
import { policyIn, sharedCurrency } from './agent-campaign-policy.ts';
import type { LoadedCustomers } from './agent-customers.ts';
import type { AgentDesk } from './agent-desk.ts';
import { keptFile } from './agent-parts.ts';

/** What every campaign starts from, whatever its rewards. */
export interface AudienceInputs {
  readonly customers: LoadedCustomers;
  readonly people: readonly Person[];
  /** The average basket of each segment by name. */
  readonly segmentBaskets: Readonly<Record<string, number>>;
  readonly behaviour: BehaviourFacts;
  readonly currency: string;
  readonly policy: LoadedPolicy;
}

/**
 * Fails with `no-customers`, and with `two-currencies` where purchases and rewards name different ones.
 *
 * @param rewardCurrency what the rewards say of their money.
 */
export async function audienceInputs(
  desk: AgentDesk,
  { campaign }: Pick<ReadDraft, 'campaign'>,
  rewardCurrency?: string,
): Promise<Result<AudienceInputs>> {
  const customers = await desk.customers();
  if (!customers.ok) return customers;
  const { about, segments } = customers.value;
  const currency = sharedCurrency(about.currency, rewardCurrency);
  if (!currency.ok) return currency;
  const policy = await policyIn(currency.value);
  if (!policy.ok) return policy;
  const behaviour = await behaviourOf(desk, campaign.schedule, about.reference);
  if (!behaviour.ok) return behaviour;
  const segmentBaskets = Object.fromEntries(
    segments.flatMap(({ name, medians }) =>
      medians.averageBasket === undefined ? [] : [[name, medians.averageBasket]],
    ),
  );
  return success({
    customers: customers.value,
    people: peopleOf(customers.value),
    segmentBaskets,
    behaviour: behaviour.value,
    currency: currency.value,
    policy: policy.value,
  });
}

const known = new WeakMap<LoadedCustomers, readonly Person[]>();

/** Every customer with the name of their segment. */
export function peopleOf(customers: LoadedCustomers): readonly Person[] {
  const before = known.get(customers);
  if (before !== undefined) return before;
  const { profiles, assignments, segments } = customers;
  const people = profiles.map(
    (profile, i): Person => ({ profile, segment: segments[assignments[i] ?? -1]?.name ?? '' }),
  );
  known.set(customers, people);
  return people;
}

/** What was handed out over all runs, and its revision, 0 where nothing ever was. */
export async function currentLedger(
  storage: Storage,
  { policy }: LoadedPolicy,
): Promise<Result<{ readonly ledger: Ledger; readonly revision: number }>> {
  const stored = await storage.campaigns.ledger();
  if (!stored.ok) return stored;
  if (stored.value === undefined) return success({ ledger: emptyLedger(policy), revision: 0 });
  return success({ ledger: stored.value.ledger as Ledger, revision: stored.value.revision });
}

/** For triggers by basket; days count back from the day of the data, since a page may look at an old export. */
async function behaviourOf(
  desk: AgentDesk,
  schedule: ReadDraft['campaign']['schedule'],
  reference: number,
): Promise<Result<BehaviourFacts>> {
  if (schedule.kind !== 'by-behaviour' || schedule.when.event !== 'basket-above') return success(new Map());
  const { withinDays } = schedule.when;
  return desk.stored(async (storage) => {
    const table = await keptPurchases(storage);
    if (!table.ok) return table;
    const rows = table.value === undefined ? [] : purchasesIn(table.value);
    return success(recentBaskets(rows, withinDays, reference));
  });
}

/** The imported purchases; undefined where there is no file of them. */
export async function keptPurchases(storage: Storage): Promise<Result<TransactionTable | undefined>> {
  const file = await keptFile(storage, 'transactions');
  if (!file.ok) return file;
  const data = file.value?.data;
  return success(data?.kind === 'transactions' ? data.transactions : undefined);
}

export function* purchasesIn(
  table: TransactionTable,
): Generator<Pick<Transaction, 'customerId' | 'at' | 'amount'>> {
  const { length, customers, customer, at, amount } = table;
  for (let row = 0; row < length; row += 1) {
    const customerId = customers[customer[row] ?? -1];
    if (customerId === undefined) continue;
    yield { customerId, at: at[row] ?? 0, amount: amount[row] ?? 0 };
  }
}
