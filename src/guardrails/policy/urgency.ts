import { failed, idle, passed } from './audit.ts';
import { daysLeft } from './expiry.ts';
import { firstPhrase } from './plain-text.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Words of urgency are true only of an offer that ends as soon as they say. */
export const urgency: PolicyRule = (facts) => {
  const rule = 'urgency';
  const found = facts.policy.urgency.flatMap(({ words, withinHours }) => {
    const word = firstPhrase(facts.folded, words);
    return word === undefined ? [] : [{ word, withinHours }];
  });
  const [strictest] = found.sort((a, b) => a.withinHours - b.withinHours);
  if (strictest === undefined) return [idle(rule, 'The text has no word of urgency.')];
  const { word, withinHours } = strictest;
  const left = daysLeft(facts);
  const limit = `ends within ${withinHours} hours`;
  if (left === undefined) {
    return [failed(rule, word, limit, `The text says "${word}", but the offer has no end.`)];
  }
  const hours = Math.round(left * 240) / 10;
  return [
    left * 24 <= withinHours
      ? passed(rule, word, limit, `The text says "${word}", and the offer ends in ${hours} hours.`)
      : failed(
          rule,
          word,
          limit,
          `The text says "${word}", but the offer still runs for ${hours} hours; that is true only in the last ${withinHours}.`,
        ),
  ];
};
