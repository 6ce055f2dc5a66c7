import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pythonTexts } from '../../src/cli/python-texts.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-python-'));
});
afterAll(() => rm(folder, { recursive: true }));

const asked = { model: 'abc', maxTokens: 40, prompts: ['one', 'two', 'three'] };

async function heard(content: string, given = asked) {
  const file = path.join(folder, 'python.json');
  await writeFile(file, content);
  return pythonTexts(file, given);
}

test('the texts count for the prompts they were written for, and for the first of them', async () => {
  const content = JSON.stringify({ ...asked, texts: ['1', '2', '3'] });
  expect(await heard(content)).toEqual(['1', '2', '3']);
  expect(await heard(content, { ...asked, prompts: ['one', 'two'] })).toEqual(['1', '2']);
});

test('texts of another model, length or prompt do not count, and neither do too few', async () => {
  const content = JSON.stringify({ ...asked, texts: ['1', '2', '3'] });
  expect(await heard(content, { ...asked, model: 'abd' })).toBeUndefined();
  expect(await heard(content, { ...asked, maxTokens: 41 })).toBeUndefined();
  expect(await heard(content, { ...asked, prompts: ['one', 'three'] })).toBeUndefined();
  expect(await heard(content, { ...asked, prompts: [...asked.prompts, 'four'] })).toBeUndefined();
  expect(await heard(JSON.stringify({ ...asked, texts: ['1'] }))).toBeUndefined();
});

test.each(['', '{"texts":', 'null', '{"texts":[1]}'])(
  'a damaged file counts as none: %s',
  async (content) => {
    expect(await heard(content)).toBeUndefined();
  },
);

test('and so does none', async () => {
  expect(await pythonTexts(path.join(folder, 'nowhere.json'), asked)).toBeUndefined();
});
