import path from 'node:path';
import type { WriteCopy } from '../creative/compose-copy.ts';
import { type Result, success } from '../domain/result.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { EngineHost } from '../service/engine-host.ts';
import { CopyMemory } from '../service/write-copy.ts';
import { nodeSource } from '../t5/node-source.ts';

/** The shipped model as a writer of copy; the same seed gives the same drafts. Dispose of it when done. */
export async function openCopywriter(
  seed: number,
): Promise<Result<{ readonly write: WriteCopy; dispose(): Promise<void> }>> {
  const host = new EngineHost({
    openRuntime: (backend = 'cpu') => openNodeRuntime(backend),
    models: () => nodeSource(path.join(import.meta.dirname, '../../models')),
  });
  const engine = await host.start({}, () => {});
  if (!engine.ok) return engine;
  const copies = new CopyMemory();
  return success({
    async write(brief, attempt) {
      const drafts = await copies.write(engine.value, brief, { seed: seed + attempt });
      return drafts.ok ? drafts.value : [];
    },
    dispose: () => host.stop(),
  });
}
