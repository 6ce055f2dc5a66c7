import type { OpAttributes, OpName } from './op-table.ts';

export type DataType = 'float32' | 'float16' | 'int32' | 'int64' | 'bool' | 'uint8';

/** A size known when the graph is built, or the name of one known only when it runs. */
export type Dim = number | string;
export type Shape = readonly Dim[];

/** Float16 values as their bit patterns. */
export type TensorData = Float32Array | Uint16Array | Int32Array | BigInt64Array | Uint8Array;

/** One edge of the graph. Values are made by a graph and belong to it. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: Shape;
}

export interface GraphNode<P extends OpName = OpName> {
  readonly op: P;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: OpAttributes[P];
}

export interface Initializer {
  readonly value: Value;
  readonly data: TensorData;
}

/** Thrown when a graph is put together wrongly: a bug of the caller, never of the user's data. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}

/** A graph under construction: inputs, constants, nodes in execution order, outputs. */
export class Graph {
  readonly inputs: Value[] = [];
  readonly outputs: { readonly name: string; readonly value: Value }[] = [];
  readonly nodes: GraphNode[] = [];
  readonly initializers: Initializer[] = [];
  private readonly constants = new Map<string, Value>();
  private readonly names = new Set<string>();
  private counter = 0;

  constructor(readonly title: string) {}

  input(name: string, dtype: DataType, shape: Shape): Value {
    if (this.names.has(name)) throw new GraphError(`input ${name}: the name is taken`);
    const value = this.value(this.unique(name), dtype, shape);
    this.inputs.push(value);
    return value;
  }

  /** Weights and tables that live in the model. `data` must have as many elements as `shape`. */
  initializer(name: string, dtype: DataType, shape: readonly number[], data: TensorData): Value {
    const size = shape.reduce((a, b) => a * b, 1);
    if (data.length !== size) {
      throw new GraphError(`${name}: ${data.length} numbers for shape [${shape.join(', ')}]`);
    }
    const value = this.value(this.unique(name), dtype, shape);
    this.initializers.push({ value, data });
    return value;
  }

  /** A float32 scalar; equal scalars are stored once. */
  scalar(number: number): Value {
    return this.constant(`scalar:${number}`, 'float32', [], Float32Array.of(number));
  }

  /** Sizes, axes and positions for ops that take them as int64 tensors. */
  int64(numbers: readonly number[]): Value {
    const data = BigInt64Array.from(numbers, BigInt);
    return this.constant(`int64:${numbers.join(',')}`, 'int64', [numbers.length], data);
  }

  int32(shape: readonly number[], numbers: Int32Array): Value {
    return this.constant(`int32:${shape.join('x')}:${numbers.join(',')}`, 'int32', shape, numbers);
  }

  output(name: string, value: Value): void {
    if (value.graph !== this) throw new GraphError(`output ${name} belongs to another graph`);
    if (this.outputs.some((output) => output.name === name)) throw new GraphError(`output ${name} twice`);
    this.outputs.push({ name, value });
  }

  /** Appends a node; `outputs` are the types and shapes that the op's own function has inferred. */
  node<P extends OpName>(
    op: P,
    inputs: readonly (Value | undefined)[],
    attributes: OpAttributes[P],
    outputs: readonly { readonly dtype: DataType; readonly shape: Shape }[],
  ): Value[] {
    for (const input of inputs) {
      if (input && input.graph !== this)
        throw new GraphError(`${op}: ${input.name} belongs to another graph`);
    }
    const values = outputs.map(({ dtype, shape }) => this.value(this.unique(op), dtype, shape));
    this.nodes.push({ op, inputs, outputs: values, attributes } as GraphNode);
    return values;
  }

  private constant(key: string, dtype: DataType, shape: readonly number[], data: TensorData): Value {
    const known = this.constants.get(key);
    if (known) return known;
    const value = this.initializer('constant', dtype, shape, data);
    this.constants.set(key, value);
    return value;
  }

  private value(name: string, dtype: DataType, shape: Shape): Value {
    return { graph: this, name, dtype, shape };
  }

  private unique(name: string): string {
    if (!this.names.has(name)) {
      this.names.add(name);
      return name;
    }
    for (;;) {
      this.counter += 1;
      const candidate = `${name}_${this.counter}`;
      if (!this.names.has(candidate)) {
        this.names.add(candidate);
        return candidate;
      }
    }
  }
}
