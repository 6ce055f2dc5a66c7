import * as v from 'valibot';
import {
  CUSTOMER_NUMBERS,
  CUSTOMER_TEXTS,
  REWARD_FLAGS,
  REWARD_NUMBERS,
  REWARD_TEXTS,
} from './policy-fields.ts';
import { number, text, texts } from './schema-parts.ts';

const NUMBER_OPERATORS = ['above', 'at-least', 'below', 'at-most', 'equals'] as const;
const TEXT_OPERATORS = ['is', 'is-not'] as const;
const LIST_OPERATORS = ['one-of', 'none-of'] as const;
const FLAG_OPERATORS = ['is-true', 'is-false'] as const;

/** The largest number that a rule compares with. */
const LARGEST = 1e12;

/** The forms of a condition over some fields; the operator tells them apart. */
function conditionOver<const N extends string, const T extends string>(
  numbers: readonly N[],
  words: readonly T[],
) {
  return v.variant('operator', [
    v.strictObject({
      field: v.picklist(numbers),
      operator: v.picklist(NUMBER_OPERATORS),
      value: number(-LARGEST, LARGEST),
    }),
    v.strictObject({ field: v.picklist(words), operator: v.picklist(TEXT_OPERATORS), value: text(200) }),
    v.strictObject({
      field: v.picklist(words),
      operator: v.picklist(LIST_OPERATORS),
      value: texts(200, 200, 1),
    }),
    v.strictObject({ field: v.picklist(REWARD_FLAGS), operator: v.picklist(FLAG_OPERATORS) }),
  ]);
}

/** What a rule refuses: looks at the offer alone, so that what it does to the fallback is known beforehand. */
export const RefusalSchema = conditionOver(REWARD_NUMBERS, REWARD_TEXTS);

/** For whom and for what a rule holds. */
export const ConditionSchema = conditionOver(
  [...REWARD_NUMBERS, ...CUSTOMER_NUMBERS],
  [...REWARD_TEXTS, ...CUSTOMER_TEXTS],
);

export type Condition = v.InferOutput<typeof ConditionSchema>;
