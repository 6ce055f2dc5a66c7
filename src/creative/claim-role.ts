import type { Claim } from './claim.ts';

const ASKS_AFTER =
  /^\s*(?:or (?:more|over|above)|and (?:over|up|above|more)|\+|minimum|min\b|required|needed|to redeem)/iu;
const ASKS_MONEY =
  /(?:spend(?:ing|s)?|spent|over|above|from|at least|minimum(?: spend)?(?: of)?|reach(?:es)?|(?:orders?|purchases?|baskets?|total) (?:of|over)|buy for)\s*(?:just|only|a)?\s*$/iu;
const GIVES_MONEY =
  /(?:save|saves|saving|take|get|enjoy|worth|receive|knock|minus|less|(?:voucher|credit|discount|coupon) (?:of|for|over))\s*(?:an?|you|extra)?\s*$/iu;
const GIVES_AFTER =
  /^\s*(?:off|discount|voucher|credit|back|cash\s?back|savings?|less|gift|coupon|reward|rebate)(?!\p{L})/iu;
const ASKS_POINTS =
  /(?:for|redeem|spend|use|trade|swap|costs?|exchange)\s*(?:in|just|only|your|these)?\s*$/iu;
const GIVES_POINTS =
  /(?:earn|get|collect|receive|plus|bank|add|pick up|worth|gain|score)\s*(?:you|up to|an?|extra)?\s*$/iu;

/** Who brings the money or the points, by the words around them. */
export function roleOf(claim: Pick<Claim, 'unit' | 'text'>, before: string, after: string): Claim['role'] {
  if (claim.unit !== 'money' && claim.unit !== 'points') return undefined;
  const points = claim.unit === 'points';
  const asks = ASKS_AFTER.test(after) || (points ? ASKS_POINTS : ASKS_MONEY).test(before);
  const gives = points
    ? GIVES_POINTS.test(before) || /bonus|extra/i.test(claim.text)
    : GIVES_MONEY.test(before) || GIVES_AFTER.test(after);
  return asks === gives ? undefined : asks ? 'asks' : 'gives';
}
