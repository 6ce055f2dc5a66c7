/** Beyond these log-odds a double's probability would round to 0 or 1. */
const FURTHEST = 36;

/** The probability of given log-odds, strictly between 0 and 1. */
export function sigmoid(margin: number): number {
  return 1 / (1 + Math.exp(-Math.min(FURTHEST, Math.max(-FURTHEST, margin))));
}

/** The log-odds of a probability; the inverse of {@link sigmoid}. */
export function logOdds(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** −ln of the probability that given log-odds lend to an answer: ln(1 + e^−m) for yes, ln(1 + e^m) for no. */
export function answerLoss(margin: number, yes: boolean): number {
  const against = yes ? -margin : margin;
  return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
}
