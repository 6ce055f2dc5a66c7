import type { Claim } from './claim.ts';
import { type Take, takeDeals } from './named-deals.ts';
import { digitsForWords } from './number-words.ts';
import { plainDigits } from './plain-digits.ts';
import { numbersIn } from './plain-numbers.ts';
import { readDates } from './read-dates.ts';

/** What the text claims in numbers. Everything with a digit in it ends up in a claim, so that none escapes a check. */
export function readClaims(text: string): readonly Claim[] {
  const claims: Claim[] = [];
  let rest = plainDigits(text);
  const take: Take = (pattern, claim) => {
    rest = rest.replace(pattern, (...all) => {
      const end = all.findIndex((each) => typeof each === 'number');
      const found = all.slice(0, end).map((group) => (typeof group === 'string' ? group : ''));
      claims.push({ ...claim(found), text: (found[0] ?? '').trim() });
      return ' '.repeat((found[0] ?? '').length);
    });
  };
  takeDeals(take);
  const { dates, rest: undated } = readDates(digitsForWords(rest));
  claims.push(
    ...dates.map(({ readings, text: shown }) => ({ unit: 'date' as const, value: 0, readings, text: shown })),
  );
  rest = undated;
  take(
    /(?<![\p{L}\p{N}])(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m(?![\p{L}\p{N}])\.?|(?<![\p{L}\p{N}])(\d{1,2}):(\d{2})(?!\p{N})/giu,
    (found) => ({
      unit: 'time',
      value: minuteOfDay(found),
    }),
  );
  // A word with a digit in it, unless it is a number with its unit: `20off` is none, `3months` and `5k` are.
  take(
    /(?<![\p{L}\p{N}])(?!\d+(?:[.,]\d+)?(?:%|k|m|x|pts|points?|days?|weeks?|months?|years?|hours?|mins?|minutes?)(?![\p{L}\p{N}]))(?=[\p{L}\p{N}_-]*\p{L}[\p{L}_]*\p{N}|\p{N}+\p{L})[\p{L}\p{N}_]+/giu,
    () => ({ unit: 'label', value: 0 }),
  );
  claims.push(...numbersIn(rest));
  return claims;
}

function minuteOfDay([, hour, minute, half, hour24, minute24]: readonly string[]): number {
  if (hour24) return Number(hour24) * 60 + Number(minute24);
  return ((Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0)) * 60 + Number(minute || 0);
}
