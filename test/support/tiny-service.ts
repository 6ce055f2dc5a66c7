import type { ScoredOffer } from '../../src/domain/offer.ts';
import type { StoredPersona } from '../../src/domain/persona.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import type { OfferService } from '../../src/service/contract.ts';
import type { EngineHostOptions } from '../../src/service/engine-host.ts';
import { createOfferService } from '../../src/service/offer-service.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { FileSource } from '../../src/t5/file-source.ts';
import type { TextExample } from '../../src/training/example-tokens.ts';
import { counters, unwrap } from '../storage/samples.ts';
import { tinyModels } from './tiny-model.ts';

export type OpenRuntime = EngineHostOptions['openRuntime'];

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
    openRuntime: async (...wanted) => {
      const opened = await options.openRuntime(...wanted);
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

/** Stores a persona with offers and what it says of them, as if they had been written and judged earlier. */
export async function savePersonaWithVerdicts(
  { service, storage }: Pick<TinyService, 'service' | 'storage'>,
  { persona, accepted, rejected }: TextExample,
  modelId = 'tiny',
): Promise<StoredPersona> {
  const stored = unwrap(await service.savePersona(persona));
  for (const [texts, verdict] of [
    [accepted, 'accepted'],
    [rejected, 'rejected'],
  ] as const) {
    const offers = unwrap(await storage.saveOffers(stored.id, modelId, texts.map(offerOf)));
    for (const { id } of offers) unwrap(await service.judge(id, verdict));
  }
  return stored;
}

function offerOf(text: string): ScoredOffer {
  const audit = { rules: [], issues: [], seed: 0, modelHash: 'abc', adapterVersion: 0, drawn: 4, judged: 0 };
  return { text, score: 0, decision: 'offer', audit };
}
