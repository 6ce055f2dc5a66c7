import type { StatedNumber } from './stated-numbers.ts';

/** What follows an amount that the customer gets. */
const GIVEN_AFTER =
  /^ *(?:off|back|cash ?back|discount|voucher|credit|savings?|less|rebate|gift|coupon|reward)(?!\p{L})/iu;
const ASKED_AFTER =
  /^ *(?:or (?:more|over|above)|and (?:more|over|up|above)|\+|minimum|min(?!\p{L})|required|needed|to redeem|spend|purchase|orders?(?!\p{L}))/iu;
const ASKED_BEFORE: Readonly<Record<string, RegExp>> = {
  money:
    /(?:spend(?:s|ing)?|spent|over|above|at least|minimum|reach(?:es)?|from|(?:spend|orders?|purchases?|baskets?|total|bill) (?:of|over|above|from))(?: just| only| of)? *$/iu,
  points:
    /(?:for|redeem|spend|use|trade|swap|costs?|exchange|requires?|needs?)(?: in)?(?: just| only| your)? *$/iu,
};
const REDUCTION_AFTER =
  /^ *(?:off|discount|less|cheaper|reductions?|savings?|back|cash ?back|rebate)(?!\p{L})/iu;
const REDUCTION_BEFORE =
  /(?:save|saving|saves|discount of|reduced by|down by|cut by|minus|less)(?: up to| a full| an extra)? *$/iu;

/**
 * Whether an amount of money or points is one the customer has to bring. Where the words leave it open it counts as
 * given, so that no condition can be read as a gift.
 */
export function asksFor(plain: string, { unit, start, end }: StatedNumber): boolean {
  const before = ASKED_BEFORE[unit];
  const after = plain.slice(end, end + 24);
  if (before === undefined || GIVEN_AFTER.test(after)) return false;
  const ahead = plain.slice(Math.max(0, start - 40), start).replace(/(?:\p{Sc}|[A-Z]{3}|Rs\.?) ?$/u, '');
  return ASKED_AFTER.test(after) || before.test(ahead);
}

/** Whether a percentage is said to be taken off: `100% off`, and not the one of `100% cotton`. */
export function isReduction(plain: string, { start, end }: StatedNumber): boolean {
  const ahead = plain.slice(Math.max(0, start - 40), start);
  return REDUCTION_AFTER.test(plain.slice(end, end + 24)) || REDUCTION_BEFORE.test(ahead);
}
