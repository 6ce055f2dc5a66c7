import type { NamedDay } from './read-dates.ts';

export type ClaimUnit =
  | 'percent'
  | 'money'
  | 'points'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'date'
  | 'time'
  /** `double points`, `3x`. */
  | 'times'
  /** `two for one`: 2001, three for two: 3002. */
  | 'for'
  /** Something for nothing; has no value. */
  | 'free'
  /** A number without a unit. */
  | 'count'
  /** A word with a digit in it, such as a code or the name of a product. */
  | 'label';

/** One thing a text states in numbers, whatever the form: digits of any script, words, signs. */
export interface Claim {
  readonly unit: ClaimUnit;
  /** In the unit; 0 where the claim is not a number of its own (`free`, `date`, `label`). */
  readonly value: number;
  /** ISO 4217, where a currency is named; `cents` are turned into the whole. */
  readonly currency?: string;
  /** Whether the customer gets it or has to bring it, where the words tell. */
  readonly role?: 'gives' | 'asks';
  readonly readings?: readonly NamedDay[];
  /** As the text has it, spelt-out numbers in digits. */
  readonly text: string;
}
