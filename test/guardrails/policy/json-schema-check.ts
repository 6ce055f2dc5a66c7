type Schema = Readonly<Record<string, unknown>>;

/**
 * Whether a JSON value agrees with a JSON Schema (2020-12), for the words that the published policy schema uses. Throws
 * at any other word. Written apart from `src`; Python's jsonschema agrees with it on the fixture.
 */
export function agrees(schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([word, wanted]) => {
    const check = WORDS[word];
    if (check === undefined) throw new TypeError(`unknown word "${word}"`);
    return check(wanted, value, schema);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const size = (value: string) => [...value].length;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isObject,
};

type Check = (wanted: unknown, value: unknown, schema: Schema) => boolean;

/** The schema was read from our own file, so what stands behind a word has the word's type. */
function word<W>(check: (wanted: W, value: unknown) => boolean): Check {
  return (wanted, value) => check(wanted as W, value);
}

const WORDS: Readonly<Record<string, Check>> = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  type: word<string>((wanted, value) => TYPES[wanted]?.(value) === true),
  const: (wanted, value) => same(wanted, value),
  enum: word<readonly unknown[]>((wanted, value) => wanted.some((each) => same(each, value))),
  anyOf: word<readonly Schema[]>((wanted, value) => wanted.some((each) => agrees(each, value))),
  minimum: word<number>((wanted, value) => typeof value !== 'number' || value >= wanted),
  maximum: word<number>((wanted, value) => typeof value !== 'number' || value <= wanted),
  minLength: word<number>((wanted, value) => typeof value !== 'string' || size(value) >= wanted),
  maxLength: word<number>((wanted, value) => typeof value !== 'string' || size(value) <= wanted),
  minItems: word<number>((wanted, value) => !Array.isArray(value) || value.length >= wanted),
  maxItems: word<number>((wanted, value) => !Array.isArray(value) || value.length <= wanted),
  items: word<Schema>(
    (wanted, value) => !Array.isArray(value) || value.every((each) => agrees(wanted, each)),
  ),
  required: word<readonly string[]>(
    (wanted, value) => !isObject(value) || wanted.every((key) => Object.hasOwn(value, key)),
  ),
  properties: word<Readonly<Record<string, Schema>>>(
    (wanted, value) =>
      !isObject(value) ||
      Object.entries(wanted).every(([key, each]) => !Object.hasOwn(value, key) || agrees(each, value[key])),
  ),
  additionalProperties: (wanted, value, { properties }) =>
    wanted !== false ||
    !isObject(value) ||
    Object.keys(value).every((key) => Object.hasOwn(properties as object, key)),
};
