import type { ParameterLayout } from './parameter-layout.ts';

/** Below it a tensor would hardly move at all. */
const SMALLEST = 1e-3;

/**
 * For each number the root mean square of the tensor it belongs to, so that a learning rate is a share of what it
 * changes (Shazeer & Stern 2018, section 8, for Adafactor; Nawrot 2023, nanoT5, for AdamW). T5 needs it: its
 * embedding starts at 1 and its query projections below 0.01, and one rate for both leaves the first almost
 * still while the second jumps about.
 *
 * @param parameters [layout.size]
 */
export function rateScale(parameters: Float32Array, layout: ParameterLayout): Float32Array {
  const scale = new Float32Array(layout.size);
  for (const { offset, size } of layout.entries) {
    let sum = 0;
    for (let i = offset; i < offset + size; i += 1) sum += (parameters[i] ?? 0) ** 2;
    scale.fill(Math.max(SMALLEST, Math.sqrt(sum / size)), offset, offset + size);
  }
  return scale;
}
