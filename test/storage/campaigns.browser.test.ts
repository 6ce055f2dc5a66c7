import { describe, expect, test } from 'vitest';
import type { StoredRun } from '../../src/storage/schema.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { fillDisk, storagePlaces } from './places.ts';
import { failureOf, unwrap } from './samples.ts';

const { inIndexedDb, both } = storagePlaces('campaigns-test');

/** A run that has begun. */
async function begun({ campaigns }: Storage): Promise<StoredRun> {
  const { id } = unwrap(await campaigns.saveCampaign({ goal: 'churn' }));
  return unwrap(await campaigns.addRun({ campaignId: id, about: { done: 0 } }, { head: 'h', members: [1] }));
}

describe.each(both)('campaigns in $place', ({ open }) => {
  test('a campaign is saved, changed by who has seen the last change, and refused to who has not', async () => {
    const storage = await open();
    const { campaigns } = storage;
    const first = unwrap(await campaigns.saveCampaign({ goal: 'churn' }));
    expect(first).toMatchObject({ revision: 1, draft: { goal: 'churn' } });
    const second = unwrap(await campaigns.saveCampaign({ goal: 'repeat' }, first));
    expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt, revision: 2 });
    expect(failureOf(await campaigns.saveCampaign({ goal: 'basket' }, first))).toBe('campaign-changed');
    expect(failureOf(await campaigns.saveCampaign({}, { id: 'none', revision: 1 }))).toBe('campaign-unknown');
    expect(unwrap(await campaigns.campaign(first.id))).toEqual(second);
    expect(failureOf(await campaigns.campaign('none'))).toBe('campaign-unknown');
    storage.close();
  });

  test('a run grows by chunks, each on top of the one before', async () => {
    const storage = await open();
    const { campaigns } = storage;
    const run = await begun(storage);
    expect(run).toMatchObject({
      status: 'running',
      log: { chunks: 0, entries: 0 },
      parts: ['head', 'members'],
    });
    expect(failureOf(await campaigns.addRun({ campaignId: run.campaignId, about: 0 }, {}))).toBe(
      'run-unfinished',
    );
    const step = { id: run.id, from: ['running'] as const };
    const append = (entries: number) => ({ data: `to ${entries}`, entries, hash: `h${entries}` });
    unwrap(await campaigns.changeRun({ ...step, after: 0, append: append(3), about: { done: 3 } }));
    expect(failureOf(await campaigns.changeRun({ ...step, after: 0, append: append(9) }))).toBe(
      'run-elsewhere',
    );
    const done = unwrap(
      await campaigns.changeRun({
        ...step,
        after: 3,
        status: 'finished',
        append: append(5),
        parts: { preview: 'p' },
        ledger: { after: 0, ledger: { handed: 2 } },
      }),
    );
    expect(done).toMatchObject({
      status: 'finished',
      about: { done: 3 },
      log: { chunks: 2, entries: 5, hash: 'h5' },
      parts: ['head', 'members', 'preview'],
    });
    expect(unwrap(await campaigns.chunk(run.id, 0))).toBe('to 3');
    expect(unwrap(await campaigns.chunk(run.id, 1))).toBe('to 5');
    expect(unwrap(await campaigns.chunk(run.id, 2))).toBeUndefined();
    expect(unwrap(await campaigns.ledger())).toEqual({ id: 'current', revision: 1, ledger: { handed: 2 } });
    expect(failureOf(await campaigns.changeRun({ ...step, after: 5 }))).toBe('run-elsewhere');
    storage.close();
  });

  test('what was handed out is changed by one at a time, together with the run or not at all', async () => {
    const storage = await open();
    const { campaigns } = storage;
    const run = await begun(storage);
    const change = { id: run.id, after: 0, from: ['running'] as const };
    unwrap(await campaigns.changeRun({ ...change, ledger: { after: 0, ledger: 'one' } }));
    const late = await campaigns.changeRun({
      ...change,
      about: 'lost',
      append: { data: 'lost', entries: 1, hash: 'x' },
      ledger: { after: 0, ledger: 'two' },
    });
    expect(failureOf(late)).toBe('ledger-changed');
    expect(unwrap(await campaigns.run(run.id))).toMatchObject({ about: { done: 0 }, log: { chunks: 0 } });
    expect(unwrap(await campaigns.chunk(run.id, 0))).toBeUndefined();
    expect(unwrap(await campaigns.ledger())?.ledger).toBe('one');
    storage.close();
  });

  test('a run that goes on is not removed; a finished one goes with all its parts', async () => {
    const storage = await open();
    const { campaigns } = storage;
    const run = await begun(storage);
    expect(failureOf(await campaigns.removeRuns([run.id]))).toBe('run-unfinished');
    expect(failureOf(await campaigns.removeCampaign(run.campaignId))).toBe('run-unfinished');
    unwrap(
      await campaigns.changeRun({
        id: run.id,
        after: 0,
        from: ['running'],
        status: 'cancelled',
        append: { data: 'c', entries: 1, hash: 'x' },
      }),
    );
    unwrap(await campaigns.removeCampaign(run.campaignId, { after: 0, ledger: 'rest' }));
    expect(unwrap(await campaigns.runs())).toEqual([]);
    expect(unwrap(await campaigns.campaigns())).toEqual([]);
    expect(unwrap(await campaigns.part(run.id, 'head'))).toBeUndefined();
    expect(unwrap(await campaigns.chunk(run.id, 0))).toBeUndefined();
    expect(unwrap(await campaigns.ledger())?.ledger).toBe('rest');
    expect(unwrap(await campaigns.erase())).toEqual({ campaigns: 0, runs: 0 });
    expect(unwrap(await campaigns.ledger())).toBeUndefined();
    storage.close();
  });

  test('a catalogue takes the place of the one before, and what was worked out from it goes with it', async () => {
    const storage = await open();
    const { rewards } = storage;
    const first = unwrap(await rewards.save(2, { catalogue: ['a', 'b'] }));
    unwrap(await rewards.addPart(first.revision, 'matching', 'model'));
    expect(unwrap(await rewards.part('matching'))).toBe('model');
    const second = unwrap(await rewards.save(1, { catalogue: ['c'] }));
    expect(second.revision).not.toBe(first.revision);
    expect(unwrap(await rewards.part('matching'))).toBeUndefined();
    expect(failureOf(await rewards.addPart(first.revision, 'matching', 'old'))).toBe('rewards-changed');
    expect(unwrap(await rewards.part('catalogue'))).toEqual(['c']);
    expect(unwrap(await rewards.erase())).toEqual(second);
    expect(unwrap(await rewards.current())).toBeUndefined();
    storage.close();
  });
});

test('two tabs start a run at once: one of them does', async () => {
  const [one, other] = [await inIndexedDb(), await inIndexedDb()];
  const { id } = unwrap(await one.campaigns.saveCampaign({ goal: 'churn' }));
  const results = await Promise.all(
    [one, other].map(({ campaigns }, tab) =>
      campaigns.addRun({ id: `run of tab ${tab}`, campaignId: id, about: tab }, { head: tab }),
    ),
  );
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const refused = results.find(({ ok }) => !ok);
  expect(refused && failureOf(refused)).toBe('run-unfinished');
  expect(unwrap(await one.campaigns.runs())).toHaveLength(1);
  one.close();
  other.close();
});

test('a step that does not fit the disk leaves the run where it was', async () => {
  await fillDisk();
  const storage = await inIndexedDb();
  const run = await begun(storage);
  const step = { id: run.id, from: ['running'] as const };
  unwrap(
    await storage.campaigns.changeRun({ ...step, after: 0, append: { data: 'a', entries: 1, hash: 'x' } }),
  );
  const large = { data: new Float64Array(4 * 1024 * 1024), entries: 2, hash: 'y' };
  expect(failureOf(await storage.campaigns.changeRun({ ...step, after: 1, append: large }))).toBe(
    'storage-full',
  );
  expect(unwrap(await storage.campaigns.run(run.id)).log).toEqual({ chunks: 1, entries: 1, hash: 'x' });
  expect(unwrap(await storage.campaigns.chunk(run.id, 0))).toBe('a');
  storage.close();
});
