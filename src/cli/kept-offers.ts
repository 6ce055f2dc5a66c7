import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { ModelOffers } from '../evaluation/measure-model.ts';
import type { ModelFolder } from '../t5/model-folder.ts';

const Texts = v.array(v.string());
const Offers = v.object({
  best: Texts,
  single: Texts,
  greedy: Texts,
  candidates: v.number(),
  refused: v.number(),
  refusedBy: v.record(v.string(), v.number()),
});

/** What a model wrote for a number of customers, kept so that an evaluation that was stopped can be taken up again. */
export interface KeptOffers {
  /** Undefined where nothing is kept, or where the file is damaged: it can be made again. */
  find(model: ModelFolder, customers: number): Promise<ModelOffers | undefined>;
  keep(model: ModelFolder, customers: number, offers: ModelOffers): Promise<void>;
}

/**
 * One file for a model's weights and the catalogue that its texts are checked by.
 *
 * @param resume whether what an earlier run kept counts; it is written either way.
 */
export function keptOffers(folder: string, resume: boolean): KeptOffers {
  const file = ({ hash, catalogue }: ModelFolder, customers: number) => {
    const checks =
      catalogue === undefined
        ? 'free'
        : createHash('sha256').update(JSON.stringify(catalogue)).digest('hex').slice(0, 8);
    return path.join(folder, `${hash.slice(0, 16)}-${checks}-${customers}.json`);
  };
  return {
    async find(model, customers) {
      if (!resume) return undefined;
      try {
        const kept = v.safeParse(Offers, JSON.parse(await readFile(file(model, customers), 'utf8')));
        return kept.success && kept.output.best.length === customers ? kept.output : undefined;
      } catch {
        return undefined;
      }
    },
    async keep(model, customers, offers) {
      await mkdir(folder, { recursive: true });
      const target = file(model, customers);
      await writeFile(`${target}.part`, JSON.stringify(offers));
      await rename(`${target}.part`, target);
    },
  };
}
