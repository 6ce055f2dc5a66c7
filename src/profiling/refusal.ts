import type { Failure } from '../domain/result.ts';

/** One row that was left out, or one value of it that was. */
export interface Refusal extends Failure {
  /** Counted from 1, as an editor counts. */
  readonly line: number;
  /** The column's name in the file. */
  readonly column?: string;
  /** As it stands in the file, clipped. */
  readonly value?: string;
}

/** What was refused, in full counts and with the first cases in detail. */
export interface Refusals {
  readonly count: number;
  readonly byType: Readonly<Record<string, number>>;
  /** The first thousand, in the order of the file. */
  readonly first: readonly Refusal[];
}

const MOST_IN_DETAIL = 1000;
const LONGEST_VALUE = 40;

export class RefusalLog {
  #count = 0;
  readonly #byType = new Map<string, number>();
  readonly #first: Refusal[] = [];

  add(refusal: Refusal): void {
    this.#count++;
    this.#byType.set(refusal.type, (this.#byType.get(refusal.type) ?? 0) + 1);
    if (this.#first.length < MOST_IN_DETAIL) this.#first.push(refusal);
  }

  get count(): number {
    return this.#count;
  }

  result(): Refusals {
    return { count: this.#count, byType: Object.fromEntries(this.#byType), first: [...this.#first] };
  }
}

/** A refusal of a whole row or, where a column and value are named, of what that cell says. */
export function refusal(
  type: string,
  message: string,
  line: number,
  column?: string,
  value?: string,
): Refusal {
  const path = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`;
  return {
    type,
    message,
    path,
    line,
    ...(column === undefined ? {} : { column }),
    ...(value === undefined ? {} : { value: clip(value) }),
  };
}

export function clip(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
