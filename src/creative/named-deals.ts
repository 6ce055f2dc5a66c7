import type { Claim, ClaimUnit } from './claim.ts';
import { digitsForWords } from './number-words.ts';

/** Takes what a pattern finds out of the text and keeps it as a claim. */
export type Take = (pattern: RegExp, claim: (found: readonly string[]) => Omit<Claim, 'text'>) => void;

/** Numbers that have a name of their own. */
export function takeDeals(take: Take): void {
  const two = '(two|three|four|five|2|3|4|5)';
  const one = '(one|two|three|four|1|2|3|4)';
  const value = (word = '') => Number(digitsForWords(word === 'one' ? '1' : word));
  const ofM = (found: readonly string[]) => ({
    unit: 'for' as const,
    value: value(found[1]?.toLowerCase()) * 1000 + value(found[2]?.toLowerCase()),
  });
  take(
    new RegExp(`(?<![\\p{L}\\p{N}])${two}[\\s-]for[\\s-](?:the price of )?${one}(?![\\p{L}\\p{N}])`, 'giu'),
    ofM,
  );
  take(
    /\bbuy[\s-](?:one|1),?[\s-](?:and )?get[\s-](?:one|1|another)(?:[\s-](?:for )?free)?\b|\bbogof?\b/giu,
    () => ({
      unit: 'for',
      value: 2001,
    }),
  );
  take(/\bhalf[\s-](?:the )?(?:price|off)\b/giu, () => ({ unit: 'percent', value: 50, role: 'gives' }));
  take(/\ba third off\b/giu, () => ({ unit: 'percent', value: 100 / 3, role: 'gives' }));
  take(/\ba quarter off\b/giu, () => ({ unit: 'percent', value: 25, role: 'gives' }));
  take(/\b(?:double|twice(?=\s+(?:the|as|your)))\b|\b(triple)\b|\b(quadruple)\b/giu, ([, three, four]) => ({
    unit: 'times',
    value: four ? 4 : three ? 3 : 2,
  }));
  take(/(?<=\b(?:for|lasts?|within|over|in)\s)an?\s(hour|day|week|month|year)\b/giu, ([, unit]) => ({
    unit: (unit ?? 'day').toLowerCase() as ClaimUnit,
    value: 1,
  }));
  take(
    /(?<![\p{L}-])(?<!\bfeel\s)(?:free(?!\s+(?:to|time)\b|-)|complimentary|gratis|on us\b|on the house|at no (?:extra )?(?:cost|charge))/giu,
    () => ({
      unit: 'free',
      value: 0,
    }),
  );
}
