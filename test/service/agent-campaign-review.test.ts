import { beforeAll, describe, expect, test } from 'vitest';
import { emptyLedger, type Ledger } from '../../src/guardrails/policy/ledger.ts';
import { entriesOf } from '../../src/guardrails/policy/persistent-map.ts';
import type { Learned } from '../../src/matching/reward-bandit.ts';
import type { ListedOffer, RunOverview } from '../../src/service/agent-campaign-contract.ts';
import { business, everybody, finishedRun, quiet, type Service, SPRING } from './agent-campaign-support.ts';
import { device, NOW, planned, sampleFile, unwrap } from './agent-support.ts';

const DAY = 86_400_000;

describe('a person has the last word', () => {
  const here = device();
  let service: Service;
  let run: RunOverview;
  let offers: readonly ListedOffer[];

  const ofRun = () => ({ of: 'run', id: run.id }) as const;
  const ledgerStates = async () => {
    const stored = unwrap(await here.storage.campaigns.ledger()) ?? { ledger: emptyLedger({}) };
    const { entries } = stored.ledger as Ledger;
    return new Map(entriesOf(entries).map(([id, { state }]) => [id, state]));
  };

  beforeAll(async () => {
    ({ service } = await business(here));
    run = await finishedRun(service);
    offers = unwrap(await service.offers({ ...everybody, source: ofRun(), show: 'offers' })).offers;
  }, 60_000);

  test('nothing goes out before it is approved', async () => {
    expect(await service.exportRun({ runId: run.id, codes: 'none' })).toMatchObject({
      failures: [{ type: 'nothing-approved' }],
    });
    expect(await service.markSent(run.id, 'Ana')).toMatchObject({ failures: [{ type: 'nothing-approved' }] });
  });

  test('an offer is approved, another refused, and its place in the caps is free again', async () => {
    const [first, second] = offers;
    const ids = [first?.offerId ?? ''];
    expect(unwrap(await service.approveOffers({ runId: run.id, select: { ids }, by: 'Ana' }))).toMatchObject({
      changed: 1,
      review: { approved: 1, waiting: run.review.waiting - 1 },
    });
    const others = [second?.offerId ?? ''];
    unwrap(await service.refuseOffers({ runId: run.id, select: { ids: others }, by: 'Ana' }));
    const states = await ledgerStates();
    expect(states.get(first?.offerId ?? '')).toBe('reserved');
    expect(states.has(second?.offerId ?? '')).toBe(false);
    expect(await service.approveOffers({ runId: run.id, select: { ids: others }, by: 'Ana' })).toMatchObject({
      failures: [{ type: 'offer-not-waiting', path: second?.offerId }],
    });
    expect(await service.approveOffers({ runId: run.id, select: { ids: ['x'] }, by: '' })).toMatchObject({
      failures: [{ type: 'offer-unknown' }],
    });
    const refused = unwrap(await service.offers({ ...everybody, source: ofRun(), status: 'refused' }));
    expect(refused.offers.map(({ offerId }) => offerId)).toEqual(others);
  });

  test('other words are checked again: a number that the reward lacks is refused, and nothing changes', async () => {
    const offer = offers[2];
    const offerId = offer?.offerId ?? '';
    const bad = await service.editOffer(
      run.id,
      offerId,
      'Get 99% off everything in the shop, only for you',
      'Ana',
    );
    expect(bad).toMatchObject({ ok: false });
    expect(!bad.ok && bad.failures.every(({ type }) => type === 'edit-refused')).toBe(true);
    const unchanged = unwrap(await service.offer(ofRun(), offer?.customerId ?? ''));
    expect(unchanged).toMatchObject({ text: offer?.text, edited: false });

    const text = (offer?.text ?? '').replace('{name}, ', '{name}, especially for you: ');
    const edited = unwrap(await service.editOffer(run.id, offerId, text, 'Ana'));
    expect(edited).toMatchObject({ text, edited: true, by: 'person', status: 'waiting' });
    const { rows } = unwrap(await service.log({ runId: run.id, offset: 0, count: 9999 }));
    expect(rows.at(-1)).toMatchObject({ kind: 'edited', offerId });
    expect(rows.at(-1)?.words).toContain('says Ana');
  });

  test('a rule approves all it is about, in words that the log keeps', async () => {
    const rule = { segment: 'Active Frequent', probabilityAbove: 0.3 };
    const about = unwrap(await service.countByRule(run.id, rule));
    expect(about).toBeGreaterThan(10);
    const outcome = unwrap(await service.approveOffers({ runId: run.id, select: { rule }, by: 'Ana' }));
    expect(outcome.changed).toBe(about);
    expect(unwrap(await service.countByRule(run.id, rule))).toBe(0);
    const { rows } = unwrap(await service.log({ runId: run.id, offset: 0, count: 9999 }));
    expect(rows.at(-1)?.words).toContain('by the rule "probability above 0.3, segment Active Frequent"');
    const all = unwrap(await service.approveOffers({ runId: run.id, select: { rule: {} }, by: 'Ana' }));
    expect(all.review).toMatchObject({ waiting: 0, refused: 1 });
  });

  test('a fresh worker finds the same, and the log with what was said is whole', async () => {
    const fresh = here.start();
    const approved = unwrap(await fresh.offers({ ...everybody, source: ofRun(), status: 'approved' }));
    expect(approved.found).toBe(run.review.waiting - 1);
    const listed = unwrap(await fresh.run(run.id));
    expect(listed.review).toEqual({ waiting: 0, approved: run.review.waiting - 1, refused: 1, sent: 0 });
    expect(unwrap(await fresh.verifyLog(run.id, quiet))).toEqual({ whole: true, ...listed.log });
    const edited = approved.offers.filter((offer) => offer.edited === true);
    expect(edited).toHaveLength(1);
  });

  test('files for the tools: every approved offer once, its code the same each time', async () => {
    const exported = unwrap(await service.exportRun({ runId: run.id, codes: 'generated' }));
    const again = unwrap(await here.start().exportRun({ runId: run.id, codes: 'generated' }));
    const texts = await Promise.all(exported.files.map(({ blob }) => blob.text()));
    expect(await Promise.all(again.files.map(({ blob }) => blob.text()))).toEqual(texts);
    expect(exported.files.map(({ name }) => name)).toEqual([
      'spring-please-email.csv',
      'spring-please-email.json',
      'spring-please-sms.csv',
      'spring-please-sms.json',
      'spring-please-push.csv',
      'spring-please-push.json',
    ]);
    const messages = exported.files
      .filter(({ name }) => name.endsWith('.json'))
      .reduce((sum, file) => sum + file.messages, 0);
    expect(messages).toBe(run.review.waiting - 1);
    const json = texts.filter((_, i) => i % 2 === 1).flatMap((text) => JSON.parse(text) as unknown[]) as {
      readonly coupon_code?: string;
    }[];
    const codes = json.flatMap(({ coupon_code: code }) => (code === undefined ? [] : [code]));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[0-9A-Z]{12}$/.test(code))).toBe(true);
    expect(exported.problems.map(({ type }) => type)).toEqual(['no-address', 'no-address']);
  });

  test('codes of a list: each offer one, the same again, and none where too few are free', async () => {
    const wanted = { runId: run.id, codes: { pool: 'coupons' } } as const;
    expect(await service.exportRun(wanted)).toMatchObject({ failures: [{ type: 'pool-unknown' }] });
    const list = (count: number) => Array.from({ length: count }, (_, i) => `SPRING-${1000 + i}`);
    unwrap(await here.storage.coupons.addCodes(() => ({ ok: true, value: list(3) })));
    expect(unwrap(await service.importedCodes())).toEqual({ pool: 'coupons', free: 3, used: 0 });
    expect(await service.exportRun(wanted)).toMatchObject({
      failures: [{ type: 'codes-short', message: expect.stringContaining('only 3 of your list are free') }],
    });
    expect(unwrap(await here.storage.coupons.codes()).every(({ usedBy }) => usedBy === undefined)).toBe(true);
    unwrap(await here.storage.coupons.addCodes(() => ({ ok: true, value: list(400).slice(3) })));
    const exported = unwrap(await service.exportRun(wanted));
    const text = await exported.files[0]?.blob.text();
    expect(text).toContain('SPRING-1');
    expect(await unwrap(await service.exportRun(wanted)).files[0]?.blob.text()).toBe(text);
    const used = unwrap(await here.storage.coupons.codes()).filter(({ usedBy }) => usedBy !== undefined);
    expect(used).toHaveLength(run.totals.offers - 1);
    expect(unwrap(await service.importedCodes())).toEqual({
      pool: 'coupons',
      free: 400 - used.length,
      used: used.length,
    });
  });

  test('what was sent is spent and cannot be refused any more', async () => {
    const sent = unwrap(await service.markSent(run.id, 'Ana'));
    expect(sent.review).toMatchObject({ approved: 0, sent: run.review.waiting - 1 });
    expect(new Set((await ledgerStates()).values())).toEqual(new Set(['committed']));
    const ids = [offers[0]?.offerId ?? ''];
    expect(await service.refuseOffers({ runId: run.id, select: { ids }, by: 'Ana' })).toMatchObject({
      failures: [{ type: 'offer-not-waiting' }],
    });
  });

  test('a changed entry of the stored log is found', async () => {
    const lines = await unwrap(await service.exportLog(run.id)).blob.text();
    const entries = lines.trimEnd().split('\n');
    expect(entries).toHaveLength(unwrap(await service.run(run.id)).log.entries);
    const { packJson, unpackJson } = await import('../../src/storage/packed-json.ts');
    const chunk = unwrap(await here.storage.campaigns.chunk(run.id, 0)) as Parameters<typeof unpackJson>[0];
    const part = await unpackJson<{ entries: { body: { text?: string } }[]; written: [] }>(chunk);
    const place = part.entries.findIndex(({ body }) => body.text !== undefined);
    const entry = part.entries[place];
    if (entry === undefined) throw new Error('an entry with words');
    entry.body.text = 'Everything is free';
    const data = await packJson(part);
    const original = here.storage.campaigns.chunk;
    Object.assign(here.storage.campaigns, {
      chunk: (id: string, index: number) =>
        index === 0 ? Promise.resolve({ ok: true, value: data }) : original(id, index),
    });
    const verdict = unwrap(await service.verifyLog(run.id, quiet));
    Object.assign(here.storage.campaigns, { chunk: original });
    expect(verdict).toMatchObject({ whole: false, broken: place });
  });
});

/** Purchases after the run: those who got an offer buy more often. */
function purchasesAfter(offers: readonly ListedOffer[]): File {
  const rows = offers.flatMap(({ customerId, gets }, i) => {
    const buys = gets === 'held-out' ? i % 5 === 0 : i % 2 === 0;
    const on = new Date(NOW + (2 + (i % 20)) * DAY).toISOString().slice(0, 10);
    return buys ? [`${customerId},${on},50.00`] : [];
  });
  const last = new Date(NOW + 40 * DAY).toISOString().slice(0, 10);
  return new File([`customer_id,date,amount\n${rows.join('\n')}\nC000001,${last},1.00\n`], 'after.csv');
}

test('results on simulated customers: by what the simulator knows of them, and nothing is kept of it', async () => {
  const { here, service } = await business();
  const run = await finishedRun(service, { ...SPRING, holdOut: 0.4 });
  const asked = { runId: run.id, days: 28 };
  const results = unwrap(await service.simulateResults(asked));
  expect(results).toMatchObject({ simulated: true, days: 28, currency: 'USD' });
  expect(results.report.sampleRatio).toMatchObject({ heldOut: run.totals.heldOut, passed: true });
  expect(results.responses?.offered).toBe(run.totals.offers);
  expect(results.responses?.accepted).toBeGreaterThan(0);
  expect(results.report.kpis.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['conversion', 'return']),
  );
  expect(unwrap(await here.start().simulateResults(asked))).toEqual(results);
  expect(await service.results(asked)).toMatchObject({ failures: [{ type: 'no-outcomes' }] });
  expect(await service.simulateResults({ ...asked, days: 1.5 })).toMatchObject({
    failures: [{ type: 'days-invalid' }],
  });

  const files = await planned(service, sampleFile('customers.csv'), sampleFile('transactions.csv'));
  unwrap(await service.importFiles({ jobId: 'own', files, mode: 'replace', simulated: false }, quiet));
  expect(await service.simulateResults(asked)).toMatchObject({ failures: [{ type: 'not-simulated' }] });
});

test('results: none before purchases are imported, then against those held out', async () => {
  const { here, service } = await business();
  const run = await finishedRun(service, { ...SPRING, holdOut: 0.4 });
  const allOf = { runId: run.id, select: { rule: {} }, by: 'Ana' };
  expect(await service.results({ runId: run.id, days: 30 })).toMatchObject({
    failures: [{ type: 'no-outcomes' }],
  });
  expect(await service.results({ runId: run.id, days: 0 })).toMatchObject({
    failures: [{ type: 'days-invalid', path: 'days' }],
  });
  const { offers } = unwrap(await service.offers({ ...everybody, source: { of: 'run', id: run.id } }));
  const answered = offers.filter(({ gets }) => gets === 'reward').slice(0, 40);
  const on = new Date(NOW + 3 * DAY).toISOString().slice(0, 10);
  const responses = answered.map(
    ({ customerId, reward }, i) => `${customerId},${reward?.id},${i % 4 === 0 ? 'yes' : 'no'},${on}`,
  );
  const after = here.start(NOW + 60 * DAY);
  const files = await planned(
    after,
    purchasesAfter(offers),
    new File([`customer_id,offer_id,accepted,date\n${responses.join('\n')}\n`], 'responses.csv'),
  );
  unwrap(await after.importFiles({ jobId: 'b', files, mode: 'add' }, quiet));
  const results = unwrap(await after.results({ runId: run.id, days: 30 }));
  const { report } = results;
  expect(report.sampleRatio).toMatchObject({ offered: run.members - run.totals.heldOut, planned: 0.4 });
  expect(report.sampleRatio.passed).toBe(true);
  const conversion = report.kpis.find(({ name }) => name === 'conversion');
  const bought = (held: boolean) =>
    offers.filter(({ gets }, i) => (gets === 'held-out') === held && (held ? i % 5 === 0 : i % 2 === 0));
  expect(conversion?.offered.value).toBeCloseTo(bought(false).length / report.sampleRatio.offered, 10);
  expect(conversion?.heldOut.value).toBeCloseTo(bought(true).length / report.sampleRatio.heldOut, 10);
  expect(conversion).toMatchObject({ word: 'uplift' });
  expect(conversion?.difference.low).toBeGreaterThan(0);
  expect(results.responses).toMatchObject({ offered: 40, accepted: 10, share: 0.25 });
  expect(results.notes.join(' ')).toContain('No offer of this run is marked as sent');
  expect(results.report.kpis.map(({ name }) => name)).toContain('return');
  const longer = unwrap(await after.results({ runId: run.id, days: 90 }));
  expect(longer.notes[0]).toMatch(/^Purchases are known until .* it is not over yet\.$/);

  // Without responses, what came of the run teaches the next campaigns, once.
  const silent = here.start(NOW + 60 * DAY);
  unwrap(
    await silent.importFiles(
      { jobId: 'c', files: await planned(silent, purchasesAfter(offers)), mode: 'replace' },
      quiet,
    ),
  );
  unwrap(await service.approveOffers(allOf));
  unwrap(await service.markSent(run.id, 'Ana'));
  const taught = 'The next campaigns go by what came of this one as well.';
  expect(unwrap(await silent.results({ runId: run.id, days: 90 })).notes).not.toContain(taught);
  expect(unwrap(await silent.results({ runId: run.id, days: 30 })).notes).toContain(taught);
  const learned = unwrap(await here.storage.setting('learnedFromRuns')) as unknown as Learned;
  expect(learned.runs).toEqual([run.id]);
  expect(learned.shared.responses).toBe(run.totals.offers);
  unwrap(await silent.results({ runId: run.id, days: 30 }));
  expect(unwrap(await here.storage.setting('learnedFromRuns'))).toEqual(learned);
}, 120_000);

test('a campaign is due by its time, and by behaviour once for each import', async () => {
  const { service } = await business();
  const first = NOW - 3 * DAY;
  const timed = unwrap(
    await service.saveCampaign({
      name: 'Weekly',
      goal: 'churn',
      schedule: { kind: 'by-time', first, everyDays: 1 },
    }),
  );
  const silent = unwrap(
    await service.saveCampaign({
      name: 'Come back',
      goal: 'repeat',
      schedule: { kind: 'by-behaviour', when: { event: 'silent', days: 30 } },
    }),
  );
  const due = unwrap(await service.dueCampaigns());
  expect(due.find(({ campaignId }) => campaignId === timed.id)).toMatchObject({ why: 'time', missed: 4 });
  const called = due.find(({ campaignId }) => campaignId === silent.id);
  expect(called).toMatchObject({ why: 'behaviour' });
  const run = unwrap(await service.startRun({ jobId: 'r', campaignId: silent.id }, quiet));
  expect(run.members).toBe(called?.people);
  const later = unwrap(await service.dueCampaigns());
  expect(later.map(({ campaignId }) => campaignId)).toEqual([timed.id]);
  const [listed] = unwrap(await service.campaigns()).filter(({ id }) => id === timed.id);
  expect(listed?.nextRun).toBe(NOW);
  const calendar = unwrap(await service.exportCalendar(timed.id));
  expect(calendar.name).toBe('weekly-runs.ics');
  expect(await calendar.blob.text()).toContain('RRULE:FREQ=DAILY;INTERVAL=1');
  expect(await service.exportCalendar(silent.id)).toMatchObject({ failures: [{ type: 'nothing-due' }] });
});
