import { afterEach, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../src/studio/page.css';
import type { Persona } from '../../src/domain/persona.ts';
import { createAgentService } from '../../src/service/agent-service.ts';
import { memoryStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { AgentState } from '../../src/studio/agent/agent-state.ts';
import { loadSampleFiles } from '../../src/studio/agent/sample-files.ts';
import { defineStudio } from '../../src/studio/define.ts';
import { definePages } from '../../src/studio/define-pages.ts';
import { expectAccessible } from './support/open-studio.ts';

const NOW = Date.UTC(2026, 6, 1);

const clock = () => {
  let ids = 0;
  return {
    now: () => NOW,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
};

interface Opened {
  readonly agent: AgentState;
  readonly storage: Storage;
  readonly saved: ReadonlyMap<string, string>;
  readonly written: readonly Persona[];
}

afterEach(() => document.body.replaceChildren());

/** The customers' part of the page over the real service, on a device that forgets. */
async function open(storage: Storage = memoryStorage(clock())): Promise<Opened> {
  defineStudio();
  definePages();
  const saved = new Map<string, string>();
  const written: Persona[] = [];
  let jobs = 0;
  const service = createAgentService({
    now: () => NOW,
    openStorage: async () => ({ ok: true, value: storage }),
  });
  const agent = new AgentState(service, {
    newJobId: () => {
      jobs += 1;
      return `job-${jobs}`;
    },
    saveFile: (name, bytes) => saved.set(name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    loadSample: loadSampleFiles,
    writeOffersFor: async (persona) => void written.push(persona),
    askForStorage: async () => true,
  });
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Customers';
  const element = document.createElement('os-customers');
  element.agent = agent;
  main.append(heading, element);
  document.body.append(main);
  onTestFinished(() => main.remove());
  await expect.poll(() => agent.view.open).toBe(true);
  return { agent, storage, saved, written };
}

/** An import of hundreds of customers, on a machine that has other work. */
const patient = { timeout: 30_000 };

const button = (name: string | RegExp) => page.getByRole('button', { name });
const shop = (text: string, name = 'shop.csv') => new File([text], name);

async function imported({ agent }: Opened): Promise<void> {
  await button(/^Import \d/).click();
  await expect.poll(() => agent.view.importing, patient).toBeUndefined();
  expect(agent.view.problems).toEqual({});
  // What comes in last moves the rest of the page.
  await expect.poll(() => agent.view.page, patient).toBeDefined();
  expect(agent.view.overview).toBeDefined();
}

test('simulated customers: looked at, imported, grouped, found, and there again after a reload', async () => {
  const opened = await open();
  const { agent, storage, written } = opened;
  await expectAccessible();
  await button('Try it with simulated customers').click();
  await expect
    .poll(() => agent.view.chosen.map(({ inspected }) => inspected?.preview !== undefined))
    .toEqual([true, true, true]);
  await expect.element(page.getByText('nobody in these files exists', { exact: false })).toBeVisible();
  await expect.element(page.getByLabelText('Meaning of enrolled_on')).toHaveValue('enrolledAt');
  await expectAccessible();

  await imported(opened);
  await expect.element(page.getByRole('heading', { name: 'Who they are' })).toBeVisible();
  const { segments = [], customers } = agent.view.overview ?? {};
  expect(customers).toBe(300);
  for (const { name } of segments) {
    await expect.element(page.getByRole('heading', { name, exact: false }).first()).toBeVisible();
  }
  await expect.element(page.getByRole('img', { name: /^Every customer as a point/ })).toBeVisible();
  await expectAccessible();

  await page.getByLabelText('Search by name or number').fill('c00001');
  await expect.poll(() => agent.view.page?.found, patient).toBe(10);
  await page.getByRole('combobox', { name: /^Group/ }).selectOptions('0');
  const inFirst = agent.view.page?.customers.filter(({ segment }) => segment === 0) ?? [];
  await expect.poll(() => agent.view.page?.found).toBe(inFirst.length);

  await button(/C00001\d/)
    .first()
    .click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await expectAccessible();
  const [shown] = agent.view.page?.customers ?? [];
  await button('Write offers for this person').click();
  await expect.poll(() => written.length).toBe(1);
  expect(written[0]?.name).toBe(shown?.name);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();

  document.body.replaceChildren();
  const again = await open(storage);
  expect(again.agent.view.overview).toEqual(agent.view.overview);
  await expect.poll(() => again.agent.view.page?.found).toBe(300);
});

test('a guess is mended by hand before the import', async () => {
  const { agent } = await open();
  await agent.chooseFiles([shop('who,when,sum\nx,03/04/2026,5\ny,05/06/2026,7\nx,07/06/2026,8\n')]);
  await page.getByLabelText('It holds').selectOptions('transactions');
  await page.getByLabelText('Meaning of who').selectOptions('customerId');
  await page.getByLabelText('Meaning of when').selectOptions('at');
  await page.getByLabelText('Meaning of sum').selectOptions('ignore');
  await expect.element(page.getByRole('alert')).toHaveTextContent('No column is known to hold the amount');
  await expect.element(button(/^Import 1/)).toBeDisabled();
  await page.getByLabelText('Meaning of sum').selectOptions('amount');
  await page.getByLabelText('Form of the dates in when').selectOptions('DD-MM-YYYY');
  await expect.element(page.getByRole('cell', { name: '2026-04-03' })).toBeVisible();
  await button(/^Import 1/).click();
  await expect.poll(() => agent.view.overview?.purchases, patient).toBe(3);
  expect(agent.view.overview?.reference).toBe(Date.UTC(2026, 5, 7));
});

test('how a file is written is said by hand, and the first rows follow', async () => {
  const { agent } = await open();
  await agent.chooseFiles([shop('id^date^amount\nAnn "A"^2026-01-02^5\nBea^2026-01-03^7\n')]);
  await expect.element(page.getByText('single column', { exact: false })).toBeVisible();
  await page.getByLabelText('Separated by').selectOptions('carets');
  await expect.element(page.getByRole('cell', { name: '2026-01-02', exact: true })).toBeVisible();
  await expectAccessible();

  // Without names there is nothing to know the columns by, and the names become a row.
  await page.getByLabelText('The first row has').selectOptions('The first customer or purchase');
  await expect.element(page.getByRole('rowheader', { name: 'column 1' })).toBeInTheDocument();
  await page.getByLabelText('The first row has').selectOptions('As guessed');
  await expect.element(page.getByRole('cell', { name: '2026-01-02', exact: true })).toBeVisible();

  await page.getByLabelText('Separated by').selectOptions('semicolons');
  await expect
    .element(page.getByText('"semicolon" does not part its first row', { exact: false }))
    .toBeVisible();
  await expect.element(button(/^Import 1/)).toBeDisabled();
  await expect.element(page.getByLabelText('Separated by')).toHaveValue(';');
  await page.getByLabelText('Separated by').selectOptions('carets');
  await button(/^Import 1/).click();
  await expect.poll(() => agent.view.overview?.purchases, patient).toBe(2);
});

test('letters are read as the person says, and what the file holds stays chosen', async () => {
  const { agent } = await open();
  const bytes = [...new TextEncoder().encode('customer,name\n1,'), 0xa3, 0xf3, 0x64, 0x9f, 10];
  await agent.chooseFiles([new File([new Uint8Array(bytes)], 'miasto.csv')]);
  await page.getByLabelText('It holds').selectOptions('responses');
  await page.getByLabelText('It holds').selectOptions('customers');
  await expect.element(page.getByRole('cell', { name: '£ódŸ' }).first()).toBeInTheDocument();
  await page.getByText('How the file is written').click();
  await page.getByLabelText('Letters are in').selectOptions('Windows-1250 (Central European)');
  await expect.element(page.getByRole('cell', { name: 'Łódź' }).first()).toBeInTheDocument();
  expect(agent.view.chosen[0]?.inspected?.plan.byHand).toEqual({
    kind: 'customers',
    encoding: 'windows-1250',
  });
});

test('two files of the same kind are told apart before the import', async () => {
  const { agent } = await open();
  const text = 'id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n';
  await agent.chooseFiles([shop(text, 'north.csv'), shop(text, 'south.csv')]);
  await expect
    .element(page.getByText('north.csv and south.csv both hold “Purchases, one a row”', { exact: false }))
    .toBeVisible();
  await expect.element(button(/^Import 2/)).toBeDisabled();
  await expectAccessible();
  await button('Leave out south.csv').click();
  await expect.element(button(/^Import 1/)).toBeEnabled();
});

test('what was refused is shown with line and reason, and saved so that no spreadsheet runs it', async () => {
  const opened = await open();
  const { agent, saved } = opened;
  const good = Array.from({ length: 99 }, (_, i) => `c${i % 9},2026-01-0${1 + (i % 9)},${i + 1}`);
  const bad = ['y,2026-02-31,7', ',2026-01-04,8', 'z,2026-01-05,=1+2', 'z,2099-01-05,4'];
  const text = `id,date,amount\n${[...bad, ...good].join('\n')}\n`;
  await agent.chooseFiles([shop(text)]);
  await imported(opened);
  const report = () =>
    document.querySelector('os-customers')?.renderRoot.querySelector('os-import-report')?.renderRoot;
  const lines = () => [...(report()?.querySelectorAll('td.number') ?? [])].map((cell) => cell.textContent);
  await expect.poll(lines).toEqual(['2', '3', '4', '5']);
  expect(report()?.querySelector('tbody')?.textContent).toContain('Line 3 names no customer');
  report()?.querySelector('button')?.click();
  const csv = saved.get('refused-shop.csv') ?? '';
  expect(csv.startsWith('\uFEFFline,what,column,value,reason\r\n')).toBe(true);
  expect(
    csv
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]),
  ).toEqual(['2', '3', '4', '5']);
  expect(csv).not.toMatch(/(^|,)"?=/m);
});

test('two currencies are told before the import, and one can be chosen', async () => {
  const opened = await open();
  const { agent } = opened;
  await agent.chooseFiles([shop('id,date,amount\nx,2026-01-02,$5\ny,2026-01-03,€7\nz,2026-01-03,$9\n')]);
  await expect.element(page.getByText('The amounts are in', { exact: false })).toBeVisible();
  await button(/^Import 1/).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('several currencies');
  expect(agent.view.overview).toBeUndefined();
  await page.getByLabelText('Currency to read').fill('USD');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => agent.view.chosen[0]?.inspected?.plan.mapping.currency).toBe('USD');
  await imported(opened);
  expect(agent.view.overview).toMatchObject({ purchases: 2, currency: 'USD' });
});

test('a bad file says why, can be left out, and costs nothing that is here', async () => {
  const opened = await open();
  const { agent } = opened;
  await agent.chooseFiles([shop('id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n')]);
  await imported(opened);
  await agent.chooseFiles([shop('', 'empty.csv'), shop('id\n1\n2\n', 'single.csv')]);
  await expect.element(page.getByText('The file is empty', { exact: false })).toBeVisible();
  await expect.element(page.getByText('single column', { exact: false })).toBeVisible();
  await expect.element(button(/^Import 2/)).toBeDisabled();
  await expectAccessible();
  await button('Leave out empty.csv').click();
  await button('Leave out single.csv').click();
  expect(agent.view.chosen).toEqual([]);
  expect(agent.view.overview?.customers).toBe(2);
});

test('a cancelled import leaves what was there; an import can add to it or take its place', async () => {
  const opened = await open();
  const { agent } = opened;
  await agent.chooseFiles([shop('id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n')]);
  await imported(opened);
  const before = agent.view.overview;
  await agent.useSample();
  await page.getByLabelText('Put these files in the place of everything.').click();
  // From within: by the time that a press from outside arrives, so small an import may be over.
  const forget = agent.subscribe(() => {
    const { progress, stopping = false } = agent.view.importing ?? {};
    if (progress !== undefined && !stopping) void agent.cancelImport();
  });
  await button(/^Import 3/).click();
  await expect.poll(() => agent.view.message, patient).toContain('Cancelled');
  forget();
  expect(agent.view.importing).toBeUndefined();
  expect(agent.view.message).toBe('Cancelled. Nothing of it was kept.');
  expect(agent.view.overview).toEqual(before);
  await button(/^Import 3/).click();
  await expect.poll(() => agent.view.overview?.customers, patient).toBe(300);
});

test('erasing asks first, says what goes, and leaves nothing', async () => {
  const opened = await open();
  const { agent, storage } = opened;
  await agent.chooseFiles([shop('id,date,amount\nx,2026-01-02,5\ny,2026-01-03,7\n')]);
  await imported(opened);
  await button('Erase the customers…').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('2 profiles');
  await button('Keep them').click();
  expect(agent.view.overview).toBeDefined();
  await button('Erase the customers…').click();
  await button('Erase them').click();
  await expect.element(page.getByText('2 customers and all that came with them.')).toBeVisible();
  expect(await storage.customers.current()).toEqual({ ok: true, value: undefined });
  await expect.element(button('Try it with simulated customers')).toBeVisible();
});
