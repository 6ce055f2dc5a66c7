import { expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/feedback.ts';
import { judgeAgreement, judgedTwice } from '../../src/evaluation/judge-agreement.ts';
import { majorityVerdict } from '../../src/evaluation/majority-verdict.ts';

const votes = (text: string): readonly Verdict[] =>
  [...text].map((letter) => (letter === 'y' ? 'accepted' : 'rejected'));

test.each([
  ['y', 'accepted'],
  ['yyn', 'accepted'],
  ['nyn', 'rejected'],
  ['yn', undefined],
  ['', undefined],
])('%j is %s', (given, verdict) => {
  expect(majorityVerdict(votes(given))).toBe(verdict);
});

test('three people’s majority stands beside a language model as one judge', () => {
  const people = ['yyy', 'yyn', 'nnn', 'nyn'].map((text) => majorityVerdict(votes(text)) ?? 'rejected');
  expect(judgeAgreement(judgedTwice(people, votes('yynn'))).agreement?.kappa).toBe(1);
  expect(judgedTwice(people, votes('yyny'))).toEqual([
    [1, 1],
    [0, 2],
  ]);
});
