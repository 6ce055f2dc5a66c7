import { expect, it } from 'vitest';
import { meanQuality, textQuality } from '../../src/evaluation/text-quality.ts';
import { textTable } from '../../src/evaluation/text-table.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';

const examples = [...simulateExamples({ seed: 1, count: 20 })];
const personas = examples.map(({ persona }) => persona);
const accepted = examples.map(({ accepted: [first] }) => first);

it('what the simulator writes is traceable, known, and no violation', () => {
  expect(textQuality(accepted, personas, accepted)).toMatchObject({
    ...{ shown: 20, violations: 0, traceable: 1, novelty: 0, copyRate: 0 },
  });
  expect(textQuality(accepted, personas, [])).toMatchObject({ novelty: 1 });
});

it('counts what is wrong, and no offer that was not shown', () => {
  const [persona] = personas;
  const spoiled = ['', `Dear ${persona?.name}, take 90% off an espresso machine.`, ...accepted.slice(2)];
  const named = personas.map((each) => ({ ...each, name: persona?.name ?? '' }));
  const quality = textQuality(spoiled, named, []);
  expect(quality.shown).toBe(19);
  expect(quality.violations).toBe(1);
  expect(quality.copyRate).toBeCloseTo(1 / 19, 12);
  expect(quality.traceable).toBeLessThan(1);
});

it('adds counts over seeds and averages shares', () => {
  const one = textQuality(accepted, personas, accepted);
  expect(meanQuality([one, { ...one, violations: 2, novelty: 1 }])).toMatchObject({
    ...{ shown: 40, violations: 2, traceable: 1, novelty: 0.5 },
  });
});

it('a table lines up', () => {
  expect(textTable(['a', 'longer'], [['row', '1'], ['x']])).toBe(
    ['| a   | longer |', '| --- | -----: |', '| row |      1 |', '| x   |        |'].join('\n'),
  );
});
