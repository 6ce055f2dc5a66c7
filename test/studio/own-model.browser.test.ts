import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ownModel } from '../../src/studio/own-model.ts';
import { expectAccessible, openStudio } from './support/open-studio.ts';

const names = ['config.json', 'tokenizer.json', 'model.safetensors'];

/** A file as a chosen folder has it. */
function at(path: string): File {
  const file = new File([path], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}

async function openSection(): Promise<void> {
  await page.getByRole('button', { name: /^Runs on/ }).click();
  await page.getByText('Use a model of your own').click();
}

function focused(): Element | null | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

function drop(element: Element | null | undefined, files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  element?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

function section(element: HTMLElement): Element | null | undefined {
  const status = element.shadowRoot?.querySelector('os-status');
  return status?.shadowRoot?.querySelector('os-own-model')?.shadowRoot?.querySelector('details');
}

test('of a chosen folder only what a model needs is taken, without its path', async () => {
  const files = [...names, 'README.md', 'onnx/config.json', 'pytorch_model.bin'].map((path) =>
    at(`my-t5/${path}`),
  );
  const model = ownModel(files);
  expect(model.name).toBe('my-t5');
  expect(model.files.map(({ name }) => name)).toEqual(names);
  expect(model.files.every(({ webkitRelativePath }) => webkitRelativePath === '')).toBe(true);
  expect(await model.files[0]?.text()).toBe('my-t5/config.json');
});

test('of weights that are there twice, packed and not, one file is taken', () => {
  const packed = 'model.safetensors.gzip';
  const taken = (files: readonly string[]) => ownModel(files.map(at)).files.map(({ name }) => name);
  expect(taken([...names, packed])).toEqual(names);
  expect(taken(['config.json', packed])).toEqual(['config.json', packed]);
});

test('of a folder chosen too high, the model nearest to it is taken', () => {
  const files = ['models/list.json', ...names.map((name) => `models/a/${name}`), 'models/a/onnx/config.json'];
  const model = ownModel(files.map(at));
  expect(model.name).toBe('a');
  expect(model.files.map(({ name }) => name)).toEqual(names);
});

test('loose files and nothing at all are models without a name, to be checked like any other', () => {
  expect(ownModel(names.map((name) => new File([name], name)))).toMatchObject({ name: 'Your model' });
  expect(ownModel([])).toEqual({ name: 'Your model', files: [] });
});

test('a model of one’s own is got ready, named, and left again', async () => {
  const open = await openStudio();
  open.service.script.pace = 20;
  await openSection();
  await expectAccessible();
  const using = open.studio.model.use(ownModel(names.map((name) => at(`my-t5/${name}`))));
  await expect.element(page.getByText('Getting my-t5 ready.').first()).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Getting ready…' }))
    .toHaveAttribute('aria-disabled', 'true');
  await using;
  await expect.element(page.getByText('Your model my-t5 writes now,')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Runs on: Processor\b.*, ?my-t5$/ })).toBeVisible();
  await expectAccessible();

  open.service.script.pace = 0;
  await page.getByRole('button', { name: 'Use the built-in writer' }).click();
  await expect.element(page.getByText('Your model my-t5 writes now,')).not.toBeInTheDocument();
  await expect
    .element(page.getByRole('button', { name: /^Runs on: Processor(, 2 threads)?$/ }))
    .toBeVisible();
  expect((await open.service.info())?.ownModel).toBe(false);
});

test('files that are dropped are a model too', async () => {
  const open = await openStudio();
  await openSection();
  drop(
    section(open.element),
    names.map((name) => new File([name], name)),
  );
  await expect.poll(async () => (await open.service.info())?.model.name).toBe('Your model');
});

test('what is wrong with a folder is said there, and the writer goes on as it was', async () => {
  const open = await openStudio();
  const message = 'The model’s file config.json was not found.';
  open.service.script.failNext.set('start', { type: 'model-file-missing', message });
  await openSection();
  await open.studio.model.use({ name: 'empty', files: [] });
  await expect.element(page.getByRole('alert').getByText(message)).toBeVisible();
  await expectAccessible();
  expect(open.studio.view.startup).toMatchObject({ phase: 'ready', engine: { ownModel: false } });
  await open.studio.writing.write();
  expect(open.studio.view.batch?.offers).toHaveLength(4);
});

test('a model that took the worker along leaves the built-in writer, started again', async () => {
  const open = await openStudio();
  const { start } = open.service;
  let starts = 0;
  open.service.start = async (...given) => {
    starts += 1;
    if (starts > 1) return start.apply(open.service, given);
    open.service.info = async () => undefined;
    return { ok: false, failures: [{ type: 'worker-stopped', message: 'It has stopped.' }] };
  };
  await openSection();
  await open.studio.model.use({ name: 'huge', files: [] });
  expect(starts).toBe(2);
  expect(open.studio.view.startup.phase).toBe('ready');
  await expect.element(page.getByRole('alert').getByText('It has stopped.')).toBeVisible();
});

test('what one model wrote is not compared with what another has learned', async () => {
  const { studio } = await openStudio();
  const judgeAndLearn = async () => {
    const [first, second] = studio.view.history;
    await studio.verdicts.judge(first?.offer.id ?? '', 'accepted');
    await studio.verdicts.judge(second?.offer.id ?? '', 'rejected');
    await studio.learning.learn();
  };
  await studio.writing.write();
  await studio.model.use({ name: 'my-t5', files: [] });
  await judgeAndLearn();
  expect(studio.view.learned).toMatchObject({ report: { kept: true }, comparison: undefined });
  await studio.writing.write();
  await judgeAndLearn();
  expect(studio.view.learned?.comparison?.before.round).toBe(2);
});

test('while it writes, the model is not exchanged', async () => {
  const open = await openStudio();
  open.service.script.pace = 30;
  await openSection();
  void open.studio.writing.write();
  await expect.element(page.getByLabelText('Choose a folder')).toBeDisabled();
  await open.studio.model.use({ name: 'other', files: [] });
  expect((await open.service.info())?.ownModel).toBe(false);
  open.service.script.pace = 0;
  await expect.element(page.getByLabelText('Choose a folder')).toBeEnabled();
});

test('the keyboard opens the section and reaches the folder', async () => {
  await openStudio();
  (page.getByRole('button', { name: /^Runs on/ }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}{Tab}{Enter}{Tab}');
  await expect.poll(focused).toBe(page.getByLabelText('Choose a folder').element());
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('What runs here')).not.toBeVisible();
});

test('on a phone the section is whole, beside a badge with a long name too', async () => {
  const open = await openStudio();
  await page.viewport(390, 844);
  onTestFinished(() => page.viewport(414, 896));
  await openSection();
  for (const name of ['a', 'a-model-with-quite-a-long-name-of-its-own']) {
    await open.studio.model.use({ name, files: [] });
    const { left, right } = page
      .getByRole('heading', { name: 'What runs here' })
      .element()
      .getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  }
});
