import { beforeAll, describe, expect, test } from 'vitest';
import type { CampaignDraft } from '../../src/service/agent-campaign-contract.ts';
import { business, quiet, type Service, SPRING } from './agent-campaign-support.ts';
import { device, NOW, planned, unwrap } from './agent-support.ts';

const csv = (text: string, name = 'rewards.csv') => new File([text], name);
const HEADER = 'offer_id,offer_type,offer_name,product,category,min_spend,valid_until,cost_per_use';
const year = new Date(NOW).getUTCFullYear();
const good = (id: string) =>
  `${id},Coupon Series,Flat 10% off on tea ${id},green tea,Food,20,${year + 1}-01-31,2`;

describe('a catalogue', () => {
  const here = device();
  const service = here.start();

  test('is inspected without being kept, and refused rows are told with line and reason', async () => {
    const file = csv(
      `${HEADER}\n${good('a')}\n${good('a')}\n${good('b')}\nc,Coupon Series,,tea,Food,20,,2\n`,
    );
    const inspected = unwrap(await service.inspectRewards(file));
    expect(inspected).toMatchObject({ name: 'rewards.csv', rewards: 2, open: 2 });
    expect(inspected.refused.first).toMatchObject([
      { type: 'reward-twice', line: 3, value: 'a' },
      { type: 'reward-invalid', line: 5, column: 'name' },
    ]);
    expect(inspected.refused.first[0]?.message).toBe(
      'Row 3 was left out: the reward "a" stands on row 2 already.',
    );
    expect(unwrap(await service.rewardOverview())).toBeUndefined();
    const { overview, refused } = unwrap(await service.importRewards(file));
    expect(overview).toMatchObject({ source: 'file', name: 'rewards.csv', rewards: 2, persistent: false });
    expect(refused).toEqual(inspected.refused);
  });

  test.each([
    ['an empty file', '', 'file-empty', /is empty/],
    ['one column', 'offer_id\na\nb\n', 'one-column', /at least offer_id and offer_name/],
    ['a header alone', `${HEADER}\n`, 'no-rows', /./],
    ['no reward in it', `${HEADER}\na,,,,,,,\nb,,,,,,,\n`, 'no-rewards', /no reward that can be read/],
    ['no header', `${good('a')}\n${good('b')}\n`, 'no-header', /name its columns in the first line/],
    ['broken JSON', '[{"id": "a"', 'json-invalid', /line 1, column/],
    ['something else in JSON', '{"id": "a"}', 'json-wrong-type', /list of rewards/],
    [
      'two currencies',
      `${HEADER},currency\n${good('a')},EUR\n${good('b')},USD\n`,
      'two-currencies',
      /row 2 is in EUR, row 3 in USD/,
    ],
  ])('%s is refused with what to do, and what was kept stays', async (_, text, type, words) => {
    const before = unwrap(await service.rewardOverview());
    for (const result of [await service.inspectRewards(csv(text)), await service.importRewards(csv(text))]) {
      expect(result).toMatchObject({ ok: false, failures: [{ type }] });
      expect(!result.ok && result.failures[0]?.message).toMatch(words);
      expect(!result.ok && result.failures[0]?.path).toContain('rewards.csv');
    }
    expect(unwrap(await service.rewardOverview())).toEqual(before);
  });

  test('is erased, and campaigns then say what is missing', async () => {
    expect(unwrap(await service.eraseRewards())).toBe(2);
    expect(unwrap(await service.rewardOverview())).toBeUndefined();
    expect(await service.rewards({ search: '', show: 'all', offset: 0, count: 1 })).toMatchObject({
      failures: [{ type: 'no-rewards' }],
    });
    expect(await service.dryRun({ jobId: 'd', draft: SPRING }, quiet)).toMatchObject({
      failures: [{ type: 'no-rewards' }],
    });
    unwrap(await service.useSimulatedRewards());
    expect(await service.dryRun({ jobId: 'd', draft: SPRING }, quiet)).toMatchObject({
      failures: [{ type: 'no-customers' }],
    });
    expect(await service.campaignChoices()).toMatchObject({ failures: [{ type: 'no-customers' }] });
  });
});

describe('a campaign that cannot be', () => {
  let service: Service;
  beforeAll(async () => {
    ({ service } = await business());
  }, 60_000);

  const nobody: CampaignDraft = {
    goal: 'repeat',
    audience: { filters: [{ field: 'frequency', operator: 'at-least', value: 1e6 }] },
  };

  test.each<[string, CampaignDraft, string, RegExp]>([
    [
      'an audience of nobody',
      nobody,
      'audience-empty',
      /of 300 customers 300 are left out by "frequency at least 1000000"/,
    ],
    ['an unknown group', { goal: 'churn', audience: { segments: ['Elves'] } }, 'segment-unknown', /"Elves"/],
    [
      'an audience by age',
      { goal: 'churn', audience: { filters: [{ field: 'age', operator: 'below', value: 30 }] } },
      'filter-unfair',
      /may not be chosen by age/,
    ],
    ['everybody held out', { ...SPRING, holdOut: 1 }, 'holdout-everybody', /Lower the hold-out/],
    ['no rewards named', { ...SPRING, rewards: ['x'] }, 'pool-empty', /425 not named by the campaign/],
    ['no budget at all', { ...SPRING, caps: { offers: 0 } }, 'cap-zero', /raise "caps.offers"/],
  ])('%s says why', async (_, draft, type, words) => {
    const result = await service.dryRun({ jobId: 'd', draft }, quiet);
    expect(result).toMatchObject({ ok: false, failures: [{ type }] });
    expect(!result.ok && result.failures[0]?.message).toMatch(words);
    const { id } = unwrap(await service.saveCampaign(draft));
    expect(await service.startRun({ jobId: 'r', campaignId: id }, quiet)).toMatchObject({
      failures: [{ type }],
    });
    expect(unwrap(await service.runs(id))).toEqual([]);
  });

  test('fields at fault are all named, and nothing is saved', async () => {
    const before = unwrap(await service.campaigns()).length;
    const draft = { goal: 'win', holdOut: 3, extra: true } as unknown as CampaignDraft;
    for (const result of [
      await service.saveCampaign(draft),
      await service.countAudience(draft),
      await service.dryRun({ jobId: 'd', draft }, quiet),
    ]) {
      expect(!result.ok && result.failures.map(({ path }) => path).sort()).toEqual([
        'extra',
        'goal',
        'holdOut',
      ]);
    }
    expect(await service.saveCampaign({ ...SPRING, economics: { marginShare: 2 } })).toMatchObject({
      failures: [{ type: 'economics-invalid', path: 'economics.marginShare' }],
    });
    expect(unwrap(await service.campaigns())).toHaveLength(before);
  });

  test('rewards that have all expired', async () => {
    const old = (id: string) => good(id).replace(String(year + 1), String(year - 1));
    const { overview } = unwrap(await service.importRewards(csv(`${HEADER}\n${old('a')}\n${old('b')}\n`)));
    expect(overview).toMatchObject({ open: 0, closed: [{ rule: 'expired', count: 2 }] });
    expect(await service.dryRun({ jobId: 'd', draft: SPRING }, quiet)).toMatchObject({
      failures: [
        { type: 'pool-empty', message: expect.stringMatching(/None of the 2 rewards .* 2 expired/) },
      ],
    });
  });

  test('a dry run is out of date once the rewards are others', async () => {
    unwrap(await service.useSimulatedRewards());
    const { id } = unwrap(await service.saveCampaign(SPRING));
    const dry = unwrap(await service.dryRun({ jobId: 'd', draft: SPRING, campaignId: id }, quiet));
    unwrap(await service.importRewards(csv(`${HEADER}\n${good('a')}\n`)));
    const request = { jobId: 'r', campaignId: id, dryRunId: dry.dryRunId };
    expect(await service.startRun(request, quiet)).toMatchObject({
      failures: [{ type: 'dry-run-stale', message: expect.stringContaining('the rewards were changed') }],
    });
  });
});

test('purchases and rewards in two currencies are not mixed', async () => {
  const service = device().start();
  const euros = csv('id,date,amount\nx,2026-01-02,€5\ny,2026-01-03,€7\nx,2026-02-02,€6\n', 'shop.csv');
  unwrap(await service.importFiles({ jobId: 'a', files: await planned(service, euros), mode: 'add' }, quiet));
  unwrap(await service.importRewards(csv(`${HEADER},currency\n${good('a')},USD\n`)));
  const result = await service.dryRun({ jobId: 'd', draft: { goal: 'repeat', holdOut: 0 } }, quiet);
  expect(result).toMatchObject({ failures: [{ type: 'two-currencies' }] });
  expect(!result.ok && result.failures[0]?.message).toContain('purchases are in EUR, the rewards in USD');
  unwrap(await service.importRewards(csv(`${HEADER},currency\n${good('a')},EUR\n`)));
  expect(unwrap(await service.campaignChoices()).currency).toBe('EUR');
  const dry = unwrap(await service.dryRun({ jobId: 'd', draft: { goal: 'repeat', holdOut: 0 } }, quiet));
  expect(dry).toMatchObject({ currency: 'EUR', basis: { from: 'usage-rates' } });
});

test('a cell that a spreadsheet would run goes out as text', async () => {
  const service = device().start();
  const evil = csv(
    'customer_id,name,email,date,amount\n=1+1,"=HYPERLINK(""http://x"")",=cmd@x.com,2026-01-02,5\n@b,Bo,b@x.com,2026-01-03,7\n',
    'shop.csv',
  );
  unwrap(await service.importFiles({ jobId: 'a', files: await planned(service, evil), mode: 'add' }, quiet));
  const reward = good('a').replace(/^a,/, '=a,').replace('tea a', 'green tea').replace(',20,', ',,');
  unwrap(await service.importRewards(csv(`${HEADER}\n${reward}\n`)));
  const { id } = unwrap(
    await service.saveCampaign({
      name: '=1+2',
      goal: 'churn',
      channel: 'email',
      holdOut: 0,
      audience: { filters: [] },
    }),
  );
  const run = unwrap(await service.startRun({ jobId: 'r', campaignId: id }, quiet));
  unwrap(await service.approveOffers({ runId: run.id, select: { rule: {} }, by: 'Ana' }));
  const { files } = unwrap(await service.exportRun({ runId: run.id, codes: 'generated' }));
  const text = (await files[0]?.blob.text()) ?? '';
  const cells = text.split(/[,\r\n]+/).map((cell) => cell.replace(/^"/, ''));
  expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect(text).toContain("'=1+1");
  expect(text).toContain("'=1+2");
  expect(text).toContain("'=a");
});

test('campaigns are changed by who saw the last change, listed, and removed with their runs', async () => {
  const { here, service } = await business();
  const other = here.start();
  const first = unwrap(await service.saveCampaign(SPRING));
  const changed = unwrap(await other.saveCampaign({ ...SPRING, name: 'Summer' }, first));
  expect(await service.saveCampaign({ ...SPRING, name: 'Autumn' }, first)).toMatchObject({
    failures: [{ type: 'campaign-changed' }],
  });
  const run = unwrap(await service.startRun({ jobId: 'r', campaignId: first.id }, quiet));
  expect(unwrap(await other.campaigns())).toMatchObject([
    {
      id: first.id,
      revision: changed.revision,
      title: 'Summer',
      runs: 1,
      lastRun: { id: run.id, status: 'finished' },
    },
  ]);
  unwrap(await other.removeCampaign(first.id));
  expect(unwrap(await service.campaigns())).toEqual([]);
  expect(await service.run(run.id)).toMatchObject({ failures: [{ type: 'run-unknown' }] });
  expect(await service.log({ runId: run.id, offset: 0, count: 1 })).toMatchObject({
    failures: [{ type: 'run-unknown' }],
  });
  expect(unwrap(await service.eraseCampaigns())).toEqual({ campaigns: 0, runs: 0 });
});
