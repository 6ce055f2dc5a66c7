import type { TrainSettings } from './train-options.ts';
import {
  historyRow,
  ideasRow,
  personaRow,
  type RowOptions,
  rewardRow,
  type TrainingRow,
} from './training-rows.ts';

/** After the first part of the steps, one in so many is about people with a history. */
const HISTORY_EVERY = 4;

type RowSettings = Pick<TrainSettings, 'steps' | 'batch' | 'personas' | 'practiceShare' | 'seed'>;
type MakeRow = (options: RowOptions) => TrainingRow;

export function isHistoryStep(step: number, { steps, practiceShare }: RowSettings): boolean {
  return step >= steps * practiceShare && step % HISTORY_EVERY === HISTORY_EVERY - 1;
}

/** What the shipped models learn from in one step: offers for personas, lists of products, copy for rewards. */
export function stepRows(step: number, settings: RowSettings): TrainingRow[] {
  return plannedRows(step, settings).map(({ make, options }) => make(options));
}

/**
 * Every text that a training has shown to its model, accepted and rejected, lists of products left out; some of them
 * several times.
 *
 * @param onStep called after each step with the number done.
 */
export function* taughtTexts(
  settings: RowSettings,
  onStep: (done: number) => void = () => undefined,
): Generator<string> {
  const told = new Set<number>();
  for (let step = 0; step < settings.steps; step += 1) {
    for (const { make, options } of plannedRows(step, settings)) {
      // A persona that comes again has the same offers in another order.
      if (make === ideasRow || (make === personaRow && told.has(options.index))) continue;
      if (make === personaRow) told.add(options.index);
      const { accepted, rejected } = make(options);
      yield* accepted;
      yield* rejected;
    }
    onStep(step + 1);
  }
}

function plannedRows(step: number, settings: RowSettings) {
  const { batch, personas, seed } = settings;
  const practice = step < settings.steps * settings.practiceShare;
  const history = isHistoryStep(step, settings);
  return Array.from({ length: batch }, (_, row): { make: MakeRow; options: RowOptions } => {
    const seen = step * batch + row;
    const options = {
      seed,
      split: 'train',
      index: seen % personas,
      visit: Math.floor(seen / personas),
    } as const;
    return { make: history ? historyRow : rowKind(row, practice), options };
  });
}

function rowKind(row: number, practice: boolean): MakeRow {
  if (row % 5 === 4) return rewardRow;
  if (practice ? row % 5 < 2 : row % 10 === 0) return ideasRow;
  return personaRow;
}
