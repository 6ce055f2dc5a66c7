import { expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/feedback.ts';
import { judgeAgreement, judgedTwice } from '../../src/evaluation/judge-agreement.ts';

const verdicts = (marks: string): Verdict[] =>
  [...marks].map((mark) => (mark === '+' ? 'accepted' : 'rejected'));

test('counts two judges in the order of the paper’s table', () => {
  // One disagreement each way would hide an exchange of the two: the first alone accepts three, the second one.
  expect(judgedTwice(verdicts('++++--+--'), verdicts('+---+-+--'))).toEqual([
    [3, 1],
    [3, 2],
  ]);
  expect(() => judgedTwice(verdicts('+'), [])).toThrow(RangeError);
});

test('who accepts more often shows in McNemar’s test, agreement in kappa', () => {
  const table = judgedTwice(verdicts('++++++++----'), verdicts('++----------'));
  const { agreement, chiSquare, mcNemar } = judgeAgreement(table);
  // scipy: chi2_contingency([[4, 0], [6, 2]], correction=False) 1.2, binomtest(6, 6) 0.03125; kappa by hand.
  expect(agreement?.agreement).toBeCloseTo(0.5, 12);
  expect(agreement?.kappa).toBeCloseTo(2 / 11, 12);
  expect(mcNemar.exactP).toBeCloseTo(0.03125, 12);
  expect(chiSquare?.statistic).toBeCloseTo(1.2, 12);
});

test('a judge who says the same of everything leaves nothing to test', () => {
  const { agreement, chiSquare, mcNemar } = judgeAgreement(judgedTwice(verdicts('+++'), verdicts('+++')));
  expect([agreement, chiSquare, mcNemar.exactP]).toEqual([undefined, undefined, 1]);
  const partly = judgeAgreement(judgedTwice(verdicts('+-+'), verdicts('+++')));
  expect(partly.chiSquare).toBeUndefined();
  expect(partly.agreement?.kappa).toBe(0);
});
