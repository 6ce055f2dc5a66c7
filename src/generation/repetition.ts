// The two definitions that transformers.js has as RepetitionPenaltyLogitsProcessor and
// NoRepeatNGramLogitsProcessor. Its own cannot be used: the package's one entry point loads a second ONNX
// runtime, and they take ids as bigint arrays made anew for each step. The tests compare the results.

/**
 * Makes tokens that have occurred less likely, in place: a positive logit is divided by the penalty, a
 * negative one multiplied (Keskar et al. 2019, "CTRL", section 4.1). 1 changes nothing.
 */
export function penaliseRepetition(logits: Float32Array, history: readonly number[], penalty: number): void {
  if (penalty === 1) return;
  for (const token of new Set(history)) {
    const logit = logits[token] as number;
    logits[token] = logit < 0 ? logit * penalty : logit / penalty;
  }
}

/** Forbids, in place, every token that would repeat a run of `size` tokens; 0 forbids nothing. */
export function forbidRepeatedNgrams(logits: Float32Array, history: readonly number[], size: number): void {
  if (size === 0) return;
  const tail = history.length - (size - 1); // where the run that the next token would complete begins
  for (let start = 0; start < tail; start++) {
    let offset = 0;
    while (offset < size - 1 && history[start + offset] === history[tail + offset]) offset++;
    if (offset === size - 1) logits[history[start + offset] as number] = Number.NEGATIVE_INFINITY;
  }
}
