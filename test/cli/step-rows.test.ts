import { describe, expect, it } from 'vitest';
import { isHistoryStep, stepRows, taughtTexts } from '../../src/cli/step-rows.ts';

const settings = { steps: 10, batch: 10, personas: 30, practiceShare: 0.4, seed: 3 };

describe('the rows of a step', () => {
  it('are lists, copy for rewards and personas; in the first part more lists, afterwards people with a history', () => {
    const kinds = (step: number) =>
      stepRows(step, settings).map(({ prompt }) =>
        prompt.includes('| list: products') ? 'list' : prompt.startsWith('product: ') ? 'copy' : 'persona',
      );
    const count = (step: number, kind: string) => kinds(step).filter((each) => each === kind).length;
    expect(['list', 'copy', 'persona'].map((kind) => count(0, kind))).toEqual([4, 2, 4]);
    expect(['list', 'copy', 'persona'].map((kind) => count(4, kind))).toEqual([1, 2, 7]);
    expect([3, 4, 7, 8].map((step) => isHistoryStep(step, settings))).toEqual([false, false, true, false]);
    expect(stepRows(7, settings).some(({ prompt }) => /\| (dis)?liked: /.test(prompt))).toBe(true);
  });

  it('are the same ones again for the same step', () => {
    expect(stepRows(5, settings)).toEqual(stepRows(5, settings));
    expect(stepRows(5, settings)).not.toEqual(stepRows(8, settings));
  });
});

describe('the taught texts', () => {
  it('are all that the rows show, but for lists of products', () => {
    const taught = new Set(taughtTexts(settings));
    for (let step = 0; step < settings.steps; step += 1) {
      for (const { prompt, accepted, rejected } of stepRows(step, settings)) {
        const list = prompt.includes('| list: products');
        for (const text of [...accepted, ...rejected]) expect(taught.has(text), text).toBe(!list);
      }
    }
  });

  it('tell how far they are', () => {
    const done: number[] = [];
    for (const _ of taughtTexts({ ...settings, steps: 3 }, (step) => done.push(step))) void _;
    expect(done).toEqual([1, 2, 3]);
  });
});
