import type { Tree } from './boosted-trees.ts';

/** Writes a tree's nodes one after another; children lie next to each other, after their parent. */
export class TreeBuilder {
  readonly tree: Tree = {
    feature: [],
    threshold: [],
    levels: [],
    left: [],
    missingLeft: [],
    value: [],
    gain: [],
    cover: [],
  };

  /** Adds a leaf of value 0 and returns its number. */
  add(cover: number): number {
    const { tree } = this;
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.levels.push([]);
    tree.left.push(-1);
    tree.missingLeft.push(false);
    tree.value.push(0);
    tree.gain.push(0);
    tree.cover.push(cover);
    return tree.feature.length - 1;
  }

  split(
    node: number,
    question: {
      readonly feature: number;
      readonly threshold: number;
      readonly levels: readonly number[];
      readonly missingLeft: boolean;
      readonly gain: number;
    },
    covers: readonly [left: number, right: number],
  ): number {
    const { tree } = this;
    tree.feature[node] = question.feature;
    tree.threshold[node] = question.threshold;
    tree.levels[node] = [...question.levels].sort((a, b) => a - b);
    tree.missingLeft[node] = question.missingLeft;
    tree.gain[node] = question.gain;
    const left = this.add(covers[0]);
    this.add(covers[1]);
    tree.left[node] = left;
    return left;
  }

  setValue(node: number, value: number): void {
    this.tree.value[node] = value;
  }
}
