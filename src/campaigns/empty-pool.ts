import { failure, type Result } from '../domain/result.ts';
import type { OfferPool } from './offer-pool.ts';

const POOL_WORDS: Readonly<Record<string, string>> = {
  'not-chosen': 'not named by the campaign',
  expired: 'expired',
  'ends-too-soon': 'ending too soon',
  'not-yet': 'not yet valid',
  'no-end': 'without an end',
  channel: 'for other channels',
  segment: 'for other segments',
  bound: 'outside the bounds of the policy',
  budget: 'above the budget',
};

/**
 * Why no reward can be offered, counted by reason.
 *
 * @param all rewards of the catalogue.
 */
export function emptyPool({ closed }: OfferPool, all: number): Result<never> {
  if (all === 0) {
    return failure('pool-empty', 'The catalogue has no rewards; add at least one.', 'rewards');
  }
  const [only] = closed;
  if (closed.length === 1 && only !== undefined) {
    const why = only.reasons.map(({ reason }) => reason).join(' ');
    const message = `The only reward, "${only.name}", cannot be offered: ${why} Mend the catalogue, or change the campaign.`;
    return failure('pool-empty', message, 'rewards');
  }
  const counts = new Map<string, number>();
  for (const { reasons } of closed) {
    const [first] = reasons;
    if (first !== undefined) counts.set(first.rule, (counts.get(first.rule) ?? 0) + 1);
  }
  const why = [...counts].map(([rule, count]) => `${count} ${POOL_WORDS[rule] ?? rule}`).join(', ');
  return failure(
    'pool-empty',
    `None of the ${all.toLocaleString('en')} rewards can be offered: ${why}. Mend the catalogue, or change the campaign.`,
    'rewards',
  );
}
