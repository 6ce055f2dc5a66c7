import { deleteDB } from 'idb';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { openFrame } from '../browser/frames.ts';
import { counters, unwrap } from '../storage/samples.ts';
import { openInBrowser } from '../support/open-in-browser.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

// A real database, closed and opened again as by a person who comes back another day.
const name = 'reopened-test';
const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona } = example;
const pair = { persona, accepted: example.accepted.slice(0, 1), rejected: example.rejected.slice(0, 1) };
let open: Storage[] = [];

afterEach(async () => {
  for (const storage of open) storage.close();
  open = [];
  await deleteDB(name);
});

/** The service as at a fresh start of the page. */
async function started(): Promise<TinyService> {
  const options = { ...counters(), name, onBlocked: () => {}, onVersionChange: () => {} };
  const storage = unwrap(await openStorage(options));
  open.push(storage);
  const tiny = await tinyService({ openRuntime: () => openInBrowser('wasm'), storage });
  onTestFinished(() => tiny.dispose());
  unwrap(await tiny.service.start({}, () => {}));
  return tiny;
}

async function offersOf({ service }: TinyService) {
  return unwrap(await service.generate({ jobId: 'write', persona, count: 3, seed: 1 }, () => {})).offers;
}

test('what was learned is in use after closing and opening again', async () => {
  const first = await started();
  const shipped = await offersOf(first);
  const { id } = await savePersonaWithVerdicts(first, pair);
  const report = unwrap(
    await first.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 4 }, () => {}),
  );
  expect(report.kept, report.reason).toBe(true);
  const learned = await offersOf(first);
  expect(learned).not.toEqual(shipped);
  first.storage.close();
  await first.dispose();

  const second = await started();
  expect(await second.service.info()).toMatchObject({ adapterVersion: 1, persistent: true, notices: [] });
  expect(await offersOf(second)).toEqual(learned);
  expect(unwrap(await second.service.adapters())).toEqual([report.version]);
  const history = unwrap(await second.service.history(id));
  expect(history.map(({ feedback }) => feedback?.verdict).sort()).toEqual(['accepted', 'rejected']);

  unwrap(await second.service.restoreAdapter(0));
  second.storage.close();
  const third = await started();
  expect((await third.service.info())?.adapterVersion).toBe(0);
  expect(await offersOf(third)).toEqual(shipped);
});

test('learning in one tab keeps another from learning, until it ends', async () => {
  const tiny = await started();
  const { id } = await savePersonaWithVerdicts(tiny, pair);
  const learn = () => tiny.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 1 }, () => {});
  const frame = openFrame(`
    navigator.locks.request('offersmith:learning', () => {
      parent.postMessage('learning', '*');
      return new Promise(() => {});
    });
  `);
  expect(await frame.next()).toBe('learning');
  expect(await learn()).toMatchObject({ ok: false, failures: [{ type: 'learning-elsewhere' }] });
  frame.remove();
  await expect.poll(async () => (await navigator.locks.query()).held?.length).toBe(0);
  expect((await learn()).ok).toBe(true);
});

test('a run whose tab was closed is told at the next start, once', async () => {
  const first = await started();
  const { id } = await savePersonaWithVerdicts(first, pair);
  const run = { id: 'run', modelId: 'tiny', personaId: id, seed: 1, steps: 24, step: 3, baseVersion: 0 };
  unwrap(await first.storage.saveLearningRun({ ...run, startedAt: 1, updatedAt: 2 }));
  first.storage.close();
  const second = await started();
  expect((await second.service.info())?.notices).toEqual([expect.stringMatching(/Learning was interrupted/)]);
  expect(unwrap(await second.storage.feedback(id))).toHaveLength(2);
  second.storage.close();
  expect((await (await started()).service.info())?.notices).toEqual([]);
});
