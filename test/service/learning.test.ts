import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { failure } from '../../src/domain/result.ts';
import type { LearnEvent, LearnReport } from '../../src/service/contract.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { TextExample } from '../../src/training/example-tokens.ts';
import { counters, failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

const examples = tinyExamples(3);
const pair = pairOf(examples[0]);
const pairElse = pairOf(examples[1]);

/** One accepted and one rejected offer: they serve for learning and for the check, so that learning surely helps. */
function pairOf(example: TextExample | undefined): TextExample {
  if (!example) throw new Error('no example');
  const { persona, accepted, rejected } = example;
  return { persona, accepted: accepted.slice(0, 1), rejected: rejected.slice(0, 1) };
}

async function started(storage: Storage = memoryStorage(counters())): Promise<TinyService> {
  const tiny = await tinyService({ openRuntime: openNative, storage });
  onTestFinished(() => tiny.dispose());
  unwrap(await tiny.service.start({}, () => {}));
  return tiny;
}

async function offersOf({ service }: TinyService, seed = 1) {
  const request = { jobId: 'write', persona: pair.persona, count: 4, seed };
  return unwrap(await service.generate(request, () => {})).offers;
}

function learn({ service }: TinyService, personaId: string, { steps = 4 } = {}) {
  return service.learn({ jobId: 'learn', personaId, seed: 1, steps }, () => {});
}

async function learned(tiny: TinyService, example = pair): Promise<LearnReport> {
  const { id } = await savePersonaWithVerdicts(tiny, example);
  return unwrap(await learn(tiny, id));
}

describe('learning from verdicts', () => {
  test('makes a new version, which is in use from then on', async () => {
    const tiny = await started();
    const before = await offersOf(tiny);
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const report = unwrap(await learn(tiny, id));
    expect(report.kept, report.reason).toBe(true);
    expect(report.version).toMatchObject({ version: 1, modelId: 'tiny', steps: 4, feedbackCount: 2 });
    expect(report.version.heldBack.after).toBeLessThan(report.version.heldBack.before);
    expect(report.losses).toHaveLength(4);
    expect(unwrap(await tiny.service.adapters())).toEqual([report.version]);
    expect((await tiny.service.info())?.adapterVersion).toBe(1);
    const after = await offersOf(tiny);
    expect(after.map(({ audit }) => audit.adapterVersion)).toEqual([1, 1, 1, 1]);
    expect(after.map(({ score }) => score)).not.toEqual(before.map(({ score }) => score));
    expect(unwrap(await tiny.storage.learningRuns())).toEqual([]);
  });

  test('tells how near each offer was before and after: the accepted one gains on the rejected one', async () => {
    const tiny = await started();
    const { similarities } = await learned(tiny);
    expect(similarities.map(({ text, verdict }) => ({ text, verdict }))).toEqual([
      { text: pair.accepted[0], verdict: 'accepted' },
      { text: pair.rejected[0], verdict: 'rejected' },
    ]);
    const [accepted, rejected] = similarities;
    const gap = (when: 'before' | 'after') => (accepted?.[when] ?? 0) - (rejected?.[when] ?? 0);
    expect(gap('after')).toBeGreaterThan(gap('before'));
  });

  test("learns anew from the model as shipped, and other people's verdicts again", async () => {
    const tiny = await started();
    const first = await learned(tiny);
    const second = await learned(tiny, pairElse);
    expect([first.version.version, second.version.version]).toEqual([1, 2]);
    expect(unwrap(await tiny.service.adapters()).map(({ version }) => version)).toEqual([1, 2]);
    const fresh = await started();
    const alone = await learned(fresh, pairElse);
    expect(second.version.heldBack.before).toBe(alone.version.heldBack.before);
    // The first person's verdicts are in every step.
    expect(second.losses).not.toEqual(alone.losses);
    expect(second.version).not.toHaveProperty('base');
  });

  test('builds on a version that was brought from elsewhere, again and again', async () => {
    const donor = await started();
    await learned(donor, pairElse);
    const files = unwrap(await donor.service.exportAdapter(1));
    const tiny = await started();
    unwrap(await tiny.service.importAdapter(files));
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const first = unwrap(await learn(tiny, id));
    const second = unwrap(await learn(tiny, id));
    expect([first, second].map(({ version }) => [version.version, version.base])).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(second.losses).toEqual(first.losses);
    const alone = await learned(await started());
    expect(first.version.heldBack.before).not.toBeCloseTo(alone.version.heldBack.before, 3);
    // As shipped again: what was brought does not count any more.
    unwrap(await tiny.service.restoreAdapter(0));
    const third = unwrap(await learn(tiny, id));
    expect(third.version).not.toHaveProperty('base');
    expect(third.losses).toEqual(alone.losses);
  });

  test('is told step by step', async () => {
    const tiny = await started();
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const events: LearnEvent[] = [];
    const report = unwrap(
      await tiny.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 2 }, (event) => {
        events.push(event);
      }),
    );
    expect(events.map(({ type }) => type)).toEqual(['prepared', 'checked', 'step', 'step', 'checked']);
    expect(events[0]).toEqual({ type: 'prepared', steps: 2, examples: 2 });
    expect(events[4]).toMatchObject({ heldBack: report.version.heldBack.after });
  });

  test.each(['accepted', 'rejected'] as const)('needs an offer that was %s', async (kind) => {
    const tiny = await started();
    const { id } = await savePersonaWithVerdicts(tiny, { ...pair, [kind]: [] });
    expect(failureOf(await learn(tiny, id))).toBe('too-little-feedback');
    expect((await tiny.service.info())?.adapterVersion).toBe(0);
    expect(unwrap(await tiny.storage.learningRuns())).toEqual([]);
  });

  test('a verdict that was taken back does not count', async () => {
    const tiny = await started();
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const history = unwrap(await tiny.service.history(id));
    const accepted = history.find(({ feedback }) => feedback?.verdict === 'accepted');
    unwrap(await tiny.service.unjudge(accepted?.offer.id ?? ''));
    expect(failureOf(await learn(tiny, id))).toBe('too-little-feedback');
  });
});

test('a version that is no better is rolled back, and the report says why', async () => {
  const tiny = await started();
  const before = await offersOf(tiny);
  // What is learned from contradicts what is held back: each text is accepted once and rejected once.
  const texts = examples.slice(0, 2).flatMap(({ accepted }) => accepted.slice(0, 1));
  const { id } = await savePersonaWithVerdicts(tiny, { ...pair, accepted: texts, rejected: texts });
  const report = unwrap(await learn(tiny, id, { steps: 400 }));
  expect(report.kept).toBe(false);
  expect(report.reason).toMatch(/so the earlier version stays/);
  expect(report.version.version).toBe(0);
  expect(report.version.heldBack.after).toBeGreaterThan(report.version.heldBack.before);
  expect(report.losses).toHaveLength(400);
  expect(unwrap(await tiny.service.adapters())).toEqual([]);
  expect((await tiny.service.info())?.adapterVersion).toBe(0);
  expect(await offersOf(tiny)).toEqual(before);
  expect(unwrap(await tiny.storage.feedback(id))).toHaveLength(4);
});

describe('going back', () => {
  test('to the model as shipped gives exactly the offers from before, and forward those of the version', async () => {
    const tiny = await started();
    const shipped = await offersOf(tiny);
    await learned(tiny);
    const first = await offersOf(tiny);
    expect(unwrap(await tiny.service.restoreAdapter(0)).adapterVersion).toBe(0);
    expect(await offersOf(tiny)).toEqual(shipped);
    expect(unwrap(await tiny.service.restoreAdapter(1)).adapterVersion).toBe(1);
    expect(await offersOf(tiny)).toEqual(first);
  });

  test('keeps the versions, and the next one gets a number of its own', async () => {
    const tiny = await started();
    await learned(tiny);
    unwrap(await tiny.service.restoreAdapter(0));
    const again = await learned(tiny, pairElse);
    expect(again.version.version).toBe(2);
    expect(unwrap(await tiny.service.adapters()).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('erasing everything is going back as well', async () => {
    const tiny = await started();
    const shipped = await offersOf(tiny);
    await learned(tiny);
    const { erased } = unwrap(await tiny.service.eraseEverything());
    expect(erased).toMatchObject({ personas: 1, offers: 2, feedback: 2, adapters: 1 });
    expect(await offersOf(tiny)).toEqual(shipped);
    expect(unwrap(await tiny.service.personas())).toEqual([]);
    expect(unwrap(await tiny.service.adapters())).toEqual([]);
  });
});

test('what one tab has learned another uses, without a reload', async () => {
  const storage = memoryStorage(counters());
  const [one, two] = [await started(storage), await started(storage)];
  const shipped = await offersOf(two);
  await learned(one);
  expect(await offersOf(two)).toEqual(await offersOf(one));
  unwrap(await one.service.restoreAdapter(0));
  expect(await offersOf(two)).toEqual(shipped);
});

test('what was learned is there at the next start', async () => {
  const storage = memoryStorage(counters());
  const first = await started(storage);
  await learned(first);
  const again = await started(storage);
  expect((await again.service.info())?.adapterVersion).toBe(1);
  expect(await offersOf(again)).toEqual(await offersOf(first));
});

describe('a run that was cut off', () => {
  const run = {
    id: 'run',
    modelId: 'tiny',
    personaId: 'id',
    seed: 1,
    steps: 24,
    step: 3,
    baseVersion: 0,
    startedAt: 1,
    updatedAt: 2,
  };

  test('is told at the next start, once', async () => {
    const storage = memoryStorage(counters());
    unwrap(await storage.saveLearningRun(run));
    const tiny = await started(storage);
    expect((await tiny.service.info())?.notices).toEqual([expect.stringMatching(/Learning was interrupted/)]);
    expect(unwrap(await storage.learningRuns())).toEqual([]);
    const next = await started(storage);
    expect((await next.service.info())?.notices).toEqual([]);
  });

  test('is not told where there was none', async () => {
    const tiny = await started();
    expect((await tiny.service.info())?.notices).toEqual([]);
  });
});

describe('a disk that fails', () => {
  const full = async () => failure('storage-full', 'The disk is full.');

  test('while the version is saved: the old one stays in use, the verdicts stay', async () => {
    const storage = memoryStorage(counters());
    const tiny = await started({ ...storage, saveAdapter: full });
    const before = await offersOf(tiny);
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const result = await learn(tiny, id);
    expect(result).toEqual({ ok: false, failures: [{ type: 'storage-full', message: 'The disk is full.' }] });
    expect((await tiny.service.info())?.adapterVersion).toBe(0);
    expect(await offersOf(tiny)).toEqual(before);
    expect(unwrap(await storage.feedback(id))).toHaveLength(2);
    expect(unwrap(await storage.learningRuns())).toEqual([]);
    expect(unwrap(await storage.currentAdapter('tiny'))).toBeUndefined();
  });

  test('before it began: nothing is learned', async () => {
    const tiny = await started({ ...memoryStorage(counters()), saveLearningRun: full });
    const { id } = await savePersonaWithVerdicts(tiny, pair);
    const onEvent = vi.fn();
    const result = await tiny.service.learn({ jobId: 'learn', personaId: id, seed: 1 }, onEvent);
    expect(failureOf(result)).toBe('storage-full');
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('while offers are kept: they are not handed out as if they were', async () => {
    const tiny = await started({ ...memoryStorage(counters()), saveOffers: full });
    const { id } = unwrap(await tiny.service.savePersona(pair.persona));
    const request = { jobId: 'write', persona: pair.persona, personaId: id, count: 1, seed: 1 };
    expect(failureOf(await tiny.service.generate(request, () => {}))).toBe('storage-full');
    // Offers that nobody wants kept need no disk.
    expect(await offersOf(tiny)).toHaveLength(4);
  });
});
