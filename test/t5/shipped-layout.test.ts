import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { greedyWriter } from '../../src/cli/greedy-writer.ts';
import { shippedModel } from '../../src/cli/shipped-model.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';
import { createTokenizer } from '../../src/t5/tokenizer.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

/** Float32 weights wrote these: npm run compare-layouts -- --backends cpu --weights float32 --texts FILE */
const REFERENCE = new URL('../fixtures/greedy-float32.json', import.meta.url);
const LEAST_SHARE = 0.95;

test('the stored weights write what the trained ones wrote, on at least 95% of 200 prompts', {
  timeout: 120_000,
}, async () => {
  const reference: readonly string[] = JSON.parse(await readFile(REFERENCE, 'utf8'));
  expect(reference).toHaveLength(200);
  const folder = unwrap(await shippedModel(path.join(import.meta.dirname, '../../models'), 'offer-mini'));
  const tokenizer = unwrap(createTokenizer(folder.tokenizerJson, folder.tokenizerConfig, folder.config));
  const runtime = unwrap(await openNative());
  const writer = await greedyWriter(runtime, folder.config, folder.weights, 'float32');
  const examples = [...simulateExamples({ seed: 1, split: 'test', count: reference.length })];
  let same = 0;
  for (const [i, { persona }] of examples.entries()) {
    const { tokens } = await writer.write(tokenizer.encode(personaPrompt(persona)).ids);
    if (tokenizer.decode([...tokens]) === reference[i]) same += 1;
  }
  await writer.dispose();
  await runtime.dispose();
  console.info(`${same} of ${reference.length} texts are the same`);
  expect(same / reference.length).toBeGreaterThanOrEqual(LEAST_SHARE);
});
