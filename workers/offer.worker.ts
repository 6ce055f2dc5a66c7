import { expose } from 'comlink';
import { openBrowserRuntime } from '../src/runtime/browser-runtime.ts';
import { createOfferService } from '../src/service/offer-service.ts';
import { memoryStorage, openStorage } from '../src/storage/open-storage.ts';
import { fetchSource } from '../src/t5/file-source.ts';

const base = new URL(import.meta.env.BASE_URL, self.location.origin).href;
const clock = { now: () => Date.now(), newId: () => crypto.randomUUID() };

expose(
  createOfferService({
    ...clock,
    openRuntime: (backend, because, onBytes) =>
      openBrowserRuntime({
        runtimeUrl: `${base}runtime/`,
        ...(backend === 'webgpu' || backend === 'wasm' ? { backend } : {}),
        ...(because ? { because } : {}),
        ...(onBytes ? { onBytes } : {}),
      }),
    models: (onBytes) => fetchSource(`${base}models`, onBytes ? { onBytes } : {}),
    openStorage: async () => {
      const opened = await openStorage({ ...clock, onBlocked: () => {}, onVersionChange: () => {} });
      const refused = !opened.ok && opened.failures.some(({ type }) => type === 'storage-unavailable');
      return refused ? { ok: true, value: memoryStorage(clock) } : opened;
    },
  }),
);
