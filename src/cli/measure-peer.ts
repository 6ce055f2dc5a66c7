import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Persona } from '../domain/persona.ts';
import { exportedFiles } from '../export/exported-files.ts';
import type { Engine } from '../service/engine.ts';
import { personaPrompt } from '../t5/prompt.ts';
import { type BenchRow, median } from './bench-row.ts';
import { makeFolder } from './make-folder.ts';
import { orFail } from './options.ts';

const RUNS = 6;
const LONGEST = 40;

/**
 * transformers.js with the same model, exported for it, on the same prompt: the likeliest words alone, and a batch of
 * eight that is drawn. It encodes a prompt once a candidate, which is part of its time to texts.
 */
export async function measurePeer({ folder }: Engine, persona: Persona): Promise<readonly BenchRow[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'offersmith-peer-'));
  try {
    for (const [file, bytes] of orFail(exportedFiles(folder, ['fp32']))) {
      await makeFolder(path.dirname(path.join(scratch, file)));
      await writeFile(path.join(scratch, file), bytes);
    }
    // Imported here: it brings a second ONNX runtime along, which no other part needs.
    const { env, pipeline } = await import('@huggingface/transformers');
    env.allowRemoteModels = false;
    env.localModelPath = `${path.dirname(scratch)}/`;
    const began = performance.now();
    const generate = await pipeline('text2text-generation', path.basename(scratch), {
      dtype: 'fp32',
      device: 'cpu',
    });
    const rows: BenchRow[] = [{ what: 'from files to ready', value: performance.now() - began, unit: 'ms' }];
    const prompt = personaPrompt(persona);
    for (const { name, count } of [
      { name: '1 candidate', count: 1 },
      { name: '8 candidates', count: 8 },
    ]) {
      const runs: { readonly milliseconds: number; readonly tokens: number }[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const start = performance.now();
        const written = await generate(
          Array.from({ length: count }, () => prompt),
          { max_new_tokens: LONGEST, do_sample: count > 1, temperature: 0.6, top_p: 0.9, top_k: 0 },
        );
        const milliseconds = performance.now() - start;
        const texts = written.flat().map((each) => each.generated_text);
        const tokens = texts.reduce((sum, text) => sum + generate.tokenizer.encode(text).length, 0);
        // The first run warms up.
        if (run > 0) runs.push({ milliseconds, tokens });
      }
      const perToken = median(runs.map(({ milliseconds, tokens }) => milliseconds / tokens));
      rows.push(
        { what: `a token with its share of encoding, ${name}`, value: perToken, unit: 'ms' },
        { what: `tokens a second, encoding included, ${name}`, value: 1000 / perToken, unit: '' },
      );
    }
    await generate.dispose();
    return rows;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
