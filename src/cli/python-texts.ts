import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

/** What both sides read: test/fixtures/check_export.py copies it into python.json and adds the texts. */
export interface PromptFile {
  /** sha256 of model.safetensors. */
  readonly model: string;
  readonly maxTokens: number;
  readonly prompts: readonly string[];
}

const Heard = v.object({
  model: v.string(),
  maxTokens: v.number(),
  prompts: v.array(v.string()),
  texts: v.array(v.string()),
});

/** The texts that check_export.py left, where they can be read and are of this model and of these prompts or more. */
export async function pythonTexts(file: string, given: PromptFile): Promise<readonly string[] | undefined> {
  try {
    const read = v.safeParse(Heard, JSON.parse(await readFile(file, 'utf8')));
    if (!read.success) return undefined;
    const { model, maxTokens, prompts, texts } = read.output;
    const alike =
      model === given.model &&
      maxTokens === given.maxTokens &&
      given.prompts.every((prompt, i) => prompt === prompts[i] && texts[i] !== undefined);
    return alike ? texts.slice(0, given.prompts.length) : undefined;
  } catch {
    return undefined;
  }
}
