import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Backend, LoadProgress } from '../../src/service/contract.ts';
import { defineStudio } from '../../src/studio/define.ts';
import { expectAccessible, openStudio } from './support/open-studio.ts';

/** The part of the page alone, at one moment of the start. */
async function show(progress: LoadProgress | undefined): Promise<Element> {
  defineStudio();
  const element = document.createElement('os-startup');
  element.startup = { phase: 'loading', progress };
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

const bar = () => page.getByRole('progressbar');

test('the download of the engine tells its bytes', async () => {
  await show({ stage: 'runtime', loadedBytes: 3_200_000, totalBytes: 14_300_000 });
  await expect.element(page.getByText('Downloading the engine')).toBeVisible();
  await expect.element(page.getByText('3.2 of 14.3 MB')).toBeVisible();
  expect(Number(bar().element().getAttribute('value'))).toBeCloseTo(3.2 / 14.3, 6);
});

test('where the server does not say how much there is, it tells what has come and what to expect', async () => {
  await show({ stage: 'runtime', loadedBytes: 3_200_000, totalBytes: 0 });
  await expect.element(page.getByText('3.2 MB so far')).toBeVisible();
  await expect.element(page.getByText('About 14 MB, 27 MB with a graphics processor.')).toBeVisible();
  await expect.element(page.getByText(/on the first visit only/)).toBeVisible();
  expect(bar().element().hasAttribute('value')).toBe(false);
});

test('later visits are not promised to do without the server', async () => {
  await show({ stage: 'download', loadedBytes: 1, totalBytes: 2 });
  await expect.element(page.getByText(/later ones just ask this site whether it has changed/)).toBeVisible();
});

test.each<[Backend, boolean]>([
  ['webgpu', true],
  ['wasm', false],
])('on %s it says that the first time takes longer: %s', async (backend, said) => {
  const element = await show({ stage: 'build', loadedBytes: 1, totalBytes: 1, backend });
  await expect.element(page.getByText('Getting it ready to write')).toBeVisible();
  expect(element.shadowRoot?.textContent?.includes('The first time takes longer')).toBe(said);
});

test('the whole page passes through all of it', async () => {
  document.body.replaceChildren();
  const opening = openStudio({ script: { pace: 25, backend: 'webgpu' } });
  await expect.element(page.getByText(/^\d+\.\d of 14\.3 MB$/)).toBeVisible();
  await expect.element(page.getByText('Downloading the writer')).toBeVisible();
  await expectAccessible();
  const open = await opening;
  open.service.script.pace = 500;
  void open.studio.writing.write();
  await expect.element(page.getByText('The first time takes longer on a graphics processor.')).toBeVisible();
  open.service.script.pace = 0;
  await expect.poll(() => open.studio.view.writing).toBeUndefined();
});
