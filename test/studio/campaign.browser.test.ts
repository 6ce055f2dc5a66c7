import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../src/studio/page.css';
import { createAgentService } from '../../src/service/agent-service.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { AgentState } from '../../src/studio/agent/agent-state.ts';
import { CampaignState } from '../../src/studio/agent/campaign/campaign-state.ts';
import { loadSampleFiles } from '../../src/studio/agent/sample-files.ts';
import { defineStudio } from '../../src/studio/define.ts';
import { definePages } from '../../src/studio/define-pages.ts';
import { expectAccessible } from './support/open-studio.ts';

/** The last day of the simulated purchases is the day before. */
const NOW = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;
/** Trainings and hundreds of decisions, on a machine that has other work. */
const patient = { timeout: 60_000 };

let now = NOW;
let service: ReturnType<typeof createAgentService>;

beforeEach(() => {
  now = NOW;
});
afterEach(() => document.body.replaceChildren());

interface Opened {
  readonly agent: AgentState;
  readonly campaign: CampaignState;
  readonly saved: ReadonlyMap<string, string>;
}

/** The page of customers over the real service and the browser's database, with a clock of its own. */
async function open(): Promise<Opened> {
  defineStudio();
  definePages();
  const saved = new Map<string, string>();
  const clock = { now: () => now, newId: () => crypto.randomUUID() };
  service = createAgentService({
    ...clock,
    openStorage: () => openStorage({ ...clock, onBlocked: () => {}, onVersionChange: () => {} }),
  });
  const around = {
    newJobId: () => crypto.randomUUID(),
    saveFile: (name: string, bytes: Uint8Array<ArrayBuffer>) =>
      void saved.set(name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    askForStorage: async () => true,
  };
  const agent = new AgentState(service, {
    ...around,
    loadSample: loadSampleFiles,
    writeOffersFor: async () => {},
  });
  const campaign = new CampaignState(service, { ...around, now: () => now });
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Customers';
  const element = document.createElement('os-customers');
  element.agent = agent;
  element.campaign = campaign;
  main.append(heading, element);
  document.body.append(main);
  onTestFinished(() => main.remove());
  await expect.poll(() => agent.view.open).toBe(true);
  return { agent, campaign, saved };
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const step = (name: string) =>
  page.getByRole('navigation', { name: 'Steps of the campaign' }).getByRole('button', { name });

/** What everybody of the run that is looked at gets. */
async function everybody({ view }: CampaignState) {
  const source = { of: 'run', id: view.run?.id ?? '' } as const;
  const all = await service.offers({ source, search: '', offset: 0, count: 1000 });
  if (!all.ok) throw new Error(all.failures[0]?.message);
  return all.value.offers;
}

/** So many codes, some of them perhaps there before, as the page of coupons takes them over. */
async function importCodes(count: number): Promise<void> {
  const clock = { now: () => now, newId: () => crypto.randomUUID() };
  const storage = await openStorage({ ...clock, onBlocked: () => {}, onVersionChange: () => {} });
  const list = Array.from({ length: count }, (_, i) => `OWN-${1000 + i}`);
  if (!storage.ok) throw new Error(storage.failures[0]?.message);
  const added = await storage.value.coupons.addCodes((there) => ({
    ok: true,
    value: list.filter((code) => !there.includes(code)),
  }));
  expect(added.ok).toBe(true);
}

/** Erases what earlier tests left, and imports the simulated customers. */
async function withCustomers(): Promise<Opened> {
  const opened = await open();
  const { agent, campaign } = opened;
  await service.eraseCampaigns();
  await service.eraseRewards();
  if (agent.view.overview !== undefined) await agent.erase();
  await agent.useSample();
  await expect.poll(() => agent.view.chosen.length, patient).toBe(3);
  await expect.poll(() => agent.view.chosen.every(({ inspected }) => inspected?.preview), patient).toBe(true);
  await agent.import('replace');
  expect(agent.view.problems).toEqual({});
  await expect.element(heading('Make a campaign')).toBeVisible();
  await expect.poll(() => campaign.view.open, patient).toBe(true);
  return opened;
}

async function withRewards(): Promise<Opened> {
  const opened = await withCustomers();
  if (opened.campaign.view.step !== 'rewards') await step('Rewards').click();
  await button('Use simulated rewards').first().click();
  await expect.poll(() => opened.campaign.view.rewardPage?.found, patient).toBeGreaterThan(300);
  return opened;
}

async function withPreview(holdOut = 0.1): Promise<Opened> {
  const opened = await withRewards();
  await opened.campaign.goTo('goal');
  await opened.campaign.planning.change({ holdOut });
  await button('Next: see what would happen').click();
  await expect.poll(() => opened.campaign.view.preview, patient).toBeDefined();
  return opened;
}

async function withRun(holdOut: number): Promise<Opened> {
  const opened = await withPreview(holdOut);
  await button('Next: run it').click();
  await button('Start the run').click();
  await expect.poll(() => opened.campaign.view.run?.status, patient).toBe('finished');
  return opened;
}

test('rewards: none at first, simulated with a click, searched, and the closed ones with their reasons', async () => {
  const { campaign } = await withCustomers();
  await expect.element(heading('What can you give?')).toBeVisible();
  await expectAccessible();
  await button('Use simulated rewards').click();
  await expect.poll(() => campaign.view.rewardPage?.found, patient).toBeGreaterThan(300);
  await expect.element(page.getByText('nobody gives these rewards', { exact: false })).toBeVisible();
  const { rewards = 0, open: offered = 0 } = campaign.view.rewards ?? {};
  expect(offered).toBeLessThan(rewards);
  await page.getByRole('combobox', { name: /^Show/ }).selectOptions('closed');
  await expect.poll(() => campaign.view.rewardPage?.found).toBe(rewards - offered);
  const list = page.getByRole('region', { name: 'The rewards' });
  await expect.element(list.getByText('Has ended').first()).toBeVisible();
  await page.getByRole('combobox', { name: /^Show/ }).selectOptions('open');
  await page.getByLabelText('Search the rewards').fill('yoga mat');
  await expect
    .poll(() => campaign.view.rewardPage?.rewards.map(({ product }) => product))
    .toEqual(['yoga mat']);
  await expectAccessible();
});

test('a list of rewards: what cannot be read is told, a bad list costs nothing that is here', async () => {
  const { campaign } = await withCustomers();
  const good =
    'offer_id,offer_name,discount_pct,valid_until\na,10% off tea,10,2026-06-01\nb,20% off cake,20,2020-01-01\na,again,5,\n';
  await campaign.goTo('rewards');
  await campaign.rewards.choose(new File([good], 'list.csv'));
  await expect.element(page.getByText('1 row cannot be read', { exact: false })).toBeVisible();
  await button('Use these 2 rewards').click();
  await expect.poll(() => campaign.view.rewards).toMatchObject({ rewards: 2, open: 1, name: 'list.csv' });
  await campaign.rewards.choose(new File(['x,y\n1,2\n'], 'bad.csv'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('no column for the id');
  expect(campaign.view.rewards?.rewards).toBe(2);
});

test('goal and people: groups and conditions change whom it reaches, and bad input is said', async () => {
  const { campaign } = await withRewards();
  await button('Next: goal and people').click();
  await expect.poll(() => campaign.view.audience?.members, patient).toBeGreaterThan(200);
  await expectAccessible();
  const { segments = [] } = campaign.view.choices ?? {};
  const [first] = segments;
  await page.getByRole('checkbox', { name: first?.name ?? '' }).click();
  await expect.poll(() => campaign.view.audience?.members).toBe(first?.customers);
  await page.getByLabelText('Add a condition on').selectOptions('recencyDays');
  await expect.poll(() => campaign.view.audience?.members).toBeLessThan(first?.customers ?? 0);
  await page
    .getByRole('spinbutton', { name: /Last bought|last purchase|days/i })
    .first()
    .fill('99999');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Nobody is left');
  await button(/^Remove the condition/).click();
  await page.getByRole('combobox', { name: /^Left out to compare with/ }).selectOptions('0.5');
  await expect.poll(() => campaign.view.audience?.heldOut).toBeGreaterThan((first?.customers ?? 0) * 0.3);
  await page.getByText('How much for one person').click();
  const perDay = page.getByRole('spinbutton', { name: 'Offers a day' });
  await expect.element(perDay).toHaveAttribute('placeholder', '1, as your rules say');
  await perDay.fill('2');
  await page.getByRole('spinbutton', { name: 'Deepest discount (%)' }).fill('40');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => campaign.view.draft.caps).toEqual({ personPerDay: 2, discountPct: 40 });
  await perDay.fill('9');
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('personPerDay');
  await perDay.fill('');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => campaign.view.draft.caps).toEqual({ discountPct: 40 });
  await button('Keep it for later').click();
  await expect.poll(() => campaign.view.saved?.draft.caps, patient).toEqual({ discountPct: 40 });
  await page.getByRole('radio', { name: 'At a time, while this page is open' }).click();
  await expect.element(page.getByText('What a browser cannot do', { exact: false })).toBeVisible();
  expect(campaign.view.draft.schedule).toMatchObject({ kind: 'by-time' });
  await expectAccessible();
});

test('the preview: numbers with ranges, people by rule, one person with message, reasons and rules', async () => {
  const { campaign } = await withPreview();
  const { preview } = campaign.view;
  const { offers = 0 } = preview?.result.totals ?? {};
  // Who is held out hangs on the campaign's random name.
  expect(offers).toBeGreaterThan(80);
  await expect.element(page.getByText(`${offers} people`, { exact: true })).toBeVisible();
  await expect.element(page.getByText('People who take it up')).toBeVisible();
  await expect.element(page.getByText(/most likely from \$/).first()).toBeVisible();
  await expect.element(page.getByText('Drawn by lot, to compare with')).toBeVisible();
  await expectAccessible();

  const [one] = campaign.view.offers?.offers ?? [];
  await page
    .getByRole('region', { name: 'People and what each would get' })
    .getByRole('button')
    .first()
    .click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await expect.element(page.getByRole('dialog').getByText(one?.shown ?? '?', { exact: true })).toBeVisible();
  expect(one?.shown).toContain(one?.name);
  await expect.element(page.getByRole('dialog').getByText('Why this chance')).toBeVisible();
  await page.getByText(/rules looked at it, and all let it through/).click();
  await expect.element(page.getByText('The text has none of the blocked words.')).toBeVisible();
  await expectAccessible();
  await button('Close').click();
  await page.getByRole('combobox', { name: /^Show/ }).selectOptions('held-out');
  await expect.poll(() => campaign.view.offers?.found).toBe(preview?.result.totals.heldOut);

  await campaign.planning.change({ caps: { offers: 5 } });
  await expect.element(page.getByText('You have changed the campaign since.')).toBeVisible();
  await expect.element(button('Next: run it')).toBeDisabled();
  await button('Work it out again').first().click();
  await expect.poll(() => campaign.view.preview?.result.totals.offers, patient).toBe(5);
  await expect.element(page.getByText('As many offers as you allow are given')).toBeVisible();
});

test('a preview is cancelled and leaves nothing', async () => {
  const { campaign } = await withRewards();
  await campaign.goTo('preview');
  const forget = campaign.subscribe(() => {
    const { working } = campaign.view;
    if (working?.progress !== undefined && !working.stopping) void campaign.stop();
  });
  await button('Show me').click();
  await expect.poll(() => campaign.view.message, patient).toContain('Stopped');
  forget();
  expect(campaign.view.preview).toBeUndefined();
  await expect.element(button('Show me')).toBeVisible();
});

test('run, pause, another visit goes on, review by keys and by rule, take out, and the record', async () => {
  const { campaign } = await withPreview();
  const expected = campaign.view.preview?.result.totals.offers ?? 0;
  await button('Next: run it').click();
  const forget = campaign.subscribe(() => {
    const { working } = campaign.view;
    if (working?.what === 'run' && (working.progress?.done ?? 0) > 0 && !working.stopping)
      void campaign.stop();
  });
  await button('Start the run').click();
  await expect.poll(() => campaign.view.run?.status, patient).toBe('paused');
  forget();
  expect(campaign.view.run?.done).toBeGreaterThan(0);
  await expect.element(page.getByText('paused', { exact: true })).toBeVisible();

  document.body.replaceChildren();
  const again = await open();
  await expect.poll(() => again.campaign.view.run?.done, patient).toBeGreaterThan(0);
  await expect.element(heading('Hand out the offers')).toBeVisible();
  await button('Go on').click();
  await expect.poll(() => again.campaign.view.run?.status, patient).toBe('finished');
  expect(again.campaign.view.run?.totals.offers).toBe(expected);

  await button('Next: review the offers').click();
  await expect.poll(() => again.campaign.view.reviewing?.details, patient).toBeDefined();
  await expectAccessible();
  const waiting = () => again.campaign.view.run?.review.waiting ?? 0;
  const before = waiting();
  await userEvent.keyboard('a');
  await expect.poll(waiting).toBe(before - 1);
  await userEvent.keyboard('r');
  await expect.poll(waiting).toBe(before - 2);
  expect(again.campaign.view.run?.review).toMatchObject({ approved: 1, refused: 1 });

  const shown = () => again.campaign.view.reviewing?.page.offers[again.campaign.view.reviewing.at];
  await button('Change the words').click();
  await page.getByLabelText('Other words').fill('{name}, take 99% off everything today');
  await button('Use these words').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('99');
  const better = shown()?.text?.replace('{name}', 'Hello {name}') ?? '';
  await page.getByLabelText('Other words').fill(better);
  await button('Use these words').click();
  await expect.poll(() => shown()?.text, patient).toBe(better);
  expect(shown()).toMatchObject({ by: 'person', edited: true });

  await page.getByText('Many at once, by a rule').click();
  await page.getByLabelText('Chance of at least (%)').fill('50');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => again.campaign.view.reviewing?.counted, patient).toBeGreaterThan(0);
  const counted = again.campaign.view.reviewing?.counted ?? 0;
  await button(`Approve ${counted} offers`).click();
  await expect.poll(() => again.campaign.view.run?.review.approved).toBe(counted + 1);

  await button('Next: take out what is approved').click();
  const own = page.getByRole('radio', { name: 'The next codes of your own list' });
  await expect.element(own).toBeDisabled();
  const rewarded = (await everybody(again.campaign)).filter(
    ({ status, gets }) => status === 'approved' && gets === 'reward',
  ).length;
  await importCodes(rewarded - 1);
  await step('Take out').click();
  await own.click();
  await button(`Make the files for ${counted + 1} offers`).click();
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent(
      `These offers need ${rewarded} more codes, but only ${rewarded - 1} of your list are free.`,
    );
  await importCodes(rewarded);
  await button(`Make the files for ${counted + 1} offers`).click();
  await expect.poll(() => again.campaign.view.exported?.files.length, patient).toBeGreaterThan(1);
  for (const name of again.campaign.view.exported?.files.map((file) => file.name) ?? []) {
    await button(new RegExp(`: ${name.replace('.', '\\.')}$`)).click();
    await expect.poll(() => again.saved.has(name)).toBe(true);
  }
  const rows = [...again.saved]
    .filter(([name]) => name.endsWith('.csv'))
    .flatMap(([, csv]) => csv.trim().split('\r\n').slice(1));
  expect(rows).toHaveLength(counted + 1);
  expect(rows.filter((row) => /,OWN-1\d{3},/.test(row))).toHaveLength(rewarded);
  // What was shown as its subject or title is what goes out.
  const titled = (await everybody(again.campaign)).find(
    ({ subject, status }) => subject && status === 'approved',
  );
  const messages = [...again.saved]
    .filter(([name]) => name.endsWith('.json'))
    .flatMap(([, json]) => JSON.parse(json) as readonly Record<string, string>[]);
  const sent = messages.find(({ offer_id: id }) => id === titled?.offerId);
  expect(sent?.subject ?? sent?.title).toBe(titled?.subject);
  expect(rows.filter((row) => /(^|,)"?[=+@-]/.test(row))).toEqual([]);
  await expectAccessible();
  await button(/mark \d+ as sent/).click();
  await expect.poll(() => again.campaign.view.run?.review.sent).toBe(counted + 1);

  await step('Record').click();
  await button('Check the chain').click();
  await expect.element(page.getByText('none is missing', { exact: false })).toBeVisible();
  await button(/^Make it again/)
    .first()
    .click();
  await expect.element(page.getByText('The same again,')).toBeVisible();
  await expectAccessible();
});

test('results: nothing before purchases are there, then both groups with their ranges', async () => {
  // Enough are left out by lot, whichever campaign it is.
  const { agent, campaign } = await withRun(0.3);
  await step('Results').click();
  await button('Compare').click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Import a file with purchases');
  await button('Simulate four weeks').click();
  await expect.poll(() => campaign.view.results?.simulated, patient).toBe(true);
  expect(campaign.view.results?.report.kpis.length).toBeGreaterThan(2);
  await expect
    .element(page.getByText('the simulator’s customers would have done', { exact: false }))
    .toBeVisible();
  await expectAccessible();

  now = NOW + 40 * DAY;
  const people = await everybody(campaign);
  // Made up: of those offered every second buys, of those left out every fourth.
  const bought = people.filter(({ gets }, i) => i % (gets === 'held-out' ? 4 : 2) === 0);
  const lines = bought.map(
    ({ customerId }, i) => `${customerId},2026-01-${String(5 + (i % 20)).padStart(2, '0')},${40 + (i % 9)}`,
  );
  await agent.chooseFiles([
    new File([`customer_id,transaction_date,bill_amount\n${lines.join('\n')}\n`], 'january.csv'),
  ]);
  await expect.poll(() => agent.view.chosen[0]?.inspected?.preview, patient).toBeDefined();
  await agent.import('add');
  expect(agent.view.problems).toEqual({});
  await expect.poll(() => campaign.view.run?.status, patient).toBe('finished');
  await step('Results').click();
  await button('Compare').click();
  await expect.poll(() => campaign.view.results, patient).toBeDefined();
  const { sampleRatio, kpis } = campaign.view.results?.report ?? { kpis: [] };
  const conversion = kpis.find(({ name }) => name === 'conversion');
  const held = people.filter(({ gets }) => gets === 'held-out').length;
  expect(sampleRatio?.heldOut).toBe(held);
  expect(conversion?.offered.value).toBeCloseTo(0.5, 1);
  expect(conversion?.heldOut.value).toBeCloseTo(0.25, 0);
  await expect.element(page.getByRole('region', { name: 'The comparison' })).toBeVisible();
  await expect.element(page.getByText('Bought at least once').first()).toBeVisible();
  await expectAccessible();
});

test('what a schedule calls for starts by itself while the page is open, and waits for review', async () => {
  const { campaign } = await withRewards();
  await campaign.goTo('goal');
  await campaign.planning.change({ name: 'Monday', schedule: { kind: 'by-time', first: NOW + DAY } });
  await button('Keep it for later').click();
  await expect.poll(() => campaign.view.saved?.draft.name).toBe('Monday');
  await campaign.runs.startDue();
  expect(campaign.view.runs).toEqual([]);
  now = NOW + DAY + 1000;
  await campaign.runs.startDue();
  await expect.poll(() => campaign.view.run?.status, patient).toBe('finished');
  await expect
    .element(page.getByText('“Monday” was started by its schedule.', { exact: false }))
    .toBeVisible();
  expect(campaign.view.run?.review).toMatchObject({ approved: 0, sent: 0 });
  await campaign.runs.startDue();
  expect(campaign.view.runs).toHaveLength(1);
});

test('erasing the customers erases what was made for them, and asks before it does', async () => {
  const { campaign } = await withRewards();
  await campaign.goTo('goal');
  await button('Keep it for later').click();
  await expect.poll(() => campaign.view.campaigns.length).toBe(1);
  await button('Erase the customers…').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Every campaign made for them');
  await button('Erase them').click();
  await expect.element(heading('Bring in your customers')).toBeVisible();
  await expect.poll(async () => await service.campaigns(), patient).toEqual({ ok: true, value: [] });
  const rewards = await service.rewardOverview();
  expect(rewards).toMatchObject({ ok: true, value: { rewards: 425 } });
});
