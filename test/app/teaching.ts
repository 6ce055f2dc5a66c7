import { expect } from 'vitest';
import type { Judged, StudioPage } from './studio-page.ts';

/** What the person of these tests likes: anything to do with keeping fit. */
export const likes = (text: string): boolean =>
  /fitness|gym|workout|yoga|train(ing|er)|treadmill|dumbbell|kettlebell|running|jump rope|resistance|rowing|climbing|swim|bike|fun run/i.test(
    text,
  );

/** As few verdicts as it can learn from. */
export const few = { accepted: 1, rejected: 1 };

/** As many verdicts as the page recommends. */
export const plenty = { accepted: 3, rejected: 5 };

/**
 * Waits for what is being learned and, where it was not kept, gives more verdicts and has it learn again; two
 * results may be dropped. Returns all verdicts.
 */
export async function learnUntilKept(studio: StudioPage, first: Judged): Promise<Judged> {
  let judged = first;
  for (let drops = 0; !(await studio.learned()); drops += 1) {
    expect(drops, 'results that were not kept').toBeLessThan(2);
    const more = await studio.teach(likes, { accepted: 1, rejected: 2 });
    judged = {
      accepted: [...judged.accepted, ...more.accepted],
      rejected: [...judged.rejected, ...more.rejected],
    };
    await studio.askToLearn();
    await studio.learnedHeading.waitFor({ state: 'hidden' });
  }
  return judged;
}
