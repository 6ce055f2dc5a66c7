import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../src/domain/result.ts';
import type { CampaignService } from '../../src/service/agent-campaign-contract.ts';
import type { AgentService, PlannedFile } from '../../src/service/agent-contract.ts';
import { createAgentService } from '../../src/service/agent-service.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';

/** After every date of the sample. */
export const NOW = Date.UTC(2026, 6, 1);

const sample = path.join(import.meta.dirname, '../../src/studio/agent/sample');

export function sampleFile(name: string): File {
  return new File([readFileSync(path.join(sample, name))], name);
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value;
}

/** A device: its storage outlives the workers that are started on it. */
export function device(): { readonly storage: Storage; start(now?: number): AgentService & CampaignService } {
  let ids = 0;
  const storage = memoryStorage({
    now: () => NOW,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  });
  return {
    storage,
    start: (now = NOW) =>
      createAgentService({ now: () => now, openStorage: async () => ({ ok: true, value: storage }) }),
  };
}

/** Files as they are guessed, ready to be imported. */
export async function planned(service: AgentService, ...files: readonly File[]): Promise<PlannedFile[]> {
  const plans: PlannedFile[] = [];
  for (const file of files) plans.push({ file, plan: unwrap(await service.inspect(file)).plan });
  return plans;
}

/** The sample's three files, ready to be imported. */
export function plannedSample(service: AgentService): Promise<PlannedFile[]> {
  const names = ['customers.csv', 'transactions.csv', 'responses.csv'];
  return planned(service, ...names.map(sampleFile));
}
