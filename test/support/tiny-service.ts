import type { Result } from '../../src/domain/result.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import type { Backend, OfferService } from '../../src/service/contract.ts';
import { createOfferService } from '../../src/service/offer-service.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import { tinyModels } from './tiny-model.ts';

export type OpenRuntime = (backend?: Backend, because?: string) => Promise<Result<Runtime>>;

export interface TinyService {
  readonly service: OfferService;
  /** What the service works on, to look behind its back and to bring about what a person would. */
  readonly storage: Storage;
  /** Every runtime that the service has opened, in order. */
  readonly runtimes: readonly Runtime[];
  /** Releases what the runtimes hold, as the end of the worker would. */
  dispose(): Promise<void>;
}

export interface TinyServiceOptions {
  readonly openRuntime: OpenRuntime;
  /** In memory when left out. */
  readonly storage?: Storage;
  /** One tiny model when left out. */
  readonly models?: FileSource;
}

/** The real service on a tiny model. */
export async function tinyService(options: TinyServiceOptions): Promise<TinyService> {
  const clock = counters();
  const storage = options.storage ?? memoryStorage(clock);
  const models = options.models ?? (await tinyModels());
  const runtimes: Runtime[] = [];
  const service = createOfferService({
    ...clock,
    openRuntime: async (backend, because) => {
      const opened = await options.openRuntime(backend, because);
      if (opened.ok) runtimes.push(opened.value);
      return opened;
    },
    models: () => models,
    openStorage: async () => ({ ok: true, value: storage }),
  });
  const dispose = async () => {
    for (const runtime of runtimes) await runtime.dispose();
  };
  return { service, storage, runtimes, dispose };
}

/** A clock that ticks once a reading, and names that count up. */
export function counters() {
  let time = 1000;
  let count = 0;
  return { now: () => ++time, newId: () => `id-${++count}` };
}
