import { normal, type Random } from '../domain/random.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { Weights } from '../t5/weights.ts';
import { type ParameterLayout, parameterLayout } from './parameter-layout.ts';

/** Of the noise that sets copies apart, as a share of the root mean square of the weights it is added to. */
const NOISE = 0.5;

/** What the positions of an axis stand for; each kind grows by copying whole units. */
type Axis = 'vocabulary' | 'model' | 'inner' | 'feedForward' | 'heads' | 'buckets';

/**
 * Weights of a larger T5 that computes what a smaller one does, to go on training from: states, heads and hidden
 * units are copied, and whatever reads copies shares its weight among them (Net2Net, Chen et al. 2016; bert2BERT,
 * Chen et al. 2022, "function-preserving initialization"). Noise that adds up to zero over the copies of an input
 * sets them apart without changing what is computed, so that they can learn different things. Layers that are added
 * have nothing but such noise in their output projections, and so do nothing at first.
 *
 * @param from config and weights of the smaller model.
 * @param to the larger: each of dModel, numHeads and dFf a whole multiple, at least as many layers, all else alike.
 * @returns flat parameters in the order of `expectedT5Tensors(to)`.
 * @throws RangeError where `to` cannot be grown from `from`.
 */
export function grow(
  from: { readonly config: T5Config; readonly weights: Weights },
  to: T5Config,
  random: Random,
): Float32Array {
  checkGrowth(from.config, to);
  const layout = parameterLayout(expectedT5Tensors(to));
  const flat = new Float32Array(layout.size);
  for (const entry of layout.entries) growTensor(flat, entry, from, to, random);
  return flat;
}

function growTensor(
  flat: Float32Array,
  { name, shape, offset }: ParameterLayout['entries'][number],
  from: { readonly config: T5Config; readonly weights: Weights },
  to: T5Config,
  random: Random,
): void {
  const { source, added } = sourceOf(name, from.config, to);
  const values = from.weights.get(source).float32();
  const [outAxis, inAxis] = axesOf(name);
  const [rows = 0, columns = 1] = shape;
  const sizeOf = (axis: Axis) => unitsOf(from.config, axis);
  const inputs = inAxis === undefined ? 1 : sizeOf(inAxis);
  const copies = inAxis === undefined || !isShared(name) ? 1 : columns / inputs;
  const factor = factorOf(name, from.config, to);
  const silent = added && isOutput(name);
  const deviation = NOISE * rootMeanSquare(values);
  const noise = new Float32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    if (copies > 1) drawBalanced(noise, inputs, random);
    const start = (row % sizeOf(outAxis)) * inputs;
    for (let column = 0; column < columns; column += 1) {
      const value = silent ? 0 : ((values[start + (column % inputs)] ?? 0) * factor) / copies;
      flat[offset + row * columns + column] = value + (noise[column] ?? 0) * deviation;
    }
  }
}

/** Normal numbers of deviation 1 or a little less, which add up to zero over the copies of each input. */
function drawBalanced(noise: Float32Array, inputs: number, random: Random): void {
  const copies = noise.length / inputs;
  for (let input = 0; input < inputs; input += 1) {
    let sum = 0;
    for (let i = input; i < noise.length; i += inputs) {
      noise[i] = normal(random);
      sum += noise[i] ?? 0;
    }
    for (let i = input; i < noise.length; i += inputs) noise[i] = (noise[i] ?? 0) - sum / copies;
  }
}

/** The tensor that one of the larger model comes from, and whether its layer is one more. */
function sourceOf(name: string, from: T5Config, to: T5Config): { source: string; added: boolean } {
  const match = /^(encoder|decoder)\.block\.(\d+)\.(.*)$/.exec(name);
  if (!match) return { source: name, added: false };
  const [, stack, block, rest] = match;
  const [less, more] =
    stack === 'encoder' ? [from.numLayers, to.numLayers] : [from.numDecoderLayers, to.numDecoderLayers];
  const sourceBlock = (index: number) => Math.floor((index * less) / more);
  const index = Number(block);
  return {
    source: `${stack}.block.${sourceBlock(index)}.${rest}`,
    added: index > 0 && sourceBlock(index) === sourceBlock(index - 1),
  };
}

/** What rows and columns are; norms have rows alone. */
function axesOf(name: string): readonly [Axis, Axis?] {
  if (name.endsWith('layer_norm.weight')) return ['model'];
  if (name === 'shared.weight' || name === 'lm_head.weight') return ['vocabulary', 'model'];
  if (name.endsWith('relative_attention_bias.weight')) return ['buckets', 'heads'];
  if (name.endsWith('.o.weight')) return ['model', 'inner'];
  if (name.endsWith('.wo.weight')) return ['model', 'feedForward'];
  if (name.includes('.DenseReluDense.')) return ['feedForward', 'model'];
  return ['inner', 'model'];
}

function unitsOf(config: T5Config, axis: Axis): number {
  switch (axis) {
    case 'vocabulary':
      return config.vocabSize;
    case 'model':
      return config.dModel;
    case 'inner':
      return config.numHeads * config.dKv;
    case 'feedForward':
      return config.dFf;
    case 'heads':
      return config.numHeads;
    case 'buckets':
      return config.relativeAttentionNumBuckets;
  }
}

/** Whether its columns read the copies of one input, and so share a weight; those of the others are copies. */
function isShared(name: string): boolean {
  return name !== 'shared.weight' && !name.endsWith('relative_attention_bias.weight');
}

/** A tied head reads copies too, but is the embedding: the norm before it makes up for that. */
function factorOf(name: string, from: T5Config, to: T5Config): number {
  const tied = to.tieWordEmbeddings && name === 'decoder.final_layer_norm.weight';
  // The head scales by dModel^−½, so what is left of a factor of n is its root.
  return tied ? Math.sqrt(from.dModel / to.dModel) : 1;
}

function isOutput(name: string): boolean {
  return name.endsWith('.o.weight') || name.endsWith('.wo.weight');
}

function rootMeanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}

function checkGrowth(from: T5Config, to: T5Config): void {
  for (const size of ['dModel', 'numHeads', 'dFf'] as const) {
    if (to[size] % from[size] !== 0) {
      throw new RangeError(`${size} of ${to[size]} is not a whole multiple of ${from[size]}`);
    }
  }
  for (const layers of ['numLayers', 'numDecoderLayers'] as const) {
    if (to[layers] < from[layers])
      throw new RangeError(`${layers} shrinks from ${from[layers]} to ${to[layers]}`);
  }
  const alike = [
    'vocabSize',
    'dKv',
    'relativeAttentionNumBuckets',
    'relativeAttentionMaxDistance',
    'feedForward',
    'tieWordEmbeddings',
  ] as const;
  for (const name of alike) {
    if (to[name] !== from[name]) throw new RangeError(`${name} is ${to[name]} where it was ${from[name]}`);
  }
}
