import type { Weights } from '../t5/weights.ts';
import { spectralAlpha } from './spectral-alpha.ts';

/** How table 1 of SLM4Offer groups layers: α below 2, from 2 to 6, above 6. */
export type Band = 'overfit' | 'normal' | 'underfit';

export interface LayerAlpha {
  /** Hugging Face name of the weight. */
  readonly name: string;
  readonly shape: readonly [rows: number, cols: number];
  /** Undefined where the matrix has too few eigenvalues for a power law, as the bias tables of relative positions. */
  readonly alpha: number | undefined;
  readonly band: Band | undefined;
}

export interface LayerTable {
  readonly layers: readonly LayerAlpha[];
  /** Number of layers in each band; together those that have an α. */
  readonly counts: Readonly<Record<Band, number>>;
  /** Mean α of the layers that have one; undefined where none has. */
  readonly meanAlpha: number | undefined;
}

const OVERFIT_BELOW = 2;
const UNDERFIT_ABOVE = 6;

export function bandOf(alpha: number): Band {
  return alpha < OVERFIT_BELOW ? 'overfit' : alpha > UNDERFIT_ABOVE ? 'underfit' : 'normal';
}

/**
 * The α of every matrix of a T5, one at a time in the order of the file, so that the caller can show progress or stop
 * between two. The shared embedding counts once under its first name. A T5-small takes one to two minutes.
 */
export function* layerAlphas(weights: Weights): Generator<LayerAlpha, void, undefined> {
  for (const name of weights.names()) {
    const weight = weights.get(name);
    const [rows, cols] = weight.shape;
    if (weight.shape.length !== 2 || rows === undefined || cols === undefined) continue;
    const alpha = spectralAlpha(weight.float32(), rows, cols)?.alpha;
    yield { name, shape: [rows, cols], alpha, band: alpha === undefined ? undefined : bandOf(alpha) };
  }
}

/** Table 1 of SLM4Offer, from what {@link layerAlphas} gave. */
export function layerTable(layers: Iterable<LayerAlpha>): LayerTable {
  const all = [...layers];
  const counts = { overfit: 0, normal: 0, underfit: 0 };
  for (const { band } of all) if (band !== undefined) counts[band] += 1;
  const alphas = all.flatMap(({ alpha }) => (alpha === undefined ? [] : [alpha]));
  const sum = alphas.reduce((total, alpha) => total + alpha, 0);
  return { layers: all, counts, meanAlpha: alphas.length === 0 ? undefined : sum / alphas.length };
}
