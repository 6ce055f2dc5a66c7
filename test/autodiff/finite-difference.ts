import { gradients } from '../../src/autodiff/gradients.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { mul, reduceSum, reshape } from '../../src/onnx/ops.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';

export interface DifferenceCase {
  readonly name: string;
  /** Shapes of the float inputs. */
  readonly shapes: readonly (readonly number[])[];
  readonly build: (...inputs: Value[]) => Value;
  /** Keeps inputs away from where the function is not smooth or not defined. */
  readonly range?: readonly [number, number];
}

/**
 * The relative difference between the gradient of Σ c·f(x) and central differences of it along a random
 * direction, for fixed random c; one number an input.
 */
export async function finiteDifference(
  runtime: Runtime,
  { shapes, build, range = [-1, 1] }: DifferenceCase,
  random: () => number,
): Promise<number[]> {
  const graph = new Graph('finite difference');
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
  const y = build(...inputs);
  const c = graph.input('c', 'float32', y.shape);
  const loss = reshape(
    reduceSum(
      mul(y, c),
      y.shape.map((_, axis) => axis),
    ),
    [1],
  );
  graph.output('loss', loss);
  gradients(loss, inputs).forEach((gradient, i) => {
    graph.output(`g${i}`, gradient);
  });
  const session = await runtime.session(graph);

  const draw = (size: number, low: number, high: number) =>
    Float32Array.from({ length: size }, () => low + (high - low) * random());
  const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  const points = shapes.map((shape) => draw(sizeOf(shape), ...range));
  const weights = draw(sizeOf(y.shape as number[]), -1, 1);
  const run = (values: readonly Float32Array[]) =>
    session.run({
      ...Object.fromEntries(values.map((x, i) => [`x${i}`, runtime.tensor('float32', shapes[i] ?? [], x)])),
      c: runtime.tensor('float32', y.shape as number[], weights),
    });

  const analytic = await run(points);
  const errors: number[] = [];
  for (let i = 0; i < points.length; i += 1) {
    const direction = draw(points[i]?.length ?? 0, -1, 1);
    const step = 4e-3;
    const at = async (sign: number) => {
      const moved = points.map((x, j) =>
        j === i ? x.map((value, k) => value + sign * step * (direction[k] ?? 0)) : x,
      );
      const outputs = await run(moved);
      return (await outputs.loss?.float32())?.[0] ?? Number.NaN;
    };
    const numeric = ((await at(1)) - (await at(-1))) / (2 * step);
    const gradient = (await analytic[`g${i}`]?.float32()) ?? new Float32Array();
    const exact = gradient.reduce((sum, g, k) => sum + g * (direction[k] ?? 0), 0);
    const scale = Math.max(Math.abs(numeric), Math.abs(exact), 0.1);
    errors.push(Math.abs(numeric - exact) / scale);
  }
  await session.release();
  return errors;
}
