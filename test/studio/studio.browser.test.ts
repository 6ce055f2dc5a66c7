import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { examplePersonas } from './support/example-personas.ts';
import { expectAccessible, type OpenStudio, openStudio } from './support/open-studio.ts';

const offers = () => page.getByRole('article').filter({ has: page.getByRole('button', { name: 'Accept' }) });

/** The radio button itself is hidden; people press its label. */
const choose = (name: string) => page.getByRole('group', { name: 'Person' }).getByText(name).click();

function focused(): string | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.textContent?.trim();
}

async function written({ studio }: OpenStudio): Promise<void> {
  await expect.poll(() => studio.view.writing === undefined && studio.view.batch !== undefined).toBe(true);
}

async function writeOffers(open: OpenStudio): Promise<void> {
  await page.getByRole('button', { name: /Write (more )?offers/ }).click();
  await written(open);
}

/** `a` accepts and `r` rejects, from the first offer that is not judged. */
async function judge({ studio }: OpenStudio, verdicts: string): Promise<void> {
  for (const verdict of verdicts) {
    const next = studio.view.history.find(({ offer, feedback }) => !feedback && offer.decision === 'offer');
    if (next === undefined) throw new Error('Every offer is judged.');
    await studio.verdicts.judge(next.offer.id, verdict === 'a' ? 'accepted' : 'rejected');
  }
}

async function learn({ studio }: OpenStudio, name: RegExp = /^Learn from this$/): Promise<void> {
  await page.getByRole('button', { name }).click();
  const isOver = () => studio.view.learning === undefined && studio.view.writing === undefined;
  await expect.poll(isOver, { timeout: 10_000 }).toBe(true);
}

describe('the first offers', () => {
  test('are one click away: an example is chosen already', async () => {
    const open = await openStudio();
    await expect.element(page.getByRole('radio', { name: 'P9654' })).toBeChecked();
    await writeOffers(open);
    expect(offers().elements()).toHaveLength(4);
    await expectAccessible();
  });

  test('may be asked for before the writer is ready, and come as soon as it is', async () => {
    const script = { pace: 30 };
    const opening = openStudio({ script });
    await page.getByRole('button', { name: 'Write offers' }).click();
    await expect.element(page.getByText('as soon as this is done')).toBeVisible();
    const open = await opening;
    await written(open);
    expect(offers().elements()).toHaveLength(4);
  });

  test('appear word by word and can be stopped', async () => {
    const open = await openStudio();
    // Slow enough that it is still writing when a busy machine has looked at the page.
    open.service.script.pace = 200;
    await page.getByRole('button', { name: 'Write offers' }).click();
    await expect.poll(() => open.studio.view.writing?.drafts[0]?.split(' ').length ?? 0).toBeGreaterThan(1);
    await expectAccessible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => open.studio.view.writing).toBeUndefined();
    expect(open.studio.view.batch).toBeUndefined();
    expect(open.studio.view.problems).toEqual({});
  });

  test('of the next round have another seed', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await page.getByRole('button', { name: 'Write more', exact: true }).click();
    await expect.poll(() => open.studio.view.batch?.round).toBe(2);
    expect(open.service.requests.map(({ seed }) => seed)).toEqual([1, 2]);
  });

  test('are not begun by a click that was meant for Stop', async () => {
    const open = await openStudio();
    open.service.script.pace = 20;
    await page.getByRole('button', { name: 'Write offers' }).click();
    const action = (await page.getByRole('button', { name: 'Stop' }).findElement()) as HTMLElement;
    open.service.script.pace = 0;
    await written(open);
    await expect.poll(() => action.textContent?.trim()).toBe('Write more');
    for (let click = 0; click < 3; click += 1) action.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(open.studio.view.writing).toBeUndefined();
    expect(open.service.requests).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    action.click();
    await expect.poll(() => open.studio.view.batch?.round).toBe(2);
  });

  test('are not stopped by the second half of a double click on Write more', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await new Promise((resolve) => setTimeout(resolve, 600));
    open.service.script.pace = 40;
    await page.getByRole('button', { name: 'Write more', exact: true }).dblClick();
    expect(open.studio.view.writing).toMatchObject({ round: 2, stopping: false });
    open.service.script.pace = 0;
    await expect.poll(() => open.studio.view.batch?.round).toBe(2);
  });

  test('that the rules refuse are folded away, each with its rule', async () => {
    const open = await openStudio({ script: { refuses: [0, 2] } });
    await writeOffers(open);
    expect(offers().elements()).toHaveLength(2);
    const finding = page.getByText('A discount has to lie between 0% and 100%').first();
    await expect.element(finding).not.toBeVisible();
    await page.getByText('2 offers refused by the rules').click();
    await expect.element(finding).toBeVisible();
    await expectAccessible();
  });

  test('that all are refused leave a way on', async () => {
    const open = await openStudio({ script: { refuses: [0, 1, 2, 3] } });
    await writeOffers(open);
    await expect.element(page.getByText('The rules refused all 4 offers')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Write more', exact: true })).toBeEnabled();
  });

  test('say their fit to those who do not see it', async () => {
    const open = await openStudio();
    await writeOffers(open);
    const meter = page.getByRole('meter', { name: 'Fit' }).first();
    const score = open.studio.view.batch?.offers[0]?.score ?? Number.NaN;
    await expect.element(meter).toHaveAttribute('aria-valuetext', `Fit ${score.toFixed(2)}`);
  });
});

describe('verdicts', () => {
  test('are given by button, and taken back by the same button', async () => {
    const open = await openStudio();
    await writeOffers(open);
    const accept = page.getByRole('button', { name: 'Accept' }).first();
    await accept.click();
    await expect.element(accept).toHaveAttribute('aria-pressed', 'true');
    await accept.click();
    await expect.element(accept).toHaveAttribute('aria-pressed', 'false');
    expect(open.studio.view.history.every(({ feedback }) => feedback === undefined)).toBe(true);
  });

  test.each([
    ['a', 'accepted'],
    ['{ArrowRight}', 'accepted'],
    ['R', 'rejected'],
    ['{ArrowLeft}', 'rejected'],
  ])('the key %s: %s', async (key, verdict) => {
    const open = await openStudio();
    await writeOffers(open);
    (page.getByRole('button', { name: 'Accept' }).first().element() as HTMLElement).focus();
    await userEvent.keyboard(key);
    await expect
      .poll(() => open.studio.view.history.map(({ feedback }) => feedback?.verdict).filter(Boolean))
      .toEqual([verdict]);
  });

  test('↓ goes to the next offer', async () => {
    const open = await openStudio();
    await writeOffers(open);
    (page.getByRole('button', { name: 'Accept' }).first().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}r');
    const judged = () => open.studio.view.history.find(({ feedback }) => feedback !== undefined);
    await expect.poll(() => judged()?.offer.text).toBe(open.studio.view.batch?.offers[1]?.text);
  });

  test('a shortcut of the browser is no verdict', async () => {
    const open = await openStudio();
    await writeOffers(open);
    (page.getByRole('button', { name: 'Accept' }).first().element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(open.studio.view.history.every(({ feedback }) => feedback === undefined)).toBe(true);
  });
});

describe('learning', () => {
  test('needs one of each, and says so', async () => {
    const open = await openStudio();
    await writeOffers(open);
    const button = page.getByRole('button', { name: 'Learn from this' });
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect
      .element(page.getByText('First accept at least one offer and reject at least one.'))
      .toBeVisible();
    await judge(open, 'ar');
    await expect.element(button).toHaveAttribute('aria-disabled', 'false');
  });

  test('shows its steps, then what changed, and writes the same round again', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'aarr');
    open.service.script.pace = 20;
    const learning = learn(open);
    await expect.element(page.getByText(/Practising: step [1-9]\d* of 24/)).toBeVisible();
    await expect.element(page.getByRole('img', { name: /Line chart. Step [1-9]\d* of 24/ })).toBeVisible();
    await expectAccessible();
    open.service.script.pace = 0;
    await learning;
    await expect.element(page.getByText('Learned: version 1 is now in use')).toBeVisible();
    await expect.element(page.getByText('Round 1 again, before and after')).toBeVisible();
    await expect.element(page.getByText('4 of 4 are now closer to what was accepted')).toBeVisible();
    const seeds = open.service.requests.filter((request) => 'count' in request).map(({ seed }) => seed);
    expect(seeds).toEqual([1, 1]);
    expect(open.studio.view.learned?.comparison?.after.adapterVersion).toBe(1);
    await expectAccessible();
  });

  test('that made it worse is told as not kept', async () => {
    const open = await openStudio({ script: { keeps: false } });
    await writeOffers(open);
    await judge(open, 'ar');
    await learn(open);
    await expect.element(page.getByText('Not kept: nothing has changed')).toBeVisible();
    await expect.element(page.getByText('so the earlier version stays').first()).toBeVisible();
    expect(open.service.requests).toHaveLength(2);
    expect(open.studio.view.versions).toEqual([]);
  });

  test('can be stopped, and then nothing has changed', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'ar');
    open.service.script.pace = 20;
    await page.getByRole('button', { name: 'Learn from this' }).click();
    await expect.poll(() => open.studio.view.learning?.done.length ?? 0).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => open.studio.view.learning).toBeUndefined();
    expect(open.studio.view.learned).toBeUndefined();
    expect(open.studio.view.problems).toEqual({});
    expect((await open.service.info())?.adapterVersion).toBe(0);
  });

  test('draws the map before and after', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'aarr');
    await learn(open);
    await expect
      .element(page.getByRole('img', { name: /^Before learning: the person and 2 accepted/ }))
      .toBeVisible();
    await expect
      .element(page.getByRole('img', { name: /^After learning: the person and 2 accepted/ }))
      .toBeVisible();
  });
});

describe('what is kept', () => {
  test('a reload brings back the person, the offers, the verdicts and the version', async () => {
    const first = await openStudio();
    await choose('P9999');
    await writeOffers(first);
    await judge(first, 'ar');
    await learn(first);
    const texts = first.studio.view.batch?.offers.map(({ text }) => text);
    first.element.remove();

    const second = await openStudio({ service: first.service, remembered: first.remembered() });
    await expect.element(page.getByRole('radio', { name: 'P9999' })).toBeChecked();
    expect(second.studio.view.batch?.offers.map(({ text }) => text)).toEqual(texts);
    expect(second.studio.view.history).toHaveLength(8);
    await page.getByRole('tab', { name: 'History' }).click();
    expect(page.getByRole('button', { name: /^Take back/ }).elements()).toHaveLength(2);
    await expectAccessible();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await expect.element(page.getByText('learned from 2 verdicts in 24 steps')).toBeVisible();
  });

  test('without a name in the address the person who was stored last comes back', async () => {
    const first = await openStudio();
    await choose('Ingrid');
    await writeOffers(first);
    first.element.remove();
    await openStudio({ service: first.service });
    await expect.element(page.getByRole('radio', { name: 'Ingrid' })).toBeChecked();
  });

  test('an earlier version can be put back in use', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'ar');
    await learn(open);
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Use this: As shipped' }).click();
    await expect.poll(async () => (await open.service.info())?.adapterVersion).toBe(0);
    await expect.element(page.getByRole('button', { name: 'Use this: Version 1' })).toBeVisible();
    await expectAccessible();
  });

  test('a version goes out as the two files of an adapter, and comes in again', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'ar');
    await learn(open);
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Save as files: Version 1' }).click();
    await expect
      .poll(() => [...open.savedFiles.keys()])
      .toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    await page.getByText('Carry a version to another device').click();
    await expectAccessible();
    const files = [...open.savedFiles].map(([name, bytes]) => new File([new Uint8Array(bytes)], name));
    await open.studio.versions.import(files.slice(1));
    await expect.element(page.getByText('Choose both at once.')).toBeVisible();
    await open.studio.versions.import(files);
    await expect.element(page.getByRole('button', { name: 'Use this: Version 1' })).toBeVisible();
    expect((await open.service.info())?.adapterVersion).toBe(2);
  });

  test('everything can be erased: what goes is named before and after', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await judge(open, 'ar');
    await page.getByRole('tab', { name: 'Your data' }).click();
    await page.getByRole('button', { name: 'Erase everything…' }).click();
    const dialog = page.getByRole('dialog');
    for (const words of ['1 person', '4 offers', '2 verdicts'])
      await expect.element(dialog.getByText(words)).toBeVisible();
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Erase all of it' }).click();
    await expect.element(page.getByText('Erased.', { exact: true })).toBeVisible();
    expect(open.studio.view.history).toEqual([]);
    expect(open.remembered()).toBeUndefined();
    expect(await open.service.personas()).toEqual({ ok: true, value: [] });
  });

  test('erasing can be thought better of', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await page.getByRole('tab', { name: 'Your data' }).click();
    await page.getByRole('button', { name: 'Erase everything…' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(open.studio.view.history).toHaveLength(4);
  });

  test('a window that keeps nothing says so', async () => {
    await openStudio({ script: { persistent: false } });
    await expect.element(page.getByText('Nothing is kept.')).toBeVisible();
  });
});

describe('failures', () => {
  test('of the start say what to do, and a second try helps', async () => {
    const message = 'The writer arrived damaged. Load the page again.';
    const failNext = new Map([['start' as const, { type: 'model-file-altered', message }]]);
    const open = await openStudio({ script: { failNext } });
    await expect.element(page.getByRole('alert').getByText(message)).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Write offers' }))
      .toHaveAttribute('aria-disabled', 'true');
    await expectAccessible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => open.studio.view.startup.phase).toBe('ready');
    await writeOffers(open);
  });

  test('of a round can be tried again', async () => {
    const open = await openStudio();
    open.service.script.failNext.set('generate', {
      type: 'out-of-memory',
      message: 'There is not enough memory.',
    });
    await page.getByRole('button', { name: 'Write offers' }).click();
    await expect.element(page.getByText('There is not enough memory.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await written(open);
    await expect.element(page.getByText('There is not enough memory.')).not.toBeInTheDocument();
  });

  test('to keep a person still let offers be read, but not judged', async () => {
    const open = await openStudio();
    open.service.script.failNext.set('savePersona', { type: 'storage-full', message: 'The device is full.' });
    await writeOffers(open);
    await expect.element(page.getByText('The device is full.')).toBeVisible();
    expect(page.getByText('Not kept, so it cannot be judged.').elements()).toHaveLength(4);
  });

  test('a crash in the worker becomes words', async () => {
    const open = await openStudio();
    open.service.history = () => Promise.reject(new TypeError('x is undefined'));
    await writeOffers(open);
    await expect
      .poll(() => open.studio.view.problems.history?.failures[0]?.message)
      .toContain('x is undefined');
  });

  test('a lost graphics processor is said, and the badge follows', async () => {
    const open = await openStudio({ script: { backend: 'webgpu', losesDevice: true } });
    await expect.element(page.getByRole('button', { name: 'Runs on: Graphics processor' })).toBeVisible();
    await writeOffers(open);
    await expect
      .element(page.getByText('The graphics processor was lost, so the processor carries on.').first())
      .toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Runs on: Processor/ })).toBeVisible();
  });

  test('what interrupted the last visit is told once', async () => {
    const open = await openStudio({ script: { notices: ['Learning was interrupted.'] } });
    await expect.element(page.getByText('Learning was interrupted.')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await open.studio.refresh();
    await expect.element(page.getByText('Learning was interrupted.')).not.toBeInTheDocument();
  });

  test('examples that cannot be read leave a way to write a person', async () => {
    const failures = [
      { type: 'examples-missing', message: 'It answered with 404.', path: '/models/personas/index.json' },
    ];
    await openStudio({ examples: { ok: false, failures } });
    await expect.element(page.getByText('It answered with 404.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'New' })).toBeEnabled();
    await expectAccessible();
  });
});

describe('the page', () => {
  test('the badge gives its reason on focus and everything when pressed', async () => {
    await openStudio();
    const badge = page.getByRole('button', { name: /^Runs on/ });
    (badge.element() as HTMLElement).focus();
    await expect.element(page.getByRole('tooltip')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('What runs here')).not.toBeVisible();
    await badge.click();
    await expect.element(page.getByText('What runs here')).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('What runs here')).not.toBeVisible();
  });

  test('tabs are walked by arrow keys', async () => {
    await openStudio();
    (page.getByRole('tab', { name: 'Map' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect
      .element(page.getByRole('tab', { name: 'Versions' }))
      .toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{End}{ArrowRight}');
    await expect.poll(focused).toBe('Map');
  });

  test('dark and light pass the same contrast', async () => {
    const open = await openStudio({ script: { refuses: [3] } });
    await writeOffers(open);
    await judge(open, 'ar');
    for (const theme of ['dark', 'light']) {
      document.documentElement.dataset.theme = theme;
      await expectAccessible();
    }
    delete document.documentElement.dataset.theme;
  });

  test('another person comes with their own offers', async () => {
    const open = await openStudio();
    await writeOffers(open);
    await choose('Ingrid');
    await expect.poll(() => open.studio.view.batch).toBeUndefined();
    await choose('P9654');
    await expect.poll(() => open.studio.view.batch?.offers.length).toBe(4);
    expect(open.studio.view.saved.map(({ name }) => name)).toEqual([examplePersonas[0]?.name]);
  });
});
