import * as v from 'valibot';

/** Words that JSON Schema has and valibot's own actions lack; `jsonSchemaOf` writes them down. */
export interface JsonSchemaWords {
  readonly minLength: number;
  readonly maxLength: number;
}

/** Text of `fewest` to `most` characters, counted as JSON Schema counts them: by code points. */
export function text(most: number, fewest = 1) {
  const jsonSchema: JsonSchemaWords = { minLength: fewest, maxLength: most };
  return v.pipe(
    v.string(),
    v.check(
      (value) => between([...value].length, fewest, most),
      ({ input }) => `has ${[...input].length} characters; write ${fewest} to ${most}`,
    ),
    v.metadata({ jsonSchema }),
  );
}

/** A list of `fewest` to `most` texts. */
export function texts(most: number, longest: number, fewest = 0) {
  return v.pipe(v.array(text(longest)), v.minLength(fewest), v.maxLength(most));
}

/** A number from `least` to `most`, both allowed; never NaN or infinite. */
export function number(least: number, most: number) {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most));
}

/** A whole number from `least` to `most`, both allowed. */
export function whole(least: number, most: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
}

function between(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
