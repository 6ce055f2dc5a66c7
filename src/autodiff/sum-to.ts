import type { Shape, Value } from '../onnx/graph.ts';
import { reduceSum, reshape } from '../onnx/ops.ts';
import { sameShape } from '../onnx/shapes.ts';

/** The reverse of broadcasting: sums `x` over the axes along which `shape` was stretched. */
export function sumTo(x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const extra = x.shape.length - shape.length;
  const axes = x.shape.flatMap((dim, axis) =>
    axis < extra || (shape[axis - extra] === 1 && dim !== 1) ? [axis] : [],
  );
  const summed = axes.length === 0 ? x : reduceSum(x, axes);
  return sameShape(summed.shape, shape) ? summed : reshape(summed, shape);
}
