import type * as v from 'valibot';
import { nearestName } from '../../domain/nearest.ts';
import type { Failure } from '../../domain/result.ts';

/** What valibot found, one failure each: the path in the document, what stands there and how to mend it. */
export function policyFailures(issues: readonly v.BaseIssue<unknown>[]): readonly Failure[] {
  return issues.map((issue) => {
    const path = pathOf(issue);
    const at = path === '' ? 'The policy' : `"${path}"`;
    if (issue.type === 'strict_object' && issue.expected === 'never') {
      return { type: 'policy-field-unknown', path, message: `${at} is not known; ${unknownHint(issue)}.` };
    }
    if (issue.type === 'strict_object' && issue.path !== undefined && issue.received === 'undefined') {
      return { type: 'policy-field-missing', path, message: `${at} is missing; add it.` };
    }
    const [type, message] = describe(issue);
    return { type, path, message: `${at} ${message}.` };
  });
}

function describe(issue: v.BaseIssue<unknown>): readonly [type: string, message: string] {
  const wanted = issue.requirement;
  const shown = show(issue.input);
  switch (issue.type) {
    case 'min_value':
      return ['policy-out-of-range', `is ${shown}; write ${wanted} or more`];
    case 'max_value':
      return ['policy-out-of-range', `is ${shown}; write ${wanted} or less`];
    case 'integer':
      return ['policy-out-of-range', `is ${shown}; write a whole number`];
    case 'min_length':
      return ['policy-out-of-range', `is too short a list; write at least ${wanted}`];
    case 'max_length':
      return ['policy-out-of-range', `is too long a list; write at most ${wanted}`];
    case 'check':
      return ['policy-out-of-range', issue.message];
    case 'picklist':
    case 'variant':
    case 'literal':
      return ['policy-wrong-value', `is ${shown}; ${choices(issue)}`];
    default:
      return [
        'policy-wrong-type',
        `is ${shown}; write ${KINDS[issue.type] ?? issue.expected ?? 'another value'}`,
      ];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text in double quotes',
  number: 'a number without quotes',
  boolean: 'true or false',
  array: 'a list in square brackets',
  strict_object: 'an object in braces',
};

/** `(("a" | "b") | "c")` as `a, b or c`, and the one that may have been meant. */
function choices({ expected, input }: v.BaseIssue<unknown>): string {
  const names = [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  if (names.length === 0) return `write ${expected === 'Object' ? 'an object in braces' : expected}`;
  const near = typeof input === 'string' ? nearestName(input, names) : undefined;
  if (near !== undefined) return `did you mean "${near}"`;
  return `write ${names.length > 1 ? 'one of ' : ''}${names.map((name) => `"${name}"`).join(', ')}`;
}

function unknownHint({ path }: v.BaseIssue<unknown>): string {
  const item = path?.at(-1);
  const key = String(item?.key ?? '');
  const near = nearestName(key, KNOWN_KEYS);
  return near === undefined || near === key ? 'remove it' : `did you mean "${near}"`;
}

const KNOWN_KEYS = (
  'format formatVersion name version currency utcOffsetMinutes bounds reach expiry custom eligibility limits ' +
  'fairness text urgency fallback discountPct amountOff bonusPoints pointsRequired minSpend costPerUse min max ' +
  'timesAverageBasket unknownBasket pointsWithinBalance required longestDays shortestHours startsWithinDays id ' +
  'reason when refuse unknown field operator value covers by values segments tiers channels minimumAge per count ' +
  'money days allowAge allowGender creditLikeCategories rules fewestWords mostWords mostCharacters longestWord ' +
  'channelCharacters channel blockedWords slots allowedPhrases words withinHours type product category'
).split(' ');

/** `bounds.discountPct.max`, `custom[2].when[0].value` */
function pathOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${clip(String(key), 40)}`))
    .join('')
    .replace(/^\./, '');
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${clip(value, 40)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return value === undefined ? 'missing' : String(value);
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
