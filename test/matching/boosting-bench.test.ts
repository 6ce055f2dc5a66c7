import { expect, test } from 'vitest';
import { boostingBenchRows, measureBoosting } from '../../src/matching/boosting-bench.ts';
import { unwrap } from '../storage/samples.ts';

test('rows, and what is learned from them, are those that time_boosting.py has', async () => {
  const rows = boostingBenchRows(5000, 6);
  // `time_boosting.py 5000 6 10 4` prints 2053 yes, AUC 0.80191 and log-loss 0.55969.
  expect(rows.answers.reduce((sum, answer) => sum + answer, 0)).toBe(2053);
  let clock = 0;
  const { auc, logLoss, trainSeconds } = unwrap(
    await measureBoosting(rows, () => (clock += 1), { trees: 10, depth: 4 }),
  );
  expect(Math.abs(auc - 0.80191)).toBeLessThan(0.003);
  expect(Math.abs(logLoss - 0.55969)).toBeLessThan(0.003);
  expect(trainSeconds).toBe(1);
});
