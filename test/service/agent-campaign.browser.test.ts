import { proxy, type Remote, wrap } from 'comlink';
import { deleteDB } from 'idb';
import { afterEach, expect, test } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import type { CampaignDraft, CampaignService } from '../../src/service/agent-campaign-contract.ts';
import type { AgentService } from '../../src/service/agent-contract.ts';
import { loadSampleFiles } from '../../src/studio/agent/sample-files.ts';

type Service = AgentService & CampaignService;

const SPRING: CampaignDraft = { name: 'Spring', goal: 'repeat', holdOut: 0.2 };
const everybody = { search: '', offset: 0, count: 1000 };
const workers = new Set<Worker>();

/** A tab's worker, whose end can be brought about. */
function open(): { readonly service: Remote<Service>; close(): void } {
  const worker = new Worker(new URL('../../workers/agent.worker.ts', import.meta.url), { type: 'module' });
  workers.add(worker);
  return {
    service: wrap<Service>(worker),
    close() {
      worker.terminate();
      workers.delete(worker);
    },
  };
}

afterEach(async () => {
  for (const worker of workers) worker.terminate();
  workers.clear();
  await deleteDB('offersmith');
});

function unwrap<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(result.failures.map(({ type, message }) => `${type}: ${message}`).join('\n'));
  return result.value;
}

const quiet = () => proxy(() => {});

async function business(service: Remote<Service>): Promise<string> {
  const plans = [];
  for (const file of unwrap(await loadSampleFiles())) {
    plans.push({ file, plan: unwrap(await service.inspect(file)).plan });
  }
  unwrap(await service.importFiles({ jobId: 'i', files: plans, mode: 'add', simulated: true }, quiet()));
  unwrap(await service.useSimulatedRewards());
  return unwrap(await service.saveCampaign(SPRING)).id;
}

/** The log without what names the run and its moment. */
async function decisions(service: Remote<Service>, id: string): Promise<unknown> {
  const { offers } = unwrap(await service.offers({ ...everybody, source: { of: 'run', id } }));
  return offers.map(({ customerId, gets, reward, text, probability }) => ({
    customerId,
    gets,
    reward,
    text,
    probability,
  }));
}

test('a worker that dies in the middle of a run leaves one that another takes up to the same end', async () => {
  const first = open();
  const campaignId = await business(first.service);
  let answered = 0;
  let working = true;
  const asking = (async () => {
    for (; working; answered += 1) unwrap(await first.service.rewardOverview());
  })();
  const dry = unwrap(await first.service.dryRun({ jobId: 'd', draft: SPRING, campaignId }, quiet()));
  working = false;
  await asking;
  // Other calls are answered while it works.
  expect(answered).toBeGreaterThan(20);
  const shown = unwrap(
    await first.service.offers({ ...everybody, source: { of: 'dry-run', id: dry.dryRunId } }),
  ).offers.map(({ customerId, text }) => ({ customerId, text }));

  const runId = await new Promise<string>((resolve) => {
    void first.service.startRun(
      { jobId: 'r', campaignId, dryRunId: dry.dryRunId },
      proxy(({ stage, done = 0, runId: id = '' }) => {
        if (stage !== 'deciding' || done < 100) return;
        first.close();
        resolve(id);
      }),
    );
  });

  const second = open();
  const [cut] = unwrap(await second.service.runs());
  expect(cut).toMatchObject({ id: runId, status: 'interrupted' });
  expect(cut?.done).toBeLessThan(dry.totals.members);
  // The customers are others by now; the run goes on with those that it began with.
  unwrap(await second.service.eraseCustomers());
  const run = unwrap(await second.service.resumeRun({ jobId: 'again', runId }, quiet()));
  expect(run).toMatchObject({ status: 'finished', totals: dry.totals });
  const given = (await decisions(second.service, runId)) as typeof shown;
  expect(given.map(({ customerId, text }) => ({ customerId, text }))).toEqual(shown);
  expect(unwrap(await second.service.verifyLog(runId, quiet()))).toEqual({ whole: true, ...run.log });
  expect(unwrap(await second.service.replayDecision(runId, 1))).toMatchObject({ same: true });
});

test('two tabs: one runs at a time, both see all of it, and a review in one is seen in the other', async () => {
  const [one, other] = [open(), open()];
  const campaignId = await business(one.service);
  const started = await Promise.all(
    [one, other].map(({ service }, i) => service.startRun({ jobId: `r${i}`, campaignId }, quiet())),
  );
  expect(started.filter(({ ok }) => ok)).toHaveLength(1);
  expect(started.find(({ ok }) => !ok)).toMatchObject({ failures: [{ type: 'run-elsewhere' }] });
  const [run] = unwrap(await other.service.runs());
  const id = run?.id ?? '';
  expect(run?.status).toBe('finished');

  const { offers } = unwrap(
    await one.service.offers({ ...everybody, source: { of: 'run', id }, show: 'offers' }),
  );
  const half = Math.floor(offers.length / 2);
  const ids = offers.map(({ offerId }) => offerId);
  const reviews = await Promise.all([
    one.service.approveOffers({ runId: id, select: { ids: ids.slice(0, half) }, by: 'Ana' }),
    other.service.refuseOffers({ runId: id, select: { ids: ids.slice(half) }, by: 'Bo' }),
  ]);
  expect(reviews.map(({ ok }) => ok)).toEqual([true, true]);
  const seen = unwrap(await one.service.run(id));
  expect(seen.review).toMatchObject({ approved: half, refused: offers.length - half });
  expect(unwrap(await one.service.verifyLog(id, quiet()))).toEqual({ whole: true, ...seen.log });

  const [mine, theirs] = await Promise.all(
    [one, other].map(async ({ service }) => {
      const { files } = unwrap(await service.exportRun({ runId: id, codes: 'generated' }));
      return Promise.all(files.map(({ blob }) => blob.text()));
    }),
  );
  expect(mine).toEqual(theirs);
});

test('copy comes from the page, by way of a callback, and a pause is heard while it is awaited', async () => {
  const { service } = open();
  const campaignId = await business(service);
  let asked = 0;
  const write = proxy(async ({ product, benefit = '' }: { product: string; benefit?: string }) => {
    asked += 1;
    return [`{name}, enjoy ${benefit} ${product} this season`.replace('  ', ' ')];
  });
  const dry = unwrap(await service.dryRun({ jobId: 'd', draft: SPRING, campaignId }, quiet(), write));
  expect(asked).toBeGreaterThan(10);
  const { offers } = unwrap(
    await service.offers({ ...everybody, source: { of: 'dry-run', id: dry.dryRunId } }),
  );
  expect(offers.filter(({ by }) => by === 'model').length).toBeGreaterThan(0);

  let begun = () => {};
  const writing = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const never = proxy(() => {
    begun();
    return new Promise<string[]>(() => {});
  });
  const going = service.dryRun({ jobId: 'stuck', draft: SPRING, campaignId }, quiet(), never);
  await writing;
  await service.cancel('stuck');
  expect(await going).toMatchObject({ failures: [{ type: 'cancelled' }] });
});
