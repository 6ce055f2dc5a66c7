import { expect, it } from 'vitest';
import { normaliseText, novelty } from '../../src/evaluation/novelty.ts';

it('is the share of offers that are no training offer, whatever case and spaces', () => {
  const training = ['Save 20% on a yoga mat.', 'Take  10% off a tent.'];
  expect(novelty(['save 20% on a YOGA mat. ', 'Take 10% off\na tent.'], training)).toBe(0);
  expect(novelty(['Save 20% on a yoga mat.', 'Save 25% on a yoga mat.'], training)).toBe(0.5);
  expect(novelty(['New.', 'New.'], new Set(training))).toBe(1);
  expect(novelty([], training)).toBe(0);
});

it('takes composed and decomposed letters as the same', () => {
  expect(normaliseText('Cafe\u0301\u00a0 Bar')).toBe(normaliseText('CAFÉ bar'));
});
