import type { TrainingExample } from '../simulation/examples.ts';
import { armRows } from './arm-rows.ts';
import { readArmsOptions } from './arms-options.ts';
import { orFail } from './options.ts';
import { progress } from './progress.ts';
import { taughtTexts } from './step-rows.ts';
import { shippedTrainings } from './train-options.ts';

/** The paper's training split, from which offers are retrieved. */
export const TRAINING_PERSONAS = 21_600;

/**
 * Every text that the shipped models or the arms were shown in training, so that all are held against the same ones.
 *
 * @param known the training split, all of whose offers the arms are shown; of fewer customers than the paper's, as much
 * less of the other texts.
 * @param seeds of the arms, whose usual warm-up counts.
 */
export function everyTaughtText(
  known: readonly TrainingExample[],
  seeds: readonly number[],
): readonly string[] {
  const texts = new Set(known.flatMap(({ accepted, rejected }) => [...accepted, ...rejected]));
  const personas = known.length;
  const share = personas / TRAINING_PERSONAS;
  for (const settings of shippedTrainings()) {
    const wanted = { ...settings, personas, steps: Math.ceil(settings.steps * share) };
    for (const text of taughtTexts(wanted, progress('taught texts', wanted.steps))) texts.add(text);
  }
  const { batch, warmSteps } = orFail(readArmsOptions([])).settings;
  for (const seed of seeds) {
    const rows = armRows({ seed, personas, batch });
    for (let step = 0; step < warmSteps * share; step += 1) {
      for (const { prompt, accepted, rejected } of rows.warmUp(step)) {
        if (prompt.includes('list: products')) continue;
        for (const text of [...accepted, ...rejected]) texts.add(text);
      }
    }
  }
  return [...texts];
}
