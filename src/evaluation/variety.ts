import { distinctN } from './text-statistics.ts';

/** How much texts differ from each other. Distinct-n falls with their number, so each comes with it. */
export interface Variety {
  readonly texts: number;
  /** Different words, and pairs of words, over all of them, 0 to 1. */
  readonly distinct1: number;
  readonly distinct2: number;
  /** Distinct-2 of a hundred texts, the mean over the hundreds in their order; null with fewer. */
  readonly distinct2OfHundred: number | null;
}

const HUNDRED = 100;

/** The variety of the texts that are not empty. */
export function varietyOf(texts: readonly string[]): Variety {
  const shown = texts.filter((text) => text !== '');
  const hundreds = Array.from({ length: Math.floor(shown.length / HUNDRED) }, (_, i) =>
    distinctN(shown.slice(i * HUNDRED, (i + 1) * HUNDRED), 2),
  );
  return {
    texts: shown.length,
    distinct1: distinctN(shown, 1),
    distinct2: distinctN(shown, 2),
    distinct2OfHundred:
      hundreds.length === 0 ? null : hundreds.reduce((sum, each) => sum + each, 0) / hundreds.length,
  };
}
