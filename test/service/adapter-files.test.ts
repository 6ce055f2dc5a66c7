import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdapterFiles } from '../../src/service/contract.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona } = example;
const pair = { persona, accepted: example.accepted.slice(0, 1), rejected: example.rejected.slice(0, 1) };

let learned: TinyService;
let files: AdapterFiles;

async function started(seed?: number): Promise<TinyService> {
  const models = await tinyModels(seed === undefined ? {} : { seed });
  const tiny = await tinyService({ openRuntime: openNative, models });
  unwrap(await tiny.service.start({}, () => {}));
  return tiny;
}

/** Texts and scores; the audits name the version, which counts anew on every device. */
async function offersOf({ service }: TinyService) {
  const request = { jobId: 'job', persona, count: 3, seed: 1 };
  const { offers } = unwrap(await service.generate(request, () => {}));
  return offers.map(({ text, score }) => ({ text, score }));
}

beforeAll(async () => {
  learned = await started();
  const { id } = await savePersonaWithVerdicts(learned, pair);
  unwrap(await learned.service.learn({ jobId: 'learn', personaId: id, seed: 1, steps: 4 }, () => {}));
  files = unwrap(await learned.service.exportAdapter(1));
});

afterAll(() => learned.dispose());

test('what was learned on one device writes the same on another', async () => {
  const other = await started();
  const shipped = await offersOf(other);
  const version = unwrap(await other.service.importAdapter(files));
  expect(version).toMatchObject({ version: 1, steps: 0, feedbackCount: 0 });
  expect((await other.service.info())?.adapterVersion).toBe(1);
  expect(await offersOf(other)).toEqual(await offersOf(learned));
  unwrap(await other.service.restoreAdapter(0));
  expect(await offersOf(other)).toEqual(shipped);
  await other.dispose();
});

test('one that was learned with other weights is refused, and nothing changes', async () => {
  const other = await started(2);
  expect(failureOf(await other.service.importAdapter(files))).toBe('adapter-mismatch');
  expect((await other.service.info())?.adapterVersion).toBe(0);
  expect(unwrap(await other.service.adapters())).toEqual([]);
  await other.dispose();
});

test.each([
  ['cut off', (bytes: Uint8Array) => bytes.slice(0, -9)],
  ['empty', () => new Uint8Array()],
])('one whose tensors are %s is refused', async (_, damage) => {
  const name = 'adapter_model.safetensors';
  const damaged = { ...files, [name]: new Uint8Array(damage(files[name])) };
  expect(failureOf(await learned.service.importAdapter(damaged))).toBe('adapter-invalid');
  expect((await learned.service.info())?.adapterVersion).toBe(1);
});

test('a version that is not there cannot be handed out', async () => {
  expect(failureOf(await learned.service.exportAdapter(9))).toBe('adapter-unknown');
});
