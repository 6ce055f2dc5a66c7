/** A number as it stands in a text. */
export interface TextNumber {
  readonly value: number;
  readonly unit: 'percent' | 'dollar' | 'plain';
  /** Where it starts. */
  readonly index: number;
}

/** ISO 8601 dates, whose hyphens are no minus signs. */
const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;
const NUMBER =
  /(?<![\p{L}\p{N}.,])([-\u2212]\s?)?(\$\s?)?([-\u2212])?(\d[\d,]*(?:\.\d+)?)(\s?%| percent\b)?/gu;

/**
 * The numbers of a text with their signs and units. A hyphen counts as a minus only where no letter or
 * digit stands before it, so ranges (`5-10%`), dates and `30-day` hold no negative number.
 */
export function readNumbers(text: string): readonly TextNumber[] {
  const plain = text.replace(DATE, (date) => ' '.repeat(date.length));
  return [...plain.matchAll(NUMBER)].map((match) => {
    const [, minus, dollar, minusAfterDollar, digits = '', percent] = match;
    const size = Number(digits.replaceAll(',', ''));
    const negative = minus !== undefined || minusAfterDollar !== undefined;
    return {
      value: negative ? -size : size,
      unit: percent !== undefined ? 'percent' : dollar !== undefined ? 'dollar' : 'plain',
      index: match.index,
    };
  });
}
