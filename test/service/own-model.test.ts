import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { createRandom } from '../../src/domain/random.ts';
import type { EngineInfo, LoadProgress, OwnModel } from '../../src/service/contract.ts';
import { DEFAULT_LORA } from '../../src/service/engine.ts';
import { toStored } from '../../src/service/stored-adapters.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyConfig, tinyExamples, tinyModels } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona } = example;

const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'replay.json', 'model.safetensors'];

let builtIn: FileSource;
/** Another model, in shape and in weights. */
let folder: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

beforeAll(async () => {
  builtIn = await tinyModels();
  const other = await tinyModels({ id: 'other', seed: 9, layers: 2 });
  folder = new Map(
    await Promise.all(paths.map(async (path) => [path, unwrap(await other.read(`other/${path}`))] as const)),
  );
});

/** The folder as a browser hands it over, with some files changed or left out. */
function chosen(changes: Readonly<Record<string, Uint8Array<ArrayBuffer> | undefined>> = {}): OwnModel {
  const files = [...new Map([...folder, ...Object.entries(changes)])];
  return {
    name: 'my-t5',
    files: files.flatMap(([path, bytes]) => (bytes ? [new File([bytes], path)] : [])),
  };
}

async function started(): Promise<TinyService> {
  const tiny = await tinyService({ openRuntime: openNative, models: builtIn });
  onTestFinished(() => tiny.dispose());
  unwrap(await tiny.service.start({}, () => {}));
  return tiny;
}

async function start({ service }: TinyService, own?: OwnModel): Promise<EngineInfo> {
  return unwrap(await service.start(own ? { own } : {}, () => {}));
}

async function texts({ service }: TinyService): Promise<readonly string[]> {
  const request = { jobId: 'job', persona, count: 3, seed: 1 };
  return unwrap(await service.generate(request, () => {})).offers.map(({ text }) => text);
}

async function learn(tiny: TinyService): Promise<void> {
  const { id } = await savePersonaWithVerdicts(tiny, example ?? { persona, accepted: [], rejected: [] });
  const request = { jobId: 'learn', personaId: id, seed: 1, steps: 1 };
  unwrap(await tiny.service.learn(request, () => {}));
}

test('a folder of one’s own writes, and says what it is', async () => {
  const tiny = await started();
  const shipped = await texts(tiny);
  const stages: LoadProgress['stage'][] = [];
  const own = chosen();
  const info = unwrap(await tiny.service.start({ own }, ({ stage }) => stages.push(stage)));
  expect(info).toMatchObject({ ownModel: true, adapterVersion: 0, model: { name: 'my-t5' } });
  expect(info.model.downloadBytes).toBe(own.files.reduce((sum, { size }) => sum + size, 0));
  expect(info.model.parameters).toBeGreaterThan(100_000);
  expect(stages).toEqual(['runtime', 'verify', 'build', 'ready']);
  expect(await texts(tiny)).not.toEqual(shipped);

  const back = await start(tiny);
  expect(back).toMatchObject({ ownModel: false, model: { id: 'tiny' } });
  expect(await texts(tiny)).toEqual(shipped);
});

test('what the folder may lack is not missed', async () => {
  const tiny = await started();
  const own = chosen({ 'tokenizer_config.json': undefined, 'replay.json': undefined });
  expect((await start(tiny, own)).ownModel).toBe(true);
  await learn(tiny);
});

describe('a folder that cannot be used is named, and the model in use stays in use', () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const config = () =>
    JSON.parse(new TextDecoder().decode(folder.get('config.json'))) as Record<string, unknown>;
  const weights = () => folder.get('model.safetensors') ?? new Uint8Array(0);

  const cases: Readonly<
    Record<string, readonly [change: () => Parameters<typeof chosen>[0], type: string, words: RegExp]>
  > = {
    'nothing in it': [
      () => Object.fromEntries(paths.map((path) => [path, undefined])),
      'model-file-missing',
      /config\.json was not found\. The folder must hold/,
    ],
    'no weights': [
      () => ({ 'model.safetensors': undefined }),
      'model-file-missing',
      /model\.safetensors was not found/,
    ],
    'no tokenizer': [
      () => ({ 'tokenizer.json': undefined }),
      'model-file-missing',
      /tokenizer\.json was not/,
    ],
    'weights that end too early': [
      () => ({ 'model.safetensors': weights().slice(0, -100) }),
      'model-file-truncated',
      /model\.safetensors/,
    ],
    'weights of another shape': [
      () => ({ 'config.json': encode(JSON.stringify({ ...config(), d_ff: 96 })) }),
      'model-shape-wrong',
      /\[/,
    ],
    'the configuration of another kind of model': [
      () => ({ 'config.json': encode('{"model_type": "bert"}') }),
      'model-unsupported',
      /T5/,
    ],
    'a tokenizer that is none': [
      () => ({ 'tokenizer.json': encode('{"model": {}}') }),
      'tokenizer-invalid',
      /tokenizer/,
    ],
    'a file that is no JSON': [
      () => ({ 'config.json': encode('{"model') }),
      'model-file-altered',
      /config\.json is not valid JSON/,
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [change, type, words]) => {
    const tiny = await started();
    const before = await texts(tiny);
    const result = await tiny.service.start({ own: chosen(change()) }, () => {});
    expect(failureOf(result)).toBe(type);
    expect(result.ok ? '' : result.failures.map(({ message }) => message).join(' ')).toMatch(words);
    expect(await tiny.service.info()).toMatchObject({ ownModel: false, model: { id: 'tiny' } });
    expect(await texts(tiny)).toEqual(before);
  });

  test('one that the device cannot hold', async () => {
    let fails = false;
    const tiny = await tinyService({
      models: builtIn,
      openRuntime: async (...wanted) => {
        const opened = await openNative(...wanted);
        if (fails && opened.ok) {
          opened.value.session = () => Promise.reject(new RangeError('Array buffer allocation failed'));
        }
        return opened;
      },
    });
    onTestFinished(() => tiny.dispose());
    await start(tiny);
    const before = await texts(tiny);
    fails = true;
    const result = await tiny.service.start({ own: chosen() }, () => {});
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'model-not-started' }] });
    expect(result.ok ? '' : result.failures[0]?.message).toMatch(/my-t5 .* more memory .*smaller model/);
    expect(await texts(tiny)).toEqual(before);
  });
});

/** Saves an adapter that changes something for the model in use, as learning would. */
async function adapt({ service, storage }: TinyService, layers: number): Promise<number> {
  const info = await service.info();
  const config = tinyConfig(layers);
  const random = createRandom(3);
  const { tensors } = initialAdapter(config, DEFAULT_LORA, random);
  const adapter = {
    lora: DEFAULT_LORA,
    tensors: tensors.map(({ name, a, b }) => ({ name, a, b: b.map(() => random.next() - 0.5) })),
  };
  const facts = {
    steps: 1,
    feedbackCount: 2,
    heldBack: { before: 2, after: 1 },
    replay: { before: 1, after: 1 },
  };
  const known = { modelId: info?.model.id ?? '', modelHash: info?.modelHash ?? '' };
  return unwrap(await storage.saveAdapter({ ...known, ...facts, ...toStored(adapter, config) })).version;
}

test('what one model learned waits for it while another is in use', async () => {
  const tiny = await started();
  const shipped = await texts(tiny);
  const version = await adapt(tiny, 1);
  const learned = await texts(tiny);
  expect(learned).not.toEqual(shipped);

  const other = await start(tiny, chosen());
  expect(other).toMatchObject({ adapterVersion: 0, notices: [] });
  expect(unwrap(await tiny.service.adapters())).toEqual([]);
  expect(failureOf(await tiny.service.restoreAdapter(version))).toBe('adapter-unknown');
  const otherShipped = await texts(tiny);
  await adapt(tiny, 2);
  const otherLearned = await texts(tiny);
  expect(otherLearned).not.toEqual(otherShipped);

  expect(await start(tiny)).toMatchObject({ ownModel: false, adapterVersion: version, notices: [] });
  expect(await texts(tiny)).toEqual(learned);

  // Under another name it is still the same model.
  const again = await start(tiny, { ...chosen(), name: 'renamed' });
  expect(again).toMatchObject({ adapterVersion: 1, model: { id: other.model.id, name: 'renamed' } });
  expect(await texts(tiny)).toEqual(otherLearned);
  unwrap(await tiny.service.restoreAdapter(0));
  expect(await texts(tiny)).toEqual(otherShipped);
  expect(unwrap(await tiny.service.adapters())).toHaveLength(1);

  expect(await start(tiny)).toMatchObject({ adapterVersion: version, notices: [] });
});
