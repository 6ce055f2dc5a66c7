/** The attributes of every op that our graphs use; the keys are the op names of ONNX. */
export interface OpAttributes {
  Add: NoAttributes;
  Sub: NoAttributes;
  Mul: NoAttributes;
  Div: NoAttributes;
  Max: NoAttributes;
  Min: NoAttributes;
  Neg: NoAttributes;
  Exp: NoAttributes;
  Log: NoAttributes;
  Sqrt: NoAttributes;
  Reciprocal: NoAttributes;
  Tanh: NoAttributes;
  Relu: NoAttributes;
  MatMul: NoAttributes;
  Gemm: { readonly transA: 0 | 1; readonly transB: 0 | 1 };
  Softmax: { readonly axis: number };
  ReduceSum: { readonly keepdims: 0 | 1 };
  ReduceMax: { readonly axes: readonly number[]; readonly keepdims: 0 | 1 };
  ReduceMean: { readonly axes: readonly number[]; readonly keepdims: 0 | 1 };
  Reshape: NoAttributes;
  Transpose: { readonly perm: readonly number[] };
  Concat: { readonly axis: number };
  Slice: NoAttributes;
  Expand: NoAttributes;
  Gather: { readonly axis: number };
  ScatterElements: { readonly axis: number; readonly reduction: 'add' };
  Where: NoAttributes;
  Equal: NoAttributes;
  Greater: NoAttributes;
  Cast: { readonly to: 'float32' | 'int32' | 'int64' | 'bool' };
  Shape: NoAttributes;
  Range: NoAttributes;
  ArgMax: { readonly axis: number; readonly keepdims: 0 | 1 };
  SimplifiedLayerNormalization: { readonly epsilon: number };
  FastGelu: NoAttributes;
  MatMulNBits: { readonly K: number; readonly N: number; readonly bits: 4 | 8; readonly block_size: 32 };
}

export type NoAttributes = Readonly<Record<never, never>>;
export type OpName = keyof OpAttributes;

/** Ops that are ONNX Runtime's own; all others are of the standard set. */
export const CONTRIB_OPS: ReadonlySet<OpName> = new Set<OpName>(['FastGelu', 'MatMulNBits']);
