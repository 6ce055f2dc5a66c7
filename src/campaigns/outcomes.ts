import type { CustomerProfile, Transaction } from '../domain/customer.ts';
import type { PersonOutcome } from './kpis.ts';
import type { LogEntry } from './run-log.ts';
import type { RunBody } from './run-record.ts';

export interface OutcomeOptions {
  /** Days after the run in which purchases count. */
  readonly days: number;
  /** Part of a purchase that is left as margin, 0 to 1. */
  readonly marginShare: number;
  /** What one message costs to send. */
  readonly contactCost: number;
  /** Cost of the rewards that were used, by customer; where left out, every reward offered to a buyer counts as used. */
  readonly usedCost?: ReadonlyMap<string, number>;
  /** Profiles made after the period, for lifetime value. */
  readonly profiles?: readonly CustomerProfile[];
}

const DAY_MS = 86_400_000;

/**
 * What became of everybody in a run, from the purchases of the days after it. Both arms are looked at for the same
 * period; purchases on the day of an offer before its moment do not count.
 */
export function outcomesOf(
  entries: readonly LogEntry<RunBody>[],
  transactions: Iterable<Pick<Transaction, 'customerId' | 'at' | 'amount'>>,
  options: OutcomeOptions,
): readonly PersonOutcome[] {
  const { days, marginShare, contactCost, usedCost } = options;
  const started = entries[0]?.body;
  if (started?.kind !== 'started') return [];
  const from = started.at;
  const until = from + days * DAY_MS;
  const bought = new Map<string, { readonly days: Set<number>; amount: number }>();
  for (const { customerId, at, amount } of transactions) {
    if (at <= from || at > until) continue;
    const before = bought.get(customerId) ?? { days: new Set(), amount: 0 };
    bought.set(customerId, before);
    before.amount += amount;
    // A return is no purchase.
    if (amount > 0) before.days.add(Math.floor(at / DAY_MS));
  }
  const values = new Map((options.profiles ?? []).map((one) => [one.id, one.expectedLifetimeValue]));
  return entries.flatMap(({ body }): PersonOutcome[] => {
    if (body.kind !== 'decided' && body.kind !== 'held-out') return [];
    const { customerId } = body;
    const own = bought.get(customerId);
    const purchases = own?.days.size ?? 0;
    const lifetimeValue = values.get(customerId);
    const sent = body.kind === 'decided' && body.source !== 'none';
    const reserved = body.kind === 'decided' && purchases > 0 ? body.cents / 100 : 0;
    const used = usedCost === undefined ? reserved : (usedCost.get(customerId) ?? 0);
    return [
      {
        customerId,
        arm: body.kind === 'decided' ? 'offer' : 'hold-out',
        converted: purchases > 0,
        repeated: purchases > 1,
        revenue: (own?.amount ?? 0) * marginShare,
        cost: (body.kind === 'decided' ? used : 0) + (sent ? contactCost : 0),
        ...(lifetimeValue !== undefined && { lifetimeValue }),
      },
    ];
  });
}
