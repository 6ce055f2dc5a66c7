import type { Failure } from '../../domain/result.ts';
import { fallbackProblems } from './fallback.ts';
import { foldedText } from './plain-text.ts';
import type { CustomRule, Policy } from './policy.ts';
import { FIELD_WORDS, SENSITIVE_FIELDS } from './policy-fields.ts';

/** What the shape of a policy cannot say: fields that contradict each other, and a fallback that would not pass. */
export function policyProblems(policy: Policy): readonly Failure[] {
  const problems = [
    ...rangeProblems(policy),
    ...idProblems(policy),
    ...wordProblems(policy),
    ...limitProblems(policy),
    ...policy.custom.flatMap((rule, index) => fairnessProblems(rule, index, policy)),
  ];
  // A policy that contradicts itself would only blame the fallback for it.
  return problems.length > 0 ? problems : fallbackFailures(policy);
}

function rangeProblems({ bounds, text, expiry }: Policy): readonly Failure[] {
  const crossed = Object.entries(bounds).filter(([, { min, max }]) => min > max);
  return [
    ...crossed.map(([field, { min, max }]) =>
      problem('policy-contradiction', `bounds.${field}.min`, `is ${min}, above the max of ${max}; lower it`),
    ),
    ...(text.fewestWords > text.mostWords
      ? [
          problem(
            'policy-contradiction',
            'text.fewestWords',
            `is above mostWords (${text.mostWords}); lower it`,
          ),
        ]
      : []),
    ...(expiry.shortestHours > expiry.longestDays * 24
      ? [
          problem(
            'policy-contradiction',
            'expiry.shortestHours',
            `leaves no offer, because longestDays is ${expiry.longestDays}; lower it`,
          ),
        ]
      : []),
  ];
}

function idProblems({ custom, eligibility, limits }: Policy): readonly Failure[] {
  return Object.entries({ custom, eligibility, limits }).flatMap(([list, rules]) =>
    rules.flatMap(({ id }, index) =>
      rules.findIndex((each) => each.id === id) === index
        ? []
        : [problem('policy-id-twice', `${list}[${index}].id`, `is "${id}" a second time; give each its own`)],
    ),
  );
}

/** Words that nothing is left of once case, accents and spaces are taken away would match nothing or everything. */
function wordProblems({ currency, text, urgency, custom, eligibility }: Policy): readonly Failure[] {
  const lists: readonly (readonly [path: string, words: readonly string[]])[] = [
    ['text.blockedWords', text.blockedWords],
    ['text.allowedPhrases', text.allowedPhrases],
    ...urgency.map(({ words }, i) => [`urgency[${i}].words`, words] as const),
    ...[...custom.entries()].map(([i, { id, reason }]) => [`custom[${i}]`, [id, reason]] as const),
    ...[...eligibility.entries()].map(([i, { id, reason }]) => [`eligibility[${i}]`, [id, reason]] as const),
  ];
  const empty = lists.flatMap(([path, words]) =>
    words.flatMap((word, i) =>
      foldedText(word) === ''
        ? [problem('policy-empty-word', `${path}[${i}]`, 'has no letters; write a word')]
        : [],
    ),
  );
  const slots = text.slots.flatMap((name, i) =>
    /^\w+$/.test(name)
      ? []
      : [
          problem(
            'policy-wrong-value',
            `text.slots[${i}]`,
            'is no slot name; use letters, digits and _ only',
          ),
        ],
  );
  const code = /^[A-Z]{3}$/.test(currency)
    ? []
    : [problem('policy-wrong-value', 'currency', `is "${currency}"; write an ISO code such as "USD"`)];
  return [...empty, ...slots, ...code];
}

function limitProblems({ limits, eligibility }: Policy): readonly Failure[] {
  return [
    ...limits.flatMap(({ count, money }, i) => {
      if (count === undefined && money === undefined) {
        return [problem('policy-empty-rule', `limits[${i}]`, 'limits nothing; add "count" or "money"')];
      }
      return money === undefined || Number.isInteger(Number((money * 100).toFixed(6)))
        ? []
        : [problem('policy-out-of-range', `limits[${i}].money`, `is ${money}; write at most two decimals`)];
    }),
    ...eligibility.flatMap(({ segments, tiers, channels, minimumAge }, i) =>
      (segments ?? tiers ?? channels ?? minimumAge) === undefined
        ? [
            problem(
              'policy-empty-rule',
              `eligibility[${i}]`,
              'limits nothing; add "segments", "tiers", "channels" or "minimumAge"',
            ),
          ]
        : [],
    ),
  ];
}

/** Age and gender need the policy's leave, and never decide on credit, whatever leave there is. */
function fairnessProblems({ id, when }: CustomRule, index: number, { fairness }: Policy): readonly Failure[] {
  return when.flatMap((condition, place) => {
    const path = `custom[${index}].when[${place}].field`;
    if (condition.field !== 'customer.age' && condition.field !== 'customer.gender') return [];
    const leave = SENSITIVE_FIELDS[condition.field];
    const name = FIELD_WORDS[condition.field];
    if (!fairness[leave]) {
      return [
        problem(
          'policy-unfair',
          path,
          `makes the rule "${id}" use ${name}; take it out, or set "fairness.${leave}" to true if the law allows it`,
        ),
      ];
    }
    const spares = when.some(
      ({ field, operator }) => field === 'reward.creditLike' && operator === 'is-false',
    );
    if (spares) return [];
    return [
      problem(
        'policy-unfair',
        path,
        `makes the rule "${id}" use ${name}, which may never decide on credit; add the condition ` +
          '{"field": "reward.creditLike", "operator": "is-false"}',
      ),
    ];
  });
}

function fallbackFailures(policy: Policy): readonly Failure[] {
  return fallbackProblems(policy).map(({ rule, reason }) => ({
    type: 'policy-fallback-refused',
    path: 'fallback',
    message: `The fallback has to pass for everybody, but the rule "${rule}" refuses it: ${reason} Change the fallback or the rule.`,
  }));
}

function problem(type: string, path: string, message: string): Failure {
  return { type, path, message: `"${path}" ${message}.` };
}
