import * as v from 'valibot';

/** The most a persona may hold; longer input is refused, never cut silently. */
export const PERSONA_LIMITS = {
  nameLength: 80,
  textLength: 60,
  listLength: 20,
  youngest: 18,
  oldest: 120,
  highestIncome: 10_000_000,
} as const;

/** Control characters, halves of characters, and marks that reverse the direction of other text. */
const CONTROLS = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

const NOT_TEXT = 'must be text';

/** Any script, emoji and markup are allowed: text is data and is shown and encoded as it stands. */
function text(longest: number) {
  return v.pipe(
    v.string(NOT_TEXT),
    v.trim(),
    v.nonEmpty('is empty; write a word or two'),
    v.maxLength(longest, (issue) => `has ${issue.input.length} characters; at most ${longest} are allowed`),
    v.check(
      (value) => !CONTROLS.test(value),
      'contains a control character, such as a line break; remove it',
    ),
  );
}

function list(fewest: 0 | 1) {
  return v.pipe(
    v.array(text(PERSONA_LIMITS.textLength), 'must be a list of texts, such as ["Travel", "Music"]'),
    v.minLength(fewest, 'is empty; name at least one'),
    v.maxLength(
      PERSONA_LIMITS.listLength,
      (issue) => `has ${issue.input.length} entries; at most ${PERSONA_LIMITS.listLength} are allowed`,
    ),
    v.readonly(),
  );
}

const AGE_RANGE = `a whole number of years from ${PERSONA_LIMITS.youngest} to ${PERSONA_LIMITS.oldest}`;
const INCOME_RANGE = 'US dollars a month from 0 to 10,000,000';

/** A customer as the paper describes one (SLM4Offer, section 5.1 and figure 1). */
export const PersonaSchema = v.pipe(
  v.strictObject({
    name: text(PERSONA_LIMITS.nameLength),
    /** Years, 18 to 120. */
    age: v.pipe(
      v.number(`must be ${AGE_RANGE}, as a number`),
      v.integer((issue) => `is ${issue.input}; it must be ${AGE_RANGE}`),
      v.minValue(PERSONA_LIMITS.youngest, (issue) => `is ${issue.input}; it must be ${AGE_RANGE}`),
      v.maxValue(PERSONA_LIMITS.oldest, (issue) => `is ${issue.input}; it must be ${AGE_RANGE}`),
    ),
    gender: text(PERSONA_LIMITS.textLength),
    /** US dollars a month. */
    monthlyIncome: v.pipe(
      v.number(`must be an amount such as 82450 or "$82,450": ${INCOME_RANGE}`),
      v.finite(`must be an amount such as 82450 or "$82,450": ${INCOME_RANGE}`),
      v.minValue(0, (issue) => `is ${issue.input}; it must be ${INCOME_RANGE}`),
      v.maxValue(PERSONA_LIMITS.highestIncome, (issue) => `is ${issue.input}; it must be ${INCOME_RANGE}`),
    ),
    spendingPattern: text(PERSONA_LIMITS.textLength),
    preferredPaymentMethod: text(PERSONA_LIMITS.textLength),
    /** At least one. */
    interests: list(1),
    financialGoals: list(0),
  }),
  v.readonly(),
);

export type Persona = v.InferOutput<typeof PersonaSchema>;
