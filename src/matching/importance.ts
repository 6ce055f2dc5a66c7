import type { BoostedTrees } from './boosted-trees.ts';

export interface Importance {
  readonly name: string;
  /** Loss that splits on the column took away in training, on xgboost's scale ("total_gain"). */
  readonly gain: number;
  /** Part of all columns' gain, 0 to 1; 0 where no tree has a split. */
  readonly share: number;
  readonly splits: number;
}

/** Columns by falling gain; those never asked about come last, in the model's order. */
export function gainImportance({ columns, trees }: BoostedTrees): readonly Importance[] {
  const gains = new Float64Array(columns.length);
  const splits = new Float64Array(columns.length);
  for (const tree of trees) {
    for (const [n, feature] of tree.feature.entries()) {
      if (feature < 0) continue;
      gains[feature] = (gains[feature] as number) + (tree.gain[n] as number);
      splits[feature] = (splits[feature] as number) + 1;
    }
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return columns
    .map(({ name }, i) => ({
      name,
      gain: gains[i] as number,
      share: total > 0 ? (gains[i] as number) / total : 0,
      splits: splits[i] as number,
    }))
    .sort((a, b) => b.gain - a.gain);
}
