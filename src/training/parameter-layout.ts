import type { Value } from '../onnx/graph.ts';
import { reshape, slice } from '../onnx/ops.ts';
import { type LoraTarget, loraInputNames } from '../t5/parameters.ts';

/** Where each trained tensor lies in one flat vector: parameters, gradients and moments share the layout. */
export interface ParameterLayout {
  readonly entries: readonly ParameterEntry[];
  /** Numbers in all. */
  readonly size: number;
}

export interface ParameterEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/**
 * One flat vector instead of a tensor each: the optimiser is then a dozen operations in all,
 * and a step has three state tensors to hand over however many layers there are.
 */
export function parameterLayout(shapes: Iterable<readonly [string, readonly number[]]>): ParameterLayout {
  const entries: ParameterEntry[] = [];
  let offset = 0;
  for (const [name, shape] of shapes) {
    const size = shape.reduce((a, b) => a * b, 1);
    entries.push({ name, shape, offset, size });
    offset += size;
  }
  return { entries, size: offset };
}

/** For each adapted projection its A [in, rank] and then its B [rank, out]. */
export function adapterLayout(targets: readonly LoraTarget[], rank: number): ParameterLayout {
  return parameterLayout(
    targets.flatMap((target): [string, number[]][] => {
      const names = loraInputNames(target.name);
      return [
        [names.a, [target.in, rank]],
        [names.b, [rank, target.out]],
      ];
    }),
  );
}

/** The tensors inside a flat vector [size], as values of its graph. */
export function unpack(flat: Value, layout: ParameterLayout): ReadonlyMap<string, Value> {
  return new Map(
    layout.entries.map(({ name, shape, offset, size }) => [
      name,
      reshape(slice(flat, 0, offset, offset + size), shape),
    ]),
  );
}

/** Views of the tensors inside a flat vector; nothing is copied. */
export function views(flat: Float32Array, layout: ParameterLayout): ReadonlyMap<string, Float32Array> {
  if (flat.length !== layout.size) {
    throw new Error(`${flat.length} parameters where the layout has ${layout.size}`);
  }
  return new Map(
    layout.entries.map(({ name, offset, size }) => [name, flat.subarray(offset, offset + size)]),
  );
}
