import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible, openStudio } from './support/open-studio.ts';

const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const combo = (name: string) => page.getByRole('combobox', { name, exact: true });

async function fillIn(): Promise<void> {
  await field('Name').fill('Ada');
  await field('Age').fill('44');
  await combo('Gender').fill('Female');
  await field('Monthly income').fill('$5,200');
  await combo('How they spend').fill('Balanced');
  await combo('How they pay').fill('Debit Card');
  await field('Interests').fill('Chess');
  await userEvent.keyboard('{Enter}');
}

describe('a person of one’s own', () => {
  test('is written in the form, stored and selected', async () => {
    const { service } = await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await fillIn();
    await page.getByRole('button', { name: 'Add Savings' }).click();
    await expectAccessible();
    await page.getByRole('button', { name: 'Save person' }).click();
    await expect.element(page.getByRole('radio', { name: 'Ada' })).toBeChecked();
    const stored = await service.personas();
    expect(stored.ok && stored.value[0]).toMatchObject({
      name: 'Ada',
      age: 44,
      gender: 'Female',
      monthlyIncome: 5200,
      spendingPattern: 'Balanced',
      preferredPaymentMethod: 'Debit Card',
      interests: ['Chess'],
      financialGoals: ['Savings'],
    });
  });

  test('what is wrong is said beside the field, and the first one takes the keyboard', async () => {
    await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await fillIn();
    await field('Age').fill('7');
    await page.getByRole('button', { name: 'Remove Chess' }).click();
    await page.getByRole('button', { name: 'Save person' }).click();
    const age = field('Age');
    await expect.element(age).toHaveAttribute('aria-invalid', 'true');
    await expect.element(age).toHaveAccessibleDescription(/18 to 120/);
    await expect.element(field('Interests')).toHaveAccessibleDescription(/name at least one/);
    await expect.element(field('Name')).toHaveAttribute('aria-invalid', 'false');
    await expectAccessible();
    await userEvent.keyboard('{Control>}a{/Control}44');
    await expect.element(age).toHaveAttribute('aria-invalid', 'false');
  });

  test('chips come from commas too, never twice, and leave by Backspace', async () => {
    await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await field('Interests').fill('Chess, Opera , chess');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('button', { name: 'Remove Opera' })).toBeVisible();
    expect(page.getByRole('button', { name: /^Remove / }).elements()).toHaveLength(2);
    await userEvent.keyboard('{Backspace}');
    await expect.element(page.getByRole('button', { name: 'Remove Opera' })).not.toBeInTheDocument();
  });

  test('is changed under the same id', async () => {
    const { service } = await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await fillIn();
    await page.getByRole('button', { name: 'Save person' }).click();
    await page.getByRole('button', { name: 'Change Ada' }).click();
    await field('Name').fill('Ada L');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect.element(page.getByRole('radio', { name: 'Ada L' })).toBeChecked();
    const stored = await service.personas();
    expect(stored.ok && stored.value.map(({ name }) => name)).toEqual(['Ada L']);
  });

  test('stays in the form when it cannot be stored', async () => {
    const { service } = await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await fillIn();
    service.script.failNext.set('savePersona', { type: 'storage-full', message: 'The device is full.' });
    await page.getByRole('button', { name: 'Save person' }).click();
    await expect.element(page.getByText('The device is full.')).toBeVisible();
    await expect.element(field('Name')).toHaveValue('Ada');
  });

  test('is removed after a question', async () => {
    const { service } = await openStudio();
    await page.getByRole('button', { name: 'New' }).click();
    await fillIn();
    await page.getByRole('button', { name: 'Save person' }).click();
    await page.getByRole('button', { name: 'Remove Ada' }).click();
    await expectAccessible();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.element(page.getByRole('radio', { name: 'Ada' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('radio', { name: 'P9654' })).toBeChecked();
    expect(await service.personas()).toEqual({ ok: true, value: [] });
  });
});

describe('importing people', () => {
  const good = {
    Name: 'P1',
    Age: 30,
    Gender: 'Female',
    'Monthly Income': '$111,969',
    'Spending Pattern': 'Budget-conscious',
    'Preferred Payment Method': 'Buy Now Pay Later',
    Interests: ['Finance'],
    'Financial Goals': ['Savings'],
  };

  async function paste(text: string): Promise<void> {
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByLabelText('Or paste it here').fill(text);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  }

  test('by pasting one in the paper’s form', async () => {
    await openStudio();
    await paste(JSON.stringify(good));
    await expect.element(page.getByRole('radio', { name: 'P1' })).toBeChecked();
  });

  test('many of them: the one who is selected is in view, and the page has not moved', async () => {
    const { element } = await openStudio();
    const list = () =>
      element.renderRoot.querySelector('os-persona-panel')?.renderRoot.querySelector('.tags');
    const inView = (name: string) => {
      const tag = page.getByRole('radio', { name }).element().parentElement?.getBoundingClientRect();
      const window = list()?.getBoundingClientRect();
      return (
        tag !== undefined && window !== undefined && tag.top >= window.top && tag.bottom <= window.bottom
      );
    };
    const at = scrollY;
    await paste(
      JSON.stringify(Array.from({ length: 15 }, (_, index) => ({ ...good, Name: `Guest ${index}` }))),
    );
    await expect.element(page.getByRole('radio', { name: 'Guest 14' })).toBeChecked();
    expect(list()?.scrollHeight).toBeGreaterThan((list()?.clientHeight ?? 0) + 100);
    await expect.poll(() => inView('Guest 14')).toBe(true);
    expect(inView('P9654')).toBe(false);
    (page.getByRole('radio', { name: 'Guest 14' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('radio', { name: 'P9654' })).toBeChecked();
    await expect.poll(() => inView('P9654')).toBe(true);
    expect(scrollY).toBe(at);
  });

  test('many of them can be scrolled by the keyboard also while nobody else can be chosen', async () => {
    const { element } = await openStudio();
    await paste(
      JSON.stringify(Array.from({ length: 15 }, (_, index) => ({ ...good, Name: `Guest ${index}` }))),
    );
    await expect.element(page.getByRole('radio', { name: 'Guest 14' })).toBeChecked();
    const panel = element.renderRoot.querySelector('os-persona-panel');
    const list = panel?.renderRoot.querySelector<HTMLElement>('.tags');
    if (panel == null || list == null) throw new Error('no people');
    panel.locked = true;
    await panel.updateComplete;
    await expect.element(page.getByRole('radio', { name: 'Guest 14' })).toBeDisabled();
    await expectAccessible();
    list.scrollTop = 0;
    list.focus();
    await userEvent.keyboard('{End}');
    await expect.poll(() => list.scrollTop).toBeGreaterThan(0);
  });

  test('from a list keeps the good ones and lists every failure of the others', async () => {
    const { service } = await openStudio();
    await paste(JSON.stringify([good, { ...good, Name: 'P2', Age: 3, Interests: [] }]));
    await expect.element(page.getByText('1 person imported.').first()).toBeVisible();
    await expect.element(page.getByText('2 problems to fix')).toBeVisible();
    expect(page.getByText('Pasted text, person 2:').elements()).toHaveLength(2);
    await expectAccessible();
    const stored = await service.personas();
    expect(stored.ok && stored.value.map(({ name }) => name)).toEqual(['P1']);
  });

  test('of text that is no JSON says where it stops being one', async () => {
    await openStudio();
    await paste('{"Name": P1}');
    await expect.element(page.getByText(/line 1, column 10/)).toBeVisible();
  });

  test('of nothing says that there is nothing', async () => {
    await openStudio();
    await paste('  ');
    await expect.element(page.getByText('There is nothing to read yet')).toBeVisible();
  });

  test('by dropping files on the panel', async () => {
    const { element } = await openStudio();
    const panel = element.renderRoot.querySelector('os-persona-panel')?.renderRoot.querySelector('section');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([JSON.stringify(good)], 'one.json'));
    dataTransfer.items.add(new File(['[{}]'], 'two.json'));
    panel?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await expect.element(page.getByText('1 person imported.').first()).toBeVisible();
    await expect.element(page.getByText('two.json, person 1:').first()).toBeVisible();
  });

  test('of a file that is too large is refused before it is read', async () => {
    const { element } = await openStudio();
    const panel = element.renderRoot.querySelector('os-persona-panel')?.renderRoot.querySelector('section');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(2_000_001)], 'large.json'));
    panel?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await expect.element(page.getByText('This file is larger than 2 MB.')).toBeVisible();
  });
});
