import type { Graph, GraphNode, Value } from '../onnx/graph.ts';
import { add, div, mul, reduceMean, sqrt, tanh } from '../onnx/ops.ts';

/**
 * Writes out the ops that are ONNX Runtime's own in ops of the standard set, so that other tools can check
 * and run the file; ONNX Runtime joins them again where it can. The graph's values stay as they are.
 */
export function useStandardOps(graph: Graph): Graph {
  for (const node of graph.nodes.splice(0)) {
    const made = writtenOut(node);
    const last = made && graph.nodes.pop();
    graph.nodes.push(last ? { ...last, outputs: node.outputs } : node);
  }
  return graph;
}

/** Appends what a node works out; undefined where the node is a standard one. */
function writtenOut(node: GraphNode): Value | undefined {
  const [x, weight] = node.inputs;
  if (!x) return undefined;
  if (is(node, 'SimplifiedLayerNormalization') && weight) {
    const variance = reduceMean(mul(x, x), [-1]);
    return mul(div(x, sqrt(add(variance, node.attributes.epsilon))), weight);
  }
  if (is(node, 'FastGelu')) {
    const cubic = mul(mul(mul(x, x), x), 0.044715);
    const inner = mul(add(x, cubic), Math.sqrt(2 / Math.PI));
    return mul(mul(x, 0.5), add(tanh(inner), 1));
  }
  return undefined;
}

function is<P extends GraphNode['op']>(node: GraphNode, op: P): node is GraphNode<P> {
  return node.op === op;
}
