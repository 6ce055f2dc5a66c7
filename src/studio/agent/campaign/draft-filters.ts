import type { FilterChoice, ProfileFilter } from '../../../service/agent-campaign-contract.ts';
import { money, number, percent } from '../agent-words.ts';

/** What one condition can ask, with its words: `at least`. */
export type Operator = ProfileFilter['operator'];

export const operatorWords: Readonly<Record<Operator, string>> = {
  'at-least': 'at least',
  'at-most': 'at most',
  above: 'more than',
  below: 'less than',
  is: 'is',
  'is-not': 'is not',
  'share-at-least': 'at least',
};

/** Operators that somebody may choose from for a field. */
export function operatorsOf({ kind }: FilterChoice): readonly Operator[] {
  if (kind === 'number') return ['at-least', 'at-most'];
  return kind === 'text' ? ['is', 'is-not'] : ['share-at-least'];
}

/** A condition to begin with: the middle of the field, its most frequent value, a tenth of the spending. */
export function firstFilter(choice: FilterChoice): ProfileFilter | undefined {
  if (choice.kind === 'category') {
    const [category] = choice.categories;
    if (category === undefined) return undefined;
    return { field: 'categoryAffinity', category, operator: 'share-at-least', value: 0.1 };
  }
  if (choice.kind === 'text') {
    const [most] = choice.values;
    if (most === undefined) return undefined;
    // The service names only fields that its schema knows, and refuses any other.
    return { field: choice.field, operator: 'is', values: [most.value] } as ProfileFilter;
  }
  const { median } = choice.spread;
  const value = choice.unit === 'share' ? Math.round(median * 100) / 100 : Math.round(median);
  return { field: choice.field, operator: 'at-least', value } as ProfileFilter;
}

/** The choice that a condition belongs to. */
export function choiceOf(filter: ProfileFilter, choices: readonly FilterChoice[]): FilterChoice | undefined {
  return choices.find(({ field }) => field === filter.field);
}

/** A number as it stands in its field: shares in percent. */
export function shownNumber(value: number, choice: FilterChoice): number {
  const share = choice.kind === 'category' || (choice.kind === 'number' && choice.unit === 'share');
  return share ? Math.round(value * 1000) / 10 : value;
}

export function readNumber(text: string, choice: FilterChoice): number | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return undefined;
  const share = choice.kind === 'category' || (choice.kind === 'number' && choice.unit === 'share');
  return share ? value / 100 : value;
}

/** The unit behind the field. */
export function unitWords(choice: FilterChoice, currency: string): string {
  if (choice.kind === 'text') return '';
  if (choice.kind === 'category') return '% of what they spend';
  const { unit } = choice;
  if (unit === 'share') return '%';
  return unit === 'money' ? currency : unit;
}

/** Where most customers lie, to choose a number by. */
export function spreadWords(choice: FilterChoice, currency: string): string | undefined {
  if (choice.kind !== 'number') return undefined;
  const { lower, median, upper } = choice.spread;
  const say = (value: number) =>
    choice.unit === 'share'
      ? percent(value)
      : choice.unit === 'money'
        ? money(value, currency)
        : number(value, 1);
  return `Half of the customers lie between ${say(lower)} and ${say(upper)}; the middle is ${say(median)}.`;
}
