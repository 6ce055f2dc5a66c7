import { beforeAll, describe, expect, test } from 'vitest';
import type { CampaignPreview, CampaignProgress } from '../../src/service/agent-campaign-contract.ts';
import { createAgentService } from '../../src/service/agent-service.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { business, everybody, finishedRun, quiet, type Service, SPRING } from './agent-campaign-support.ts';
import { device, NOW, unwrap } from './agent-support.ts';

describe('from rewards to files', () => {
  let service: Service;
  let dry: CampaignPreview;
  let campaignId = '';

  beforeAll(async () => {
    ({ service } = await business());
    campaignId = unwrap(await service.saveCampaign(SPRING)).id;
    dry = unwrap(await service.dryRun({ jobId: 'dry', draft: SPRING, campaignId }, quiet));
  }, 60_000);

  test('the catalogue is told with what cannot be offered today, and searched', async () => {
    const overview = unwrap(await service.rewardOverview());
    expect(overview).toMatchObject({ source: 'simulated', rewards: 425, open: 340 });
    expect(overview?.closed).toEqual([
      { rule: 'expired', words: 'have expired', count: 66 },
      { rule: 'not-yet', words: 'are not yet valid', count: 19 },
    ]);
    const closed = unwrap(await service.rewards({ search: '', show: 'closed', offset: 0, count: 500 }));
    expect(closed.found).toBe(85);
    expect(closed.rewards.every(({ reasons }) => reasons.length > 0)).toBe(true);
    const found = unwrap(await service.rewards({ search: 'ROBOT vac', show: 'all', offset: 0, count: 5 }));
    expect(found.rewards.length).toBeGreaterThan(0);
    expect(found.rewards.every(({ product }) => product === 'robot vacuum')).toBe(true);
  });

  test('what can be chosen is told in plain words, and age and gender are withheld', async () => {
    const choices = unwrap(await service.campaignChoices());
    expect(choices.goals.map(({ title }) => title)).toEqual([
      'Reduce churn',
      'Drive repeat purchase',
      'Lift basket size',
      'Reward the best',
    ]);
    expect(choices.goals[3]?.audience).toBe('The top 25% of customers by value.');
    expect(choices.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(300);
    expect(choices.channels.reduce((sum, { customers }) => sum + customers, 0)).toBe(300);
    expect(choices.withheld.map(({ title }) => title)).toEqual(['Age', 'Gender']);
    expect(choices.filters.map(({ field }) => field)).toEqual(expect.arrayContaining(['churnRisk', 'zone']));
    expect(choices.filters.map(({ field }) => field)).not.toContain('age');
  });

  test('an audience is counted as the dry run has it', async () => {
    const count = unwrap(await service.countAudience(SPRING, campaignId));
    expect(count.members + count.exclusions.reduce((sum, one) => sum + one.count, 0)).toBe(300);
    expect(count).toMatchObject({ members: dry.totals.members, heldOut: dry.totals.heldOut });
    expect(count.exclusions).toEqual(dry.exclusions);
    expect(count.exclusions[0]?.reason).toBe('The audience asks for this: Purchases: at least 1.');
  });

  test('a dry run tells totals, forecast, pool and previews, each with its audit', async () => {
    const { totals, forecast, basis, pool } = dry;
    expect(totals.offers + totals.fallbacks + totals.none + totals.heldOut).toBe(totals.members);
    expect(forecast.responses.low).toBeLessThan(forecast.responses.value);
    expect(forecast.responses.high).toBeGreaterThan(forecast.responses.value);
    expect(basis).toMatchObject({ from: 'past-responses' });
    expect(basis.auc).toBeGreaterThan(0.55);
    expect(pool).toMatchObject({ open: 425 - pool.closedCount });
    expect(dry.rewards.reduce((sum, { count }) => sum + count, 0)).toBe(totals.offers);

    const source = { of: 'dry-run', id: dry.dryRunId } as const;
    const all = unwrap(await service.offers({ ...everybody, source }));
    expect(all.found).toBe(totals.members);
    const counts = (gets: string) => all.offers.filter((offer) => offer.gets === gets).length;
    expect(counts('reward')).toBe(totals.offers);
    expect(counts('held-out')).toBe(totals.heldOut);
    const page = unwrap(await service.offers({ source, search: '', show: 'offers', offset: 5, count: 3 }));
    expect(page).toEqual({
      found: totals.offers,
      offers: all.offers.filter(({ gets }) => gets === 'reward').slice(5, 8),
    });
    const [first] = page.offers;
    const name = first?.name ?? '';
    expect(first?.shown).not.toContain('{');
    expect(first?.probability).toBeGreaterThan(first?.low ?? 1);
    expect(first?.probability).toBeLessThan(first?.high ?? 0);
    const named = unwrap(await service.offers({ ...everybody, source, search: name.toUpperCase() }));
    expect(named.offers.map(({ customerId }) => customerId)).toContain(first?.customerId);
    expect(named.found).toBeLessThan(all.found);

    const details = unwrap(await service.offer(source, first?.customerId ?? ''));
    expect(details).toMatchObject({ ...first });
    expect(details.audit[0]).toMatch(/^The offer may be shown by the policy "Offersmith default"/);
    expect(details.rules?.rules.every(({ passed }) => passed)).toBe(true);
    expect(details.record?.id).toBe(first?.reward?.id);
    const held = all.offers.find(({ gets }) => gets === 'held-out');
    expect(unwrap(await service.offer(source, held?.customerId ?? '')).audit[0]).toMatch(/^Held out by lot/);
    expect(await service.offer(source, 'nobody')).toMatchObject({ failures: [{ type: 'offer-unknown' }] });
  });

  test('a run hands out what the dry run showed; its log is whole and each decision comes out again', async () => {
    const stages: CampaignProgress['stage'][] = [];
    const request = { jobId: 'run', campaignId, dryRunId: dry.dryRunId };
    const run = unwrap(await service.startRun(request, ({ stage }) => stages.push(stage)));
    expect([...new Set(stages)]).toEqual(expect.arrayContaining(['saving', 'deciding', 'forecasting']));
    expect(run).toMatchObject({ status: 'finished', title: 'Spring, please', totals: dry.totals });
    expect(run.review).toEqual({
      waiting: dry.totals.offers + dry.totals.fallbacks,
      approved: 0,
      refused: 0,
      sent: 0,
    });
    const shown = unwrap(
      await service.offers({ ...everybody, source: { of: 'dry-run', id: dry.dryRunId } }),
    ).offers;
    const given = unwrap(await service.offers({ ...everybody, source: { of: 'run', id: run.id } })).offers;
    const plain = (offers: typeof shown) =>
      offers.map(({ customerId, text, reward, probability }) => ({ customerId, text, reward, probability }));
    expect(plain(given)).toEqual(plain(shown));
    expect(unwrap(await service.verifyLog(run.id, quiet))).toEqual({ whole: true, ...run.log });

    for (const entry of [1, 50, run.log.entries - 2]) {
      const [row] = unwrap(await service.log({ runId: run.id, offset: entry, count: 1 })).rows;
      const replayed = await service.replayDecision(run.id, entry);
      if (row?.kind === 'decided') expect(unwrap(replayed)).toMatchObject({ same: true, differences: [] });
      else expect(replayed).toMatchObject({ failures: [{ type: 'not-a-decision' }] });
    }
    const { preview } = unwrap(await service.run(run.id));
    expect(preview?.totals).toEqual(dry.totals);
    expect(preview?.forecast).toEqual(dry.forecast);
    expect(preview?.refusals).toEqual(dry.refusals);
    const again = await service.startRun(request, quiet);
    expect(again).toMatchObject({ failures: [{ type: 'dry-run-stale' }] });
  });
});

/** A device whose storage fails when a run wants to keep its third step or its end, as when its page is closed there. */
function cutOff(storage: Storage): Service {
  let steps = 0;
  const campaigns: Storage['campaigns'] = {
    ...storage.campaigns,
    changeRun: async (change) => {
      if (change.append !== undefined) steps += 1;
      if (steps < 3 && change.status !== 'finished') return storage.campaigns.changeRun(change);
      return { ok: false, failures: [{ type: 'storage-failed', message: 'The page is closed.' }] };
    },
  };
  const openStorage = async () => ({ ok: true as const, value: { ...storage, campaigns } });
  return createAgentService({ now: () => NOW, openStorage });
}

/** Words that are never the same twice, as a model that samples has them. */
function restless() {
  let asked = 0;
  return async ({
    product,
    benefit,
    condition,
  }: Parameters<NonNullable<Parameters<Service['dryRun']>[2]>>[0]) => {
    asked += 1;
    const opening = ['Enjoy', 'Take', 'Here is', 'Yours:', 'Discover', 'Try'][asked % 6];
    const deal = benefit === undefined ? product : `${benefit} with ${product}`;
    return [`{name}, ${opening} ${deal}${condition === undefined ? '' : ` ${condition}`}`];
  };
}

describe('a run that is cut off comes to the same end', () => {
  let whole = '';

  beforeAll(async () => {
    const { service } = await business();
    whole = (await finishedRun(service)).log.hash;
  }, 60_000);

  test('after a pause, in the same page and in a fresh one', async () => {
    const { here, service } = await business();
    const { id } = unwrap(await service.saveCampaign(SPRING));
    let runId = '';
    const started = await service.startRun({ jobId: 'run', campaignId: id }, (progress) => {
      runId = progress.runId ?? runId;
      if (progress.stage === 'deciding' && (progress.done ?? 0) >= 50) void service.cancel('run');
    });
    expect(started).toMatchObject({ failures: [{ type: 'paused' }] });
    const [paused] = unwrap(await service.runs());
    expect(paused).toMatchObject({ id: runId, status: 'paused' });
    expect(paused?.done).toBeGreaterThanOrEqual(50);
    expect(paused?.done).toBeLessThan(paused?.members ?? 0);
    expect(await service.startRun({ jobId: 'other', campaignId: id }, quiet)).toMatchObject({
      failures: [{ type: 'run-unfinished', path: runId }],
    });
    const fresh = here.start();
    const run = unwrap(await fresh.resumeRun({ jobId: 'again', runId }, quiet));
    expect(run).toMatchObject({ status: 'finished', log: { hash: whole } });
    expect(unwrap(await fresh.resumeRun({ jobId: 'again', runId }, quiet)).log.hash).toBe(whole);
  });

  test('after a page that was closed in the middle of a step', async () => {
    const { here, service } = await business();
    const { id } = unwrap(await service.saveCampaign(SPRING));
    const started = await cutOff(here.storage).startRun({ jobId: 'run', campaignId: id }, quiet);
    expect(started).toMatchObject({ failures: [{ type: 'storage-failed' }] });
    const [run] = unwrap(await service.runs(id));
    expect(run).toMatchObject({ status: 'interrupted' });
    const resumed = unwrap(await service.resumeRun({ jobId: 'again', runId: run?.id ?? '' }, quiet));
    expect(resumed.log.hash).toBe(whole);
    expect(unwrap(await service.run(resumed.id)).preview?.totals).toEqual(resumed.totals);
  });

  test('with copy by a model that never writes the same twice', async () => {
    const { here, service } = await business();
    const { id } = unwrap(await service.saveCampaign(SPRING));
    const write = restless();
    const dry = unwrap(await service.dryRun({ jobId: 'dry', draft: SPRING, campaignId: id }, quiet, write));
    const source = { of: 'dry-run', id: dry.dryRunId } as const;
    const shown = unwrap(await service.offers({ ...everybody, source })).offers.map(({ text }) => text);
    const written = unwrap(await service.offers({ ...everybody, source })).offers.filter(
      ({ by }) => by === 'model',
    );
    expect(written.length).toBeGreaterThan(20);
    let runId = '';
    await service.startRun(
      { jobId: 'run', campaignId: id, dryRunId: dry.dryRunId },
      (progress) => {
        runId = progress.runId ?? runId;
        if (progress.stage === 'deciding' && (progress.done ?? 0) >= 50) void service.cancel('run');
      },
      write,
    );
    const fresh = here.start();
    expect(await fresh.resumeRun({ jobId: 'again', runId }, quiet)).toMatchObject({
      failures: [{ type: 'writer-missing' }],
    });
    const run = unwrap(await fresh.resumeRun({ jobId: 'again', runId }, quiet, restless()));
    expect(run).toMatchObject({ status: 'finished', writer: 'model' });
    const given = unwrap(await fresh.offers({ ...everybody, source: { of: 'run', id: runId } })).offers;
    expect(given.map(({ text }) => text)).toEqual(shown);
  });

  test('a cancelled run counts towards no cap, and another can begin', async () => {
    const { here, service } = await business();
    const { id } = unwrap(await service.saveCampaign(SPRING));
    await cutOff(here.storage).startRun({ jobId: 'run', campaignId: id }, quiet);
    const [run] = unwrap(await service.runs());
    expect(unwrap(await service.cancelRun(run?.id ?? ''))).toMatchObject({ status: 'cancelled' });
    expect(unwrap(await here.storage.campaigns.ledger())).toBeUndefined();
    expect(await service.resumeRun({ jobId: 'x', runId: run?.id ?? '' }, quiet)).toMatchObject({
      failures: [{ type: 'run-cancelled' }],
    });
    const next = unwrap(await service.startRun({ jobId: 'run', campaignId: id }, quiet));
    expect(next.totals.offers).toBeGreaterThan(100);
    // Everybody has had the offer of the day by now.
    const third = unwrap(await service.startRun({ jobId: 'run', campaignId: id }, quiet));
    expect(third.totals).toMatchObject({ offers: 0 });
    unwrap(await service.removeRun(next.id));
    const fourth = unwrap(await service.startRun({ jobId: 'run', campaignId: id }, quiet));
    expect(fourth.totals.offers).toBe(next.totals.offers);
  });
});

test('nothing is kept of a dry run that was cancelled', async () => {
  const here = device();
  const { service } = await business(here);
  for (const wanted of ['learning', 'matching', 'deciding'] as const) {
    const result = await service.dryRun({ jobId: wanted, draft: SPRING }, ({ stage }) => {
      if (stage === wanted) void service.cancel(wanted);
    });
    expect(result, wanted).toMatchObject({ ok: false, failures: [{ type: 'cancelled' }] });
  }
  expect(unwrap(await service.runs())).toEqual([]);
  expect(unwrap(await here.storage.campaigns.ledger())).toBeUndefined();
});
