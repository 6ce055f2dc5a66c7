import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';

/** What models do not look at unless someone switches it on, and never for credit. */
export const SENSITIVE = ['name', 'gender', 'age'] as const;
export type Sensitive = (typeof SENSITIVE)[number];

const WORDS: Readonly<Record<Sensitive, readonly string[]>> = {
  name: ['firstname', 'lastname', 'surname', 'forename', 'fullname', 'lname', 'fname'],
  gender: ['gender', 'sex', 'salutation'],
  age: ['age', 'agegroup', 'birth', 'birthday', 'birthdate', 'birthyear', 'born', 'dob', 'yob'],
};

/** `name` alone or with one of these is a person's; `store_name` is not. */
const WHOSE = ['first', 'last', 'full', 'given', 'family', 'middle', 'customer', 'client', 'user', 'person'];

/** What a column of an import tells by its name about name, gender or age: `Year_Birth` tells the age. */
export function sensitiveKind(column: string): Sensitive | undefined {
  const words = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (words.includes('name') && words.every((word) => word === 'name' || WHOSE.includes(word))) return 'name';
  return SENSITIVE.find((kind) => words.some((word) => WORDS[kind].includes(word)));
}

/** Refuses name, gender and age together with credit, whatever was switched on (`sensitive-for-credit`). */
export function checkSensitive(
  include: readonly Sensitive[],
  rewards: readonly Reward[],
): Result<readonly Sensitive[]> {
  const credit = rewards.find(({ creditLike }) => creditLike === true);
  if (include.length === 0 || credit === undefined) return success(include);
  return failure(
    'sensitive-for-credit',
    `“${credit.name}” is credit or sold like credit, so ${include.join(', ')} may not decide on it. Leave the reward out, or train without ${include.join(', ')}.`,
    credit.id,
  );
}
