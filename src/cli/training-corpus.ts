import { historyRow, ideasRow, personaRow, rewardRow } from './training-rows.ts';

/** People enough for every word of the grammar to turn up. */
export const CORPUS_PERSONAS = 6000;

/** What the tokenizer learns from: prompts and texts of every task, in the training split. */
export function* trainingCorpus(seed: number, personas = CORPUS_PERSONAS): Generator<string> {
  for (let index = 0; index < personas; index += 1) {
    const options = { seed, split: 'train', index, visit: 0 } as const;
    const rows = [personaRow(options)];
    if (index % 4 === 0) rows.push(rewardRow(options));
    if (index % 8 === 0) rows.push(historyRow(options), ideasRow(options));
    for (const { prompt, accepted, rejected } of rows) yield* [prompt, ...accepted, ...rejected];
  }
}
