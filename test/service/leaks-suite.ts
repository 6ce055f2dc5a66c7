import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveCounts, Runtime } from '../../src/runtime/runtime.ts';
import type { Engine } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';
import type { OpenRuntime } from '../support/tiny-service.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const { persona, accepted, rejected } = example;
const NOTHING: LiveCounts = { sessions: 0, deviceTensors: 0, deviceBytes: 0 };

/** Sessions and tensors that are held after each kind of work, on one backend. */
export function leaksSuite(title: string, open: OpenRuntime, memory?: () => unknown): void {
  describe(`${title}: nothing is left behind`, () => {
    let models: FileSource;
    let host: EngineHost;
    let engine: Engine;

    beforeAll(async () => {
      models = await tinyModels();
      host = new EngineHost({ openRuntime: open, models: () => models });
      engine = unwrap(await host.start({}, () => {}));
    });

    afterAll(() => host.stop());

    /** What is held after the first time, which may make what later ones share, and after more of them. */
    async function repeated(work: (round: number) => Promise<unknown>, rounds = 3) {
      await work(0);
      const first = { ...engine.runtime.counts(), memory: memory?.() };
      for (let round = 1; round < rounds; round += 1) await work(round);
      expect({ ...engine.runtime.counts(), memory: memory?.() }).toEqual(first);
      return engine.runtime.counts();
    }

    test('by starting: two graphs and one adapter', () => {
      const { sessions, deviceTensors } = engine.runtime.counts();
      expect(sessions).toBe(2);
      // A and B of six projections, where the device has a memory of its own.
      expect(deviceTensors).toBe(engine.runtime.backend === 'webgpu' ? 12 : 0);
    });

    test('by writing', async () => {
      const before = engine.runtime.counts();
      const write = async () => unwrap(await engine.write({ persona, count: 2, seed: 2 }));
      expect(await repeated(write)).toEqual(before);
    });

    test('by writing that is cut off or fails', async () => {
      const before = engine.runtime.counts();
      await repeated(async () => {
        const controller = new AbortController();
        const onTexts = () => controller.abort();
        const cut = await engine.write({ persona, count: 2, seed: 1, signal: controller.signal, onTexts });
        expect(failureOf(cut)).toBe('cancelled');
      });
      const fails = engine.write({
        persona,
        count: 2,
        seed: 1,
        onTexts: () => {
          throw new Error('the page is gone');
        },
      });
      await expect(fails).rejects.toThrow('the page is gone');
      expect(engine.runtime.counts()).toEqual(before);
    });

    test('by changing the adapter', async () => {
      const before = engine.runtime.counts();
      expect(await repeated(async (round) => engine.useAdapter(round, engine.currentAdapter))).toEqual(
        before,
      );
      engine.useAdapter(0);
    });

    test('by comparing, but for the weights and the graph that it shares with learning', async () => {
      const { sessions } = await repeated(() => engine.embed(persona, accepted));
      expect(sessions).toBe(3);
    });

    test('by learning, to the end or cut off', async () => {
      const before = engine.runtime.counts();
      const feedback = { persona, accepted, rejected };
      unwrap(await engine.learn({ feedback, seed: 1, steps: 1 }));
      expect(engine.runtime.counts()).toEqual(before);
      const controller = new AbortController();
      const cut = await engine.learn({
        feedback,
        seed: 1,
        steps: 2,
        signal: controller.signal,
        onEvent: ({ type }) => (type === 'step' ? controller.abort() : undefined),
      });
      expect(failureOf(cut)).toBe('cancelled');
      expect(engine.runtime.counts()).toEqual(before);
    });

    test('by starting what already runs, or what is not there', async () => {
      const before = engine.runtime.counts();
      expect(unwrap(await host.start({}, () => {}))).toBe(engine);
      expect(failureOf(await host.start({ modelId: 'none' }, () => {}))).toBe('model-unknown');
      expect(engine.runtime.counts()).toEqual(before);
    });

    test('by stopping', async () => {
      await host.stop();
      expect(engine.runtime.counts()).toEqual(NOTHING);
      expect(host.current).toBeUndefined();
    });

    test('by going over to another model', async () => {
      const two = await tinyModels({}, { id: 'other', seed: 2 });
      const runtimes: Runtime[] = [];
      const both = new EngineHost({
        models: () => two,
        openRuntime: async (...args) => {
          const opened = await open(...args);
          if (opened.ok) runtimes.push(opened.value);
          return opened;
        },
      });
      const first = unwrap(await both.start({}, () => {}));
      const second = unwrap(await both.start({ modelId: 'other' }, () => {}));
      expect(second.folder.hash).not.toBe(first.folder.hash);
      expect(runtimes.map((runtime) => runtime.counts().sessions)).toEqual([0, 2]);
      await both.stop();
      expect(runtimes.map((runtime) => runtime.counts())).toEqual([NOTHING, NOTHING]);
    });

    test('by a start that fails', async () => {
      const runtimes: Runtime[] = [];
      const broken = new EngineHost({
        models: () => ({
          read: async (path) =>
            path.endsWith('tokenizer.json')
              ? { ok: false, failures: [{ type: 'gone', message: '' }] }
              : models.read(path),
        }),
        openRuntime: async (...args) => {
          const opened = await open(...args);
          if (opened.ok) runtimes.push(opened.value);
          return opened;
        },
      });
      expect(failureOf(await broken.start({}, () => {}))).toBe('gone');
      expect(runtimes.map((runtime) => runtime.counts())).toEqual([NOTHING]);
      expect(broken.current).toBeUndefined();
    });
  });
}
