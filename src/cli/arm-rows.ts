import { createRandom, shuffled } from '../domain/random.ts';
import { ideasRow, personaRow, rewardRow, type TrainingRow } from './training-rows.ts';

/** The population that all trainings share, so that seeds differ in weights and order alone. */
export const POPULATION_SEED = 1;
const ORDER_STREAM = 11;

/**
 * The rows of a training step by step: every person of the training split once, in an order of the seed's own, then
 * all again with interests and goals told in another order. Arms of one seed get the same rows in the same order.
 */
export function armRows({ seed, personas, batch }: { seed: number; personas: number; batch: number }) {
  const order = shuffled(
    createRandom(seed, ORDER_STREAM),
    Array.from({ length: personas }, (_, i) => i),
  );
  const rows = (
    step: number,
    make: (options: Parameters<typeof personaRow>[0], row: number) => TrainingRow,
  ) =>
    Array.from({ length: batch }, (_, row) => {
      const seen = step * batch + row;
      const index = order[seen % personas] ?? 0;
      const visit = Math.floor(seen / personas);
      return make({ seed: POPULATION_SEED, split: 'train', index, visit }, row);
    });
  return {
    /** The paper's: offers from a persona, three that it accepts and three that it rejects. */
    paper: (step: number) => rows(step, (options) => personaRow(options)),
    /** Before both arms: copy for rewards and lists of products, turn and turn about. */
    warmUp: (step: number) =>
      rows(step, (options, row) => (row % 2 === 0 ? rewardRow(options) : ideasRow(options))),
  };
}
