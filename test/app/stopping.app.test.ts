import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { few, likes } from './teaching.ts';
import { visit } from './visit.ts';

const learningSays = 'Learning stopped; nothing has changed.';

const stages = [
  ['writing', 'os-offer-list', /\w+ \w+\s+Writing…/, 'Stopped writing.'],
  ['learning, while it prepares', 'os-learn-panel', /Looking at your verdicts/, learningSays],
  ['learning, before the first step', 'os-learn-panel', /Practising: step 0/, learningSays],
  ['learning, in the middle', 'os-learn-panel', /Practising: step [3-9]/, learningSays],
  ['learning, while it checks', 'os-learn-panel', /Checking on verdicts/, learningSays],
] as const;

test('writing and every stage of learning stop within two seconds, and the page says so', async () => {
  const { page } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.teach(likes, few);
  for (const [what, panel, stage, words] of stages) {
    // The verdicts are kept; what was said of the stop before is not.
    await page.reload();
    await studio.ready();
    expect(await page.getByText(words).count(), what).toBe(0);
    const stopped = pressStopWhen(page, panel, stage);
    await (panel === 'os-offer-list' ? studio.ask() : studio.askToLearn());
    const at = await stopped;
    await page.getByText(words).waitFor({ state: 'attached' });
    expect(Date.now() - at, what).toBeLessThan(2000);
    expect(await studio.versionInUse(), what).toBe('As shipped');
    await studio.write();
  }
});

/** Presses Stop as soon as a panel shows such words, quicker than a hand could; resolves with the time of it. */
function pressStopWhen(
  page: Page,
  panel: 'os-offer-list' | 'os-learn-panel',
  words: RegExp,
): Promise<number> {
  return page.evaluate(
    ({ panel, words }) => {
      /** Its words and those of the elements within, which the text of a shadow root leaves out. */
      const wordsOf = (element: Element | ShadowRoot): string =>
        [
          element.textContent ?? '',
          ...[...element.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
            shadowRoot === null ? [] : [wordsOf(shadowRoot)],
          ),
        ].join(' ');
      return new Promise<number>((resolve) => {
        const look = () => {
          const root = document.querySelector('os-studio')?.shadowRoot?.querySelector(panel)?.shadowRoot;
          const buttons = [...(root?.querySelectorAll('button') ?? [])];
          const stop = buttons.find(({ textContent }) => textContent?.trim() === 'Stop');
          if (root == null || stop === undefined || !words.test(wordsOf(root))) {
            requestAnimationFrame(look);
            return;
          }
          stop.click();
          resolve(Date.now());
        };
        look();
      });
    },
    { panel, words },
  );
}
