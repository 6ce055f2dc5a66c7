import { failure, type Result, success } from '../domain/result.ts';
import { type OfferedPerson, simulateAftermath } from '../simulation/aftermath.ts';
import { customerIndex } from '../simulation/business-customer.ts';
import { simulateRewardCatalogue } from '../simulation/rewards.ts';
import type { CampaignService, RunResults } from './agent-campaign-contract.ts';
import { compareArms, readDays, sentTo } from './agent-campaign-results.ts';
import { notFinished } from './agent-campaign-review.ts';
import { isOfRun, type LoadedRun, type RunShelf } from './agent-campaign-run-book.ts';
import type { AgentDesk } from './agent-desk.ts';
import { SIMULATION_SEED } from './agent-rewards.ts';

/** How the simulated customers that come with the page were made; see their README. */
const SAMPLE = { seed: 1, days: 240 };

/** What would have come of a run if its simulated customers had gone on living. Nothing is kept and nothing learned. */
export function createSimulatedResults(
  desk: AgentDesk,
  shelf: RunShelf,
): Pick<CampaignService, 'simulateResults'> {
  return {
    async simulateResults({ runId, days }) {
      const period = readDays(days);
      if (!period.ok) return period;
      const customers = await desk.customers();
      if (!customers.ok) return customers;
      if (!customers.value.about.simulated) return notSimulated('These customers are', runId);
      return desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        if (loaded.value.run.status !== 'finished') return notFinished(runId);
        const people = offeredPeople(loaded.value);
        if (!people.ok) return people;
        const { now, campaign } = loaded.value.material.plan;
        const after = simulateAftermath(people.value, {
          business: SAMPLE,
          seed: campaign.seed,
          from: now,
          days,
        });
        const { results } = compareArms(loaded.value, days, after.transactions, after.responses);
        const simulated: RunResults = {
          ...results,
          known: results.until,
          simulated: true,
          notes: [
            'Nobody bought anything: the simulator that made these customers says what they would have done. Nothing of it is kept, and nothing is learned from it.',
            'Nothing is said of lifetime value, which is estimated from purchases that are imported.',
          ],
        };
        return success(simulated);
      });
    },
  };
}

/** Everybody of the run; those whose offer did not go out were offered nothing. */
function offeredPeople(loaded: LoadedRun): Result<readonly OfferedPerson[]> {
  const { run, entries } = loaded;
  const records = new Map(
    simulateRewardCatalogue(SIMULATION_SEED).map(({ reward, record }) => [reward.id, { reward, record }]),
  );
  const isSent = sentTo(loaded);
  const people: OfferedPerson[] = [];
  for (const { body } of entries.filter(isOfRun)) {
    if (body.kind !== 'decided' && body.kind !== 'held-out') continue;
    const { customerId } = body;
    if (customerIndex(customerId) === undefined) return notSimulated('These customers are', run.id);
    const rewardId = body.kind === 'decided' && body.source === 'candidate' ? body.rewardId : null;
    if (rewardId === null || !isSent(customerId)) {
      people.push({ customerId });
      continue;
    }
    const known = records.get(rewardId);
    if (known === undefined || loaded.book.reward(rewardId)?.name !== known.reward.name)
      return notSimulated('The rewards of this run are', run.id);
    people.push({ customerId, offer: { rewardId, record: known.record } });
  }
  return success(people);
}

function notSimulated(what: string, runId: string): Result<never> {
  return failure(
    'not-simulated',
    `${what} your own, so nobody can say what would come of it. Wait, and import the purchases made after the run.`,
    runId,
  );
}
