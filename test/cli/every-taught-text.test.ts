import { expect, test } from 'vitest';
import { armRows } from '../../src/cli/arm-rows.ts';
import { everyTaughtText } from '../../src/cli/every-taught-text.ts';
import { stepRows } from '../../src/cli/step-rows.ts';
import { shippedTrainings } from '../../src/cli/train-options.ts';
import type { TrainingRow } from '../../src/cli/training-rows.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';

test('every taught text is there: of the arms, of their warm-up and of the shipped models', () => {
  const personas = 48;
  const known = [...simulateExamples({ seed: 1, count: personas })];
  const taught = new Set(everyTaughtText(known, [1, 2]));
  const shown = ({ accepted, rejected }: TrainingRow) => [...accepted, ...rejected];
  const rounds = [0, 1, 2].flatMap(armRows({ seed: 1, personas, batch: 16 }).paper);
  expect(new Set(rounds.map(({ accepted }) => [...accepted].sort().join()))).toHaveProperty('size', personas);
  for (const text of rounds.flatMap(shown)) expect(taught.has(text), text).toBe(true);
  for (const seed of [1, 2]) {
    const warm = armRows({ seed, personas, batch: 16 }).warmUp(0);
    const copy = warm.filter((_, row) => row % 2 === 0);
    expect(copy.flatMap(shown).every((text) => taught.has(text))).toBe(true);
  }
  for (const settings of shippedTrainings()) {
    // The first two rows ask for lists of products, which are no offers.
    const rows = stepRows(0, { ...settings, personas, steps: 1 }).slice(2, 5);
    expect(rows.flatMap(shown).every((text) => taught.has(text))).toBe(true);
  }
});
