import { measureKpis, wilson } from '../campaigns/kpis.ts';
import { outcomesOf } from '../campaigns/outcomes.ts';
import type { CustomerProfile, PastResponse, Transaction } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { CampaignService, RunResults } from './agent-campaign-contract.ts';
import { keptPurchases, purchasesIn } from './agent-campaign-inputs.ts';
import { learnOnce } from './agent-campaign-learned.ts';
import { keptResponses } from './agent-campaign-matching.ts';
import { notFinished } from './agent-campaign-review.ts';
import { isOfRun, type LoadedRun, type RunShelf } from './agent-campaign-run-book.ts';
import type { AgentDesk } from './agent-desk.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 3660;

/** What a run changed, from purchases and responses that were imported after it. */
export function createResults(desk: AgentDesk, shelf: RunShelf): Pick<CampaignService, 'results'> {
  return {
    async results({ runId, days }) {
      const period = readDays(days);
      if (!period.ok) return period;
      const customers = await desk.customers();
      if (!customers.ok) return customers;
      return desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        if (loaded.value.run.status !== 'finished') return notFinished(runId);
        const { plan } = loaded.value.material;
        const purchases = await keptPurchases(storage);
        if (!purchases.ok) return purchases;
        const from = plan.now;
        const until = from + days * DAY_MS;
        const known = purchases.value?.at.reduce((last, at) => Math.max(last, at), -Infinity) ?? -Infinity;
        if (purchases.value === undefined || known <= from) return noOutcomes(runId, from, known);
        const responses = await keptResponses(storage);
        if (!responses.ok) return responses;
        const { about, profiles } = customers.value;
        const compared = compareArms(loaded.value, days, purchasesIn(purchases.value), responses.value, {
          // A value that was estimated before the run tells nothing of what it did.
          ...(about.reference > from && { profiles }),
        });
        const { own, outcomes } = compared;
        const isSent = sentTo(loaded.value);
        const isOver = known >= until;
        const wasSent = loaded.value.offers.some(({ status }) => status === 'sent');
        // Responses that are imported teach the model itself; they must not count twice.
        const taught =
          isOver && wasSent && own.length === 0
            ? await learnOnce(
                storage,
                loaded.value,
                outcomes.filter(({ arm, customerId }) => arm === 'hold-out' || isSent(customerId)),
              )
            : success(false);
        if (!taught.ok) return taught;
        const results: RunResults = {
          ...compared.results,
          known,
          notes: [
            ...(!isOver
              ? [
                  `Purchases are known until ${day(known)}, but the period ends on ${day(until)}: it is not over yet.`,
                ]
              : []),
            ...(about.reference > from
              ? []
              : ['The profiles are older than the run, so nothing is said of lifetime value.']),
            ...(own.length === 0
              ? [
                  'No responses to these offers are imported, so every reward offered to a buyer counts as used.',
                ]
              : []),
            ...(taught.value ? ['The next campaigns go by what came of this one as well.'] : []),
            ...(wasSent
              ? []
              : [
                  'No offer of this run is marked as sent. If nothing went out, the arms differ by chance alone.',
                ]),
          ],
        };
        return success(results);
      });
    },
  };
}

/** Fails with `days-invalid`. */
export function readDays(days: number): Result<number> {
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return success(days);
  return failure('days-invalid', `The period is ${days} days; it must be 1 to ${MOST_DAYS}, whole.`, 'days');
}

/** Both arms of a run by what was bought after it and what was said to its offers. */
export function compareArms(
  loaded: LoadedRun,
  days: number,
  purchases: Iterable<Pick<Transaction, 'customerId' | 'at' | 'amount'>>,
  responses: readonly PastResponse[],
  value: { readonly profiles?: readonly CustomerProfile[] } = {},
) {
  const { plan } = loaded.material;
  const own = ownResponses(loaded, responses);
  const { marginShare, contactCost } = plan.economics;
  const told = outcomesOf(loaded.entries.filter(isOfRun), purchases, {
    days,
    marginShare,
    contactCost,
    ...(own.length > 0 && { usedCost: costOfUsed(loaded, own) }),
    ...value,
  });
  // Everybody stays in their arm, but nothing was spent on those whose offer did not go out.
  const isSent = sentTo(loaded);
  const outcomes = told.map((one) => (isSent(one.customerId) ? one : { ...one, cost: 0 }));
  const { holdOut: planned, seed } = plan.campaign;
  const results = {
    days,
    currency: plan.policy.policy.currency,
    from: plan.now,
    until: plan.now + days * DAY_MS,
    report: measureKpis(outcomes, { planned, seed }),
    ...(own.length > 0 && { responses: responseShare(loaded, own) }),
  };
  return { own, outcomes, results };
}

/** Responses to just the rewards that this run offered, after it. */
function ownResponses({ material: { plan }, book }: LoadedRun, all: readonly PastResponse[]) {
  return all.filter(({ customerId, rewardId, at }) => {
    const body = book.row(customerId)?.entry.body;
    return at !== undefined && at > plan.now && body?.kind === 'decided' && body.rewardId === rewardId;
  });
}

/** Whose offer went out: those marked as sent or, where nothing is, all whose offer nobody refused. */
export function sentTo({ offers }: LoadedRun): (customerId: string) => boolean {
  const marked = offers.some(({ status }) => status === 'sent');
  const sent = new Set(
    offers
      .filter(({ status }) => (marked ? status === 'sent' : status !== 'refused'))
      .map(({ decided }) => decided.customerId),
  );
  return (customerId) => sent.has(customerId);
}

function costOfUsed({ book }: LoadedRun, own: readonly PastResponse[]): ReadonlyMap<string, number> {
  return new Map(
    own.flatMap(({ customerId, accepted }): [string, number][] => {
      const body = book.row(customerId)?.entry.body;
      return accepted && body?.kind === 'decided' ? [[customerId, body.cents / 100]] : [];
    }),
  );
}

function responseShare(
  { book }: LoadedRun,
  own: readonly PastResponse[],
): NonNullable<RunResults['responses']> {
  const answers = new Map<string, boolean>();
  for (const { customerId, accepted } of own) {
    answers.set(customerId, accepted || answers.get(customerId) === true);
  }
  const accepted = [...answers.values()].filter(Boolean).length;
  const expected = [...answers.keys()].map((id) => {
    const body = book.row(id)?.entry.body;
    return body?.kind === 'decided' ? (body.contenders.at(-1)?.probability ?? 0) : 0;
  });
  const { value, low, high } = wilson(accepted, answers.size);
  const mean = expected.reduce((sum, each) => sum + each, 0) / answers.size;
  return { offered: answers.size, accepted, share: value, low, high, expected: mean };
}

function noOutcomes(runId: string, from: number, known: number) {
  const until = Number.isFinite(known) ? `end on ${day(known)}` : 'are not imported';
  return failure(
    'no-outcomes',
    `The purchases ${until}, and the run was on ${day(from)}. Import a file with purchases made after it, then look again.`,
    runId,
  );
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
