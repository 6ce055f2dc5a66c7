import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SimilarityChange } from '../../src/service/contract.ts';
import { defineStudio } from '../../src/studio/define.ts';
import { expectAccessible, type OpenStudio, openStudio } from './support/open-studio.ts';

async function writeAndJudge({ studio }: OpenStudio): Promise<void> {
  await studio.writing.write();
  const [first, second] = studio.view.history;
  await studio.verdicts.judge(first?.offer.id ?? '', 'accepted');
  await studio.verdicts.judge(second?.offer.id ?? '', 'rejected');
}

describe('what changed', () => {
  /** Every fit falls, and yet they come apart. */
  const changes: readonly SimilarityChange[] = [
    { text: 'Yoga', verdict: 'accepted', before: 0.4, after: 0.3 },
    { text: 'Loans', verdict: 'rejected', before: 0.35, after: -0.1 },
  ];

  async function show(kept: boolean, some = changes): Promise<string> {
    defineStudio();
    const element = document.createElement('os-gap');
    element.changes = some;
    element.kept = kept;
    document.body.replaceChildren(element);
    await element.updateComplete;
    return element.shadowRoot?.querySelector('p')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  }

  test('is told by how far liked and disliked have come apart', async () => {
    expect(await show(true)).toBe('Accepted and rejected offers are now further apart: from 0.05 → to 0.40');
  });

  test('of a result that is not in use is told as what would be', async () => {
    expect(await show(false)).toContain('would be further apart');
  });

  test('is nothing where nothing moved, and less where they came closer', async () => {
    const to = (after: number) => changes.map((one, i) => ({ ...one, after: i === 0 ? after : 0 }));
    expect(await show(true, to(0.05))).toContain('as far apart as before: from 0.05 → to 0.05');
    expect(await show(true, to(-0.1))).toContain('closer together: from 0.05 → to −0.10');
  });

  test('offer by offer is folded away', async () => {
    document.body.replaceChildren();
    const open = await openStudio();
    await writeAndJudge(open);
    await open.studio.learning.learn();
    await expect.element(page.getByText('Accepted and rejected offers are now further apart')).toBeVisible();
    const axis = page.getByText('from the fit before learning to the fit after');
    await expect.element(axis).not.toBeVisible();
    await page.getByText('The fit of each offer, before and after').click();
    await expect.element(axis).toBeVisible();
    await expectAccessible();
  });
});

test('the comparison says what it comes from, and before it is there, that the round is being written again', async () => {
  const open = await openStudio();
  await writeAndJudge(open);
  open.service.script.pace = 15;
  const learning = open.studio.learning.learn();
  await expect.element(page.getByText('Round 1 is being written again, to show')).toBeVisible();
  await expect.element(page.getByText('The round is being written again, to show')).toBeVisible();
  expect(open.studio.view.message).toBe('Writing round 1 again, to compare it with the one before learning.');
  await expectAccessible();
  open.service.script.pace = 0;
  await learning;
  await expect.element(page.getByText(/from learning and from the answers given since/)).toBeVisible();
});

test('the keyboard that asked to learn comes to what came of it', async () => {
  const open = await openStudio();
  await writeAndJudge(open);
  (page.getByRole('button', { name: 'Learn from this' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const heading = page.getByRole('heading', { name: /^Learned: version 1/ });
  await expect.poll(focused).toBe(await heading.findElement());
});

function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

test('what was not kept comes with what to do next', async () => {
  const open = await openStudio({ script: { keeps: false } });
  await writeAndJudge(open);
  await open.studio.learning.learn();
  await expect.element(page.getByText('judge a few more offers, then learn again.')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'What it would have changed' })).toBeVisible();
  const advice = page.getByText('Judge a few more offers first');
  await expect.element(advice).toBeVisible();
  await open.studio.verdicts.judge(open.studio.view.history[2]?.offer.id ?? '', 'rejected');
  await expect.element(advice).not.toBeInTheDocument();
});

test('enough verdicts are enough to start, not plenty', async () => {
  const open = await openStudio();
  for (let round = 0; round < 2; round += 1) await open.studio.writing.write();
  for (const [index, { offer }] of open.studio.view.history.entries()) {
    await open.studio.verdicts.judge(offer.id, index < 3 ? 'accepted' : 'rejected');
  }
  await expect.element(page.getByText('Enough to start learning; more makes it surer.')).toBeVisible();
});

describe('while another tab learns', () => {
  const elsewhere = { type: 'learning-elsewhere', message: 'Offersmith is already learning.' };

  test('it says so, and stops saying it when the other is done', async () => {
    let done = () => {};
    const nobodyLearns = new Promise<void>((resolve) => {
      done = resolve;
    });
    const open = await openStudio({ nobodyLearns });
    await writeAndJudge(open);
    open.service.script.failNext.set('learn', elsewhere);
    await open.studio.learning.learn();
    await expect.element(page.getByText(elsewhere.message)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    done();
    await expect.element(page.getByText(elsewhere.message)).not.toBeInTheDocument();
    expect(open.studio.view.message).toBe('The other tab has finished learning.');
  });

  test('another problem that came meanwhile stays', async () => {
    let done = () => {};
    const nobodyLearns = new Promise<void>((resolve) => {
      done = resolve;
    });
    const open = await openStudio({ nobodyLearns });
    await writeAndJudge(open);
    open.service.script.failNext.set('learn', elsewhere);
    await open.studio.learning.learn();
    open.service.script.failNext.set('learn', { type: 'storage-full', message: 'The device is full.' });
    await open.studio.learning.learn();
    done();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect.element(page.getByText('The device is full.')).toBeVisible();
  });
});

describe('the order of the cards', () => {
  test('is by fit at first, and by what was said as soon as something was', async () => {
    const open = await openStudio();
    await open.studio.writing.write();
    await expect.element(page.getByText('Best first, by fit.')).toBeVisible();
    const [first] = open.studio.view.history;
    await open.studio.verdicts.judge(first?.offer.id ?? '', 'accepted');
    await open.studio.writing.write();
    await expect
      .element(page.getByText('Best first, by fit and by what was said so far (1 verdict).'))
      .toBeVisible();
  });

  test('is not told of a single one', async () => {
    const open = await openStudio({ script: { refuses: [0, 1, 2] } });
    await open.studio.writing.write();
    expect(page.getByText(/^Best first/).elements()).toEqual([]);
  });
});

test('no more versions are promised than are kept', async () => {
  await openStudio();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await expect.element(page.getByText('The newest 8 are kept')).toBeVisible();
});
