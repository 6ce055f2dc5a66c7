import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { likes } from './teaching.ts';
import { visit } from './visit.ts';

/** By light and by dark without a violation, and as narrow as a small phone without scrolling sideways. */
async function expectFit(studio: StudioPage, state: string): Promise<void> {
  const { page } = studio;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await studio.violations(), `${state}, ${colorScheme}`).toEqual([]);
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page), `${state}, 390 pixels wide`).toEqual([]);
  expect(await studio.violations(), `${state}, 390 pixels wide`).toEqual([]);
  if (size !== null) await page.setViewportSize(size);
}

/** The elements that make the page scroll sideways; none when it does not. */
function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const found: string[] = [];
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.getBoundingClientRect().right > clientWidth + 1) {
          found.push(`${element.tagName} ${element.className}`);
        }
        if (element.shadowRoot !== null) look(element.shadowRoot);
      }
    };
    look(document);
    return [`${scrollWidth} pixels`, ...found.slice(0, 8)];
  });
}

test('every state of the page is accessible, in both colour schemes, and fits a phone', {
  timeout: 400_000,
}, async () => {
  const { page } = await visit({ context: { reducedMotion: 'reduce' } });
  const studio = new StudioPage(page);
  await studio.ready();
  await expectFit(studio, 'loaded');

  await studio.write();
  await expectFit(studio, 'offers');

  await studio.teach(likes, { accepted: 2, rejected: 2 });
  await studio.askToLearn();
  await page.getByText(/^Practising: step [2-9]/).waitFor();
  await expectFit(studio, 'while learning');

  await studio.learned();
  await studio.similarities();
  await expectFit(studio, 'after learning');

  await page.getByRole('tabpanel', { name: 'Map' }).scrollIntoViewIfNeeded();
  await page.getByRole('img', { name: /^(Now|After learning): the person and/ }).waitFor();
  await expectFit(studio, 'map');

  await studio.tab('History');
  await expectFit(studio, 'history');
  await studio.tab('Versions');
  await expectFit(studio, 'versions');
  await studio.tab('Your data');
  await studio.button('Erase everything…').click();
  await page.getByRole('dialog').waitFor();
  await expectFit(studio, 'erasing');
  await studio.button('Keep it').click();

  await studio.badge.click();
  await page.getByRole('heading', { name: 'What runs here' }).waitFor();
  await page.getByText('Use a model of your own').click();
  await expectFit(studio, 'what runs here');
  await studio.button('Close').click();

  await studio.button('New').click();
  await expectFit(studio, 'a new person');
  await studio.button('Cancel').click();
  await studio.button('Import').click();
  await page.getByLabel('Or paste it here').fill('{"Name": "Ada", "Age": 3}');
  await studio.button('Import').click();
  await expectFit(studio, 'importing people');
});

test('the keyboard alone leads to the first offer and to a verdict', async () => {
  const { page } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  const press = async (key: string, wanted: string, most: number) => {
    for (let presses = 0; presses < most; presses += 1) {
      await page.keyboard.press(key);
      if ((await focused(page)).startsWith(wanted)) return presses + 1;
    }
    throw new Error(`${wanted} was not reached with ${key}.`);
  };
  await press('Tab', 'P9654', 8);
  await page.keyboard.press('ArrowRight');
  expect(await studio.person('P9999').isChecked()).toBe(true);
  await press('Tab', 'Write offers', 6);
  await page.keyboard.press('Enter');
  await studio.button('Write more offers').waitFor();
  await press('Tab', 'Accept', 12);
  await page.keyboard.press('a');
  const [first] = await studio.offers();
  const accept = first?.card.getByRole('button', { name: 'Accept' });
  await expect.poll(() => accept?.getAttribute('aria-pressed')).toBe('true');
});

/** The words of what has the keyboard. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const label = active instanceof HTMLInputElement ? active.labels?.[0] : active;
    return label?.textContent?.trim() ?? '';
  });
}
