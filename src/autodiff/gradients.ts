import { GraphError, type GraphNode, type Value } from '../onnx/graph.ts';
import type { OpName } from '../onnx/op-table.ts';
import { add } from '../onnx/ops.ts';
import { elementCount } from '../onnx/shapes.ts';
import { gradientRules } from './gradient-rules.ts';

export interface GradientOptions {
  /** Values that count as constants: no gradient flows through them. */
  readonly stopAt?: readonly Value[];
}

/**
 * Reverse-mode differentiation: appends to the graph of `loss` (one element) the nodes that work out
 * ∂loss/∂value for each of `wrt`, in their order. Shapes on the way must be known when the graph is built.
 * @throws GraphError where the loss does not depend on a value or an op on the way has no gradient.
 */
export function gradients(
  loss: Value,
  wrt: readonly Value[],
  { stopAt = [] }: GradientOptions = {},
): readonly Value[] {
  if (elementCount(loss.shape) !== 1) throw new GraphError(`the loss has shape [${loss.shape.join(', ')}]`);
  const { graph } = loss;
  const forward = [...graph.nodes];
  const active = dependents(forward, wrt, new Set(stopAt));
  const found = new Map<Value, Value>([[loss, onesLike(loss)]]);

  for (const node of forward.reverse()) {
    const output = node.outputs[0];
    const gradient = output && found.get(output);
    if (!gradient || !active.has(output)) continue;
    const needs = node.inputs.map((value) => value !== undefined && active.has(value));
    const parts = applyRule(node, gradient, needs);
    node.inputs.forEach((value, index) => {
      const part = parts[index];
      if (!value || !needs[index] || !part) return;
      const sofar = found.get(value);
      found.set(value, sofar ? add(sofar, part) : part);
    });
  }
  return wrt.map((value) => {
    const gradient = found.get(value);
    if (!gradient) throw new GraphError(`the loss does not depend on ${value.name}`);
    return gradient;
  });
}

function applyRule<P extends OpName>(node: GraphNode<P>, gradient: Value, needs: readonly boolean[]) {
  const rule = gradientRules[node.op];
  if (rule === 'constant') return [];
  if (typeof rule === 'function') return rule(node, gradient, needs);
  throw new GraphError(`${node.op} has no gradient: ${rule.unsupported}`);
}

/** All values that depend on one of `wrt`. */
function dependents(
  nodes: readonly GraphNode[],
  wrt: readonly Value[],
  stop: ReadonlySet<Value>,
): Set<Value> {
  const active = new Set(wrt);
  for (const node of nodes) {
    if (node.inputs.some((value) => value !== undefined && active.has(value))) {
      for (const output of node.outputs) if (!stop.has(output)) active.add(output);
    }
  }
  return active;
}

function onesLike(value: Value): Value {
  const { graph, shape } = value;
  return shape.length === 0
    ? graph.scalar(1)
    : graph.initializer(
        'one',
        'float32',
        shape.map(() => 1),
        Float32Array.of(1),
      );
}
