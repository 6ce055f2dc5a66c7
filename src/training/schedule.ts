/**
 * Learning rate of one step: a straight rise over `warmup` steps, then half a cosine down to a twentieth.
 *
 * @param step from 0 to `steps` − 1.
 */
export function cosineSchedule(
  step: number,
  options: { readonly peak: number; readonly warmup: number; readonly steps: number },
): number {
  const { peak, warmup, steps } = options;
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const progress = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
  return peak * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * progress)));
}
