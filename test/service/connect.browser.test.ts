import { expose } from 'comlink';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { connectOfferService } from '../../src/service/connect.ts';
import { ScriptedService } from '../studio/support/scripted-service.ts';

/** A worker that lives in this page: its other side is a port, and it dies when told to. */
class NearbyWorker extends EventTarget {
  static readonly started: NearbyWorker[] = [];
  static answers = true;
  static script = () => new ScriptedService();
  readonly #channel = new MessageChannel();
  readonly terminate = vi.fn();

  constructor() {
    super();
    NearbyWorker.started.push(this);
    if (NearbyWorker.answers) expose(NearbyWorker.script(), this.#channel.port2);
    this.#channel.port1.addEventListener('message', ({ data }) => {
      this.dispatchEvent(new MessageEvent('message', { data }));
    });
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  die(message = ''): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

function connect() {
  NearbyWorker.started.length = 0;
  vi.stubGlobal('Worker', NearbyWorker);
  const service = connectOfferService();
  onTestFinished(() => service.disconnect());
  return service;
}

afterEach(() => {
  vi.unstubAllGlobals();
  NearbyWorker.answers = true;
  NearbyWorker.script = () => new ScriptedService();
});

test('the first call starts the worker, later ones share it, and callbacks arrive', async () => {
  const service = connect();
  expect(NearbyWorker.started).toHaveLength(0);
  const stages: string[] = [];
  const result = await service.start({}, ({ stage }) => stages.push(stage));
  expect(result.ok).toBe(true);
  await expect.poll(() => stages.at(-1)).toBe('ready');
  expect((await service.info())?.model.id).toBe('scripted');
  expect(NearbyWorker.started).toHaveLength(1);
});

test('copy for a reward goes to the worker and comes back', async () => {
  const service = connect();
  const brief = { product: 'tea', benefit: '20% off', goals: [], tone: 'statement', medium: 'sms' } as const;
  const drafts = await service.writeCopy({
    jobId: 'run',
    brief: { ...brief, named: true },
    attempt: 1,
    seed: 7,
  });
  expect(drafts).toEqual({ ok: true, value: ['{name}: 20% off on tea, just for you'] });
});

test('a worker whose script does not load is a failure and not an endless wait', async () => {
  NearbyWorker.answers = false;
  const service = connect();
  const starting = service.start({}, () => {});
  NearbyWorker.started[0]?.die();
  const result = await starting;
  expect(result).toMatchObject({ ok: false, failures: [{ type: 'worker-stopped' }] });
  expect(result.ok ? '' : result.failures[0]?.message).toContain('could not be loaded');
});

test('after the worker died, the next call starts a fresh one', async () => {
  const service = connect();
  await service.personas();
  const [first] = NearbyWorker.started;
  first?.die('out of memory');
  expect(first?.terminate).toHaveBeenCalled();
  expect(await service.personas()).toEqual({ ok: true, value: [] });
  expect(NearbyWorker.started).toHaveLength(2);
});

test('a runtime that did not start is tried again in a fresh worker', async () => {
  NearbyWorker.script = () => {
    const service = new ScriptedService();
    const failure = { type: 'runtime-failed', message: 'A file is missing.' };
    if (NearbyWorker.started.length === 1) service.script.failNext.set('start', failure);
    return service;
  };
  const service = connect();
  expect((await service.start({}, () => {})).ok).toBe(false);
  expect(NearbyWorker.started[0]?.terminate).toHaveBeenCalled();
  expect((await service.start({}, () => {})).ok).toBe(true);
  expect(NearbyWorker.started).toHaveLength(2);
});

test('disconnecting ends the worker', async () => {
  const service = connect();
  await service.personas();
  service.disconnect();
  expect(NearbyWorker.started[0]?.terminate).toHaveBeenCalled();
});
