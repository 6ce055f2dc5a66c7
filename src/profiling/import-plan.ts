import { createDateReader, type DateFormat } from './date-format.ts';
import type { ColumnGuess } from './guess-columns.ts';
import type { Inspection } from './inspect-file.ts';
import type { NumberFormat } from './number-format.ts';

/** How a file is to be read. An `Inspection` is one as it stands; change it with the functions beside it. */
export type ImportPlan = Pick<Inspection, 'delimiter' | 'header' | 'columns' | 'mapping' | 'byHand'>;

/** The plan with another way to read the dates of one column. */
export function withDateFormat<P extends ImportPlan>(plan: P, column: number, dateFormat: DateFormat): P {
  return withColumn(plan, column, { kind: 'date', dateFormat });
}

/** The plan with another way to read the numbers of one column. */
export function withNumberFormat<P extends ImportPlan>(
  plan: P,
  column: number,
  numberFormat: NumberFormat,
): P {
  return withColumn(plan, column, { kind: 'number', numberFormat });
}

function withColumn<P extends ImportPlan>(plan: P, column: number, change: Partial<ColumnGuess>): P {
  const columns = plan.columns.map((guess) =>
    guess.index === column ? { ...guess, ...change, ambiguous: false, why: 'chosen by hand' } : guess,
  );
  return { ...plan, columns };
}

const SWAPPED: Partial<Record<DateFormat, DateFormat>> = {
  'DD-MM-YYYY': 'MM-DD-YYYY',
  'MM-DD-YYYY': 'DD-MM-YYYY',
};

/** Day and month the other way round, where the format has both. */
export function swappedOrder(format: DateFormat | undefined): DateFormat | undefined {
  return format === undefined ? undefined : SWAPPED[format];
}

/** What the rest of a file says about a column whose sample allowed day or month first. */
export class OrderWatch {
  #for = 0;
  #against = 0;
  #example: { readonly line: number; readonly value: string } | undefined;
  readonly #asGuessed: (cell: string) => number;
  readonly #otherwise: (cell: string) => number;

  constructor(guessed: DateFormat, swapped: DateFormat) {
    this.#asGuessed = createDateReader(guessed);
    this.#otherwise = createDateReader(swapped);
  }

  see(cell: string, line: number): void {
    const guessed = !Number.isNaN(this.#asGuessed(cell));
    const otherwise = !Number.isNaN(this.#otherwise(cell));
    if (guessed && !otherwise) this.#for++;
    if (guessed || !otherwise) return;
    this.#against++;
    this.#example ??= { line, value: cell };
  }

  /** The first cell that shows the guess to be wrong, where more of them say so than the other way round. */
  get contradiction(): { readonly line: number; readonly value: string } | undefined {
    return this.#against > this.#for ? this.#example : undefined;
  }
}
