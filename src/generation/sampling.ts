import type { Random } from '../domain/random.ts';

export interface SamplingOptions {
  /** Divides the logits; 0 always takes the most likely token. */
  readonly temperature: number;
  /** Only this many tokens, the most likely ones, can be drawn; 0 for all. Of equal tokens the lower id counts. */
  readonly topK: number;
  /** Of those, only the most likely ones that together reach this probability; 1 for all. */
  readonly topP: number;
}

/** The tokens that can be drawn, and their probabilities up to a common factor. */
export interface TokenChoices {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Cuts a distribution down by temperature, then top-k, then top-p, in that order (as transformers does;
 * nucleus sampling: Holtzman et al. 2020). The most likely token is always among the choices.
 *
 * @param logits [vocab]; −∞ forbids a token. Throws a `RangeError` when no logit is finite or one is NaN or +∞.
 */
export function tokenChoices(logits: Float32Array, options: SamplingOptions): TokenChoices {
  const { temperature, topK, topP } = options;
  const best = mostLikelyToken(logits);
  if (temperature === 0) return { tokens: [best], weights: [1] };
  const max = logits[best] as number;
  const weightOf = (token: number) => Math.exp(((logits[token] as number) - max) / temperature);
  if (topK > 0 && topK < logits.length) {
    const tokens = mostLikelyTokens(logits, topK);
    const weights = tokens.map(weightOf);
    return topP < 1 ? reach(tokens, weights, topP * sum(weights)) : { tokens, weights };
  }
  const all = new Float64Array(logits.length);
  for (let token = 0; token < all.length; token++) all[token] = weightOf(token);
  const total = sum(all);
  // Tokens below this share add up to less than 1 − topP, so none of them can belong to the nucleus.
  const floor = topP < 1 ? ((1 - topP) * total) / logits.length : 0;
  const tokens: number[] = [];
  for (let token = 0; token < all.length; token++) {
    const weight = all[token] as number;
    if (weight > 0 && weight >= floor) tokens.push(token);
  }
  if (topP < 1) tokens.sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
  const weights = tokens.map((token) => all[token] as number);
  return topP < 1 ? reach(tokens, weights, topP * total) : { tokens, weights };
}

/** Draws a token with one random number. Throws a `RangeError` when there is nothing to choose from. */
export function drawToken({ tokens, weights }: TokenChoices, random: Random): number {
  let rest = random.next() * sum(weights);
  let i = 0;
  while (i < tokens.length - 1) {
    rest -= weights[i] as number;
    if (rest < 0) break;
    i++;
  }
  const token = tokens[i];
  if (token === undefined) throw new RangeError('drawToken: no token to draw.');
  return token;
}

/** The same choices without some tokens. */
export function withoutTokens(choices: TokenChoices, excluded: ReadonlySet<number>): TokenChoices {
  const kept = choices.tokens.map((token) => !excluded.has(token));
  return {
    tokens: choices.tokens.filter((_, i) => kept[i]),
    weights: choices.weights.filter((_, i) => kept[i]),
  };
}

/** The token with the largest logit, the first of equals. Throws as `tokenChoices` does. */
export function mostLikelyToken(logits: Float32Array): number {
  let best = 0;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] as number;
    if (Number.isNaN(logit)) throw new RangeError(`The logit of token ${token} is not a number.`);
    if (logit > (logits[best] as number)) best = token;
  }
  if (!Number.isFinite(logits[best])) throw new RangeError(`The largest logit is ${logits[best]}.`);
  return best;
}

/** The `count` largest, largest first, the lower id first among equals; forbidden tokens are left out. */
function mostLikelyTokens(logits: Float32Array, count: number): number[] {
  const tokens: number[] = [];
  const at = (i: number) => logits[tokens[i] as number] as number;
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] as number;
    if (logit === Number.NEGATIVE_INFINITY || (tokens.length === count && logit <= at(count - 1))) continue;
    let [low, high] = [0, tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle) >= logit) low = middle + 1;
      else high = middle;
    }
    tokens.splice(low, 0, token);
    if (tokens.length > count) tokens.pop();
  }
  return tokens;
}

/** The shortest beginning whose weights reach `goal`; tokens come most likely first. */
function reach(tokens: readonly number[], weights: readonly number[], goal: number): TokenChoices {
  let mass = 0;
  const end = weights.findIndex((weight) => {
    mass += weight;
    return mass >= goal;
  });
  const length = end < 0 ? tokens.length : end + 1;
  return { tokens: tokens.slice(0, length), weights: weights.slice(0, length) };
}

function sum(values: readonly number[] | Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
