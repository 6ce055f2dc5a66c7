import { describe, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible, type OpenStudio, openStudio } from './support/open-studio.ts';
import { ScriptedService, twoWriters } from './support/scripted-service.ts';

const reason = 'It runs on the processor here, so Pocket writer was taken.';
const useThis = (name: string) => page.getByRole('button', { name: `Use this: ${name}` });
const inUse = (name: string) => page.getByRole('button', { name: `In use: ${name}` });
const automatic = page.getByRole('button', { name: 'Let the page choose' });

async function open(options: Parameters<typeof openStudio>[0] = {}): Promise<OpenStudio> {
  const opened = await openStudio({
    ...options,
    ...(options.service ? {} : { script: { models: twoWriters, ...options.script } }),
  });
  await page.getByRole('button', { name: /^Runs on/ }).click();
  return opened;
}

function focused(): Element | null | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

describe('which model writes', () => {
  test('is shown with its size, why it was taken, and what another would be like', async () => {
    await open();
    await expect.element(page.getByText(reason)).toBeVisible();
    await expect.element(inUse('Pocket writer')).toBeVisible();
    await expect.element(useThis('Scripted writer')).toBeVisible();
    await expect
      .element(page.getByText('44.7 MB to download. Takes longer to load and to write'))
      .toBeVisible();
    await expect.element(page.getByText('10.1 MB to download. Loads and writes quickest')).toBeVisible();
    await expect.element(page.getByText('Reads fewer sentences from a shorter list.')).toBeVisible();
    await expect.element(page.getByText(/what you judged stay, whichever model writes/)).toBeVisible();
    await expect.element(automatic).not.toBeInTheDocument();
    await expectAccessible();
  });

  test('is no question where only one comes with the page', async () => {
    await openStudio();
    await page.getByRole('button', { name: /^Runs on/ }).click();
    await expect.element(page.getByText('What runs here')).toBeVisible();
    expect(page.getByText('Which model writes').elements()).toEqual([]);
    await page.getByRole('tab', { name: 'Versions' }).click();
    expect(page.getByText(/All of these belong to/).elements()).toEqual([]);
  });

  test('is chosen, downloaded with its progress, kept for the next visit, and left to the page again', async () => {
    const opened = await open();
    opened.service.script.pace = 60;
    await useThis('Scripted writer').click();
    await expect
      .element(page.getByRole('progressbar', { name: 'Getting Scripted writer ready' }))
      .toBeVisible();
    await expect.element(page.getByText(/^\d+\.\d of 44\.7 MB$/)).toBeVisible();
    const bar = page.getByRole('progressbar').element();
    expect(Number(bar.getAttribute('value'))).toBeGreaterThan(0);
    await expectAccessible();
    opened.service.script.pace = 0;
    await expect.element(inUse('Scripted writer')).toBeVisible();
    await expect.element(page.getByText('You have chosen it for this device.')).toBeVisible();
    await expect.element(automatic).toBeVisible();
    await expectAccessible();

    opened.element.remove();
    const again = await open({ service: opened.service });
    await expect.element(inUse('Scripted writer')).toBeVisible();
    await automatic.click();
    await expect.element(inUse('Pocket writer')).toBeVisible();
    await expect.element(page.getByText(reason)).toBeVisible();
    expect(again.studio.view.message).toBe('Pocket writer writes now.');
  });

  test('stays as it was where the other cannot be had, and trying again helps', async () => {
    const opened = await open();
    const message = 'The model’s file model.safetensors.gzip could not be fetched.';
    opened.service.script.failNext.set('useModel', { type: 'model-unreachable', message });
    await useThis('Scripted writer').click();
    await expect.element(page.getByRole('alert').getByText(message)).toBeVisible();
    await expect.element(inUse('Pocket writer')).toBeVisible();
    await expectAccessible();
    await opened.studio.writing.write();
    expect(opened.studio.view.batch?.offers).toHaveLength(4);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(inUse('Scripted writer')).toBeVisible();
    // The button that was pressed is gone, and the keyboard is still in the dialog.
    expect(focused()).toBe(useThis('Pocket writer').element());
    expect(opened.studio.view.problems).toEqual({});
  });

  test('is not exchanged while it writes', async () => {
    const opened = await open();
    opened.service.script.pace = 30;
    const writing = opened.studio.writing.write();
    await expect.element(useThis('Scripted writer')).toHaveAttribute('aria-disabled', 'true');
    (useThis('Scripted writer').element() as HTMLElement).click();
    expect(opened.studio.view.exchanging).toBeUndefined();
    opened.service.script.pace = 0;
    await writing;
    await expect.element(useThis('Scripted writer')).toHaveAttribute('aria-disabled', 'false');
    expect((await opened.service.info())?.model.id).toBe('pocket');
  });

  test('is chosen with the keyboard, which stays where it was', async () => {
    await open();
    (useThis('Scripted writer').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(inUse('Scripted writer')).toBeVisible();
    expect(focused()).toBe(inUse('Scripted writer').element());
    (automatic.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(inUse('Pocket writer')).toBeVisible();
    // The button that was pressed is gone.
    expect(focused()).toBe(useThis('Scripted writer').element());
  });

  test('is told to those who do not see it, stage by stage and without the bytes', async () => {
    const opened = await open();
    opened.service.script.pace = 40;
    const said = new Set<string>();
    const models = opened.element.shadowRoot
      ?.querySelector('os-status')
      ?.shadowRoot?.querySelector('os-models')?.shadowRoot;
    const status = models?.querySelector('[role=status]');
    const observer = new MutationObserver(() => said.add(status?.textContent?.trim() ?? ''));
    if (status) observer.observe(status, { childList: true, characterData: true, subtree: true });
    await useThis('Scripted writer').click();
    await expect.element(inUse('Scripted writer')).toBeVisible();
    observer.disconnect();
    expect(said).toContain('Getting Scripted writer ready. Downloading the writer…');
    expect([...said].some((text) => /\d/.test(text))).toBe(false);
  });

  test('fits a phone', async () => {
    await open();
    await page.viewport(390, 844);
    onTestFinished(() => page.viewport(414, 896));
    const { left, right } = inUse('Pocket writer').element().getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });
});

test('what a model has learned is said to be its own, and counted with what all have learned', async () => {
  const { studio } = await open();
  await studio.writing.write();
  const [first, second] = studio.view.history;
  await studio.verdicts.judge(first?.offer.id ?? '', 'accepted');
  await studio.verdicts.judge(second?.offer.id ?? '', 'rejected');
  await studio.learning.learn();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await expect.element(page.getByText('All of these belong to Pocket writer,')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'Version 1', exact: true })).toBeVisible();

  await studio.chooseModel('scripted');
  await expect.element(page.getByText('All of these belong to Scripted writer,')).toBeVisible();
  expect(page.getByRole('heading', { name: 'Version 1', exact: true }).elements()).toEqual([]);
  expect(studio.view.learned).toBeUndefined();
  expect(studio.view.history.filter(({ feedback }) => feedback)).toHaveLength(2);
  await studio.data.count();
  expect(studio.view.held).toMatchObject({ personas: 1, feedback: 2, adapters: 1 });

  await studio.chooseModel('pocket');
  expect(studio.view.versions.map(({ version }) => version)).toEqual([1]);
});

describe('a model that does not start', () => {
  test('leaves the choice of another, which then writes', async () => {
    const service = new ScriptedService({ models: twoWriters });
    const message = 'There is not enough memory.';
    service.script.failNext.set('start', { type: 'model-not-started', message });
    const opened = await openStudio({ service });
    await expect.element(page.getByRole('alert').getByText(message)).toBeVisible();
    await expect.element(page.getByText('Which model to start with')).toBeVisible();
    await expectAccessible();
    await useThis('Scripted writer').click();
    await expect.element(page.getByRole('button', { name: /^Runs on/ })).toBeVisible();
    expect(opened.studio.view.startup).toMatchObject({
      phase: 'ready',
      engine: { model: { id: 'scripted' }, modelChosen: true },
    });
    expect(opened.studio.view.problems).toEqual({});
  });

  test('is said as before where there is no other', async () => {
    const service = new ScriptedService();
    service.script.failNext.set('start', { type: 'runtime-failed', message: 'A file is missing.' });
    await openStudio({ service });
    await expect.element(page.getByRole('alert').getByText('A file is missing.')).toBeVisible();
    expect(page.getByText('Which model to start with').elements()).toEqual([]);
  });
});

test('what is new about a choice is remarked, and what was known is not said again', async () => {
  const opened = await open({ script: { notices: ['Learning was interrupted.'] } });
  opened.studio.dismiss('start');
  opened.service.script.notices = ['Learning was interrupted.', 'Your choice could not be stored.'];
  await opened.studio.chooseModel('scripted');
  await expect.element(page.getByText('Your choice could not be stored.')).toBeVisible();
  expect(page.getByText('Learning was interrupted.').elements()).toEqual([]);
});
