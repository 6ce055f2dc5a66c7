import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simulateExamples } from '../simulation/examples.ts';
import { shippedCatalogue } from '../simulation/shipped-catalogue.ts';
import type { T5Config } from '../t5/config.ts';
import type { TextExample } from '../training/example-tokens.ts';
import { configJson, modelBytes, type Storing } from '../training/model-files.ts';
import type { ParameterLayout } from '../training/parameter-layout.ts';
import type { TrainedTokenizer } from '../training/tokenizer-trainer.ts';
import { writeWeights } from './write-weights.ts';

const REPLAY_PERSONAS = 48;

export interface TrainedModel {
  readonly config: T5Config;
  readonly tokenizer: TrainedTokenizer;
  readonly layout: ParameterLayout;
  readonly parameters: Float32Array;
  readonly storing: Storing;
  /** Writes the weights packed with gzip, which pays where they lie on a coarse grid. */
  readonly packed?: boolean;
  /** Of the population whose first people go with the model. */
  readonly seed: number;
}

/** Writes a trained model in the Hugging Face layout, its replay sample and its catalogue with it. */
export async function writeModelFolder(folder: string, model: TrainedModel): Promise<void> {
  const { tokenizerJson, tokenizerConfig } = model.tokenizer;
  await mkdir(folder, { recursive: true });
  const write = (file: string, data: string | Uint8Array) => writeFile(path.join(folder, file), data);
  await write('config.json', json(configJson(model.config)));
  await write(
    'generation_config.json',
    json({ decoder_start_token_id: 0, eos_token_id: 1, pad_token_id: 0 }),
  );
  await write('tokenizer.json', JSON.stringify(tokenizerJson));
  await write('tokenizer_config.json', json(tokenizerConfig));
  await write('replay.json', JSON.stringify(replaySample(model.seed)));
  await writeCatalogue(folder);
  // Last, since a folder with weights is taken for a whole model.
  const { parameters, layout, storing, packed = false } = model;
  await writeWeights(folder, modelBytes(parameters, layout, storing), packed);
}

/**
 * Writes what the model may offer, by which the numbers of its texts are traced.
 *
 * @param taught words that the model was taught besides those of the catalogue, separated by spaces.
 */
export async function writeCatalogue(folder: string, taught = ''): Promise<void> {
  const catalogue = shippedCatalogue();
  const words = [...new Set(`${catalogue.words ?? ''} ${taught}`.trim().split(/\s+/))].sort().join(' ');
  await writeFile(path.join(folder, 'catalogue.json'), JSON.stringify({ ...catalogue, words }));
}

/** Training examples that go with the model: learning on the device holds on to them. */
function replaySample(seed: number): TextExample[] {
  return [...simulateExamples({ seed, count: REPLAY_PERSONAS })].map(({ persona, accepted, rejected }) => ({
    persona,
    accepted,
    rejected,
  }));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
