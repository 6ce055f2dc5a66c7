import { nextTask } from '../domain/next-task.ts';
import { createRandom, type Random, shuffled } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import { type BinnedTable, binTable } from './binned-table.ts';
import type { BoostedTrees, ModelColumn } from './boosted-trees.ts';
import { type BoostingOptions, type BoostingSettings, readSettings } from './boosting-settings.ts';
import { type EncodedRows, encodeSome } from './encode-rows.ts';
import { addLeaves, compileForest } from './forest.ts';
import { TreeGrower } from './grow-tree.ts';
import { answerLoss, logOdds } from './log-odds.ts';
import { type AnsweredTable, checkTraining } from './training-check.ts';
import { splitValidation } from './validation-part.ts';

/** Mean log-loss after so many trees; `validation` where there is a validation part. */
export interface CurvePoint {
  readonly trees: number;
  readonly training: number;
  readonly validation?: number;
}

export interface TrainingRun {
  /** Positions of rows to measure on and not to learn from; with `patience`, drawn by the seed when left out. */
  readonly validation?: ArrayLike<number>;
  readonly signal?: AbortSignal;
  /** Called after every tree. */
  readonly onProgress?: (point: CurvePoint & { readonly of: number }) => void;
}

export interface TrainedTrees {
  /** Every tree that was grown. */
  readonly model: BoostedTrees;
  /** Trees with the best validation loss; all without a validation part. Cut with `firstTrees`. */
  readonly bestTrees: number;
  readonly curve: readonly CurvePoint[];
}

/**
 * Gradient-boosted trees for yes or no (Chen & Guestrin 2016, "XGBoost"): second-order logistic loss over histograms.
 * Gradients are rounded to a power of two at which all their sums are exact in doubles. So the order of rows does not
 * matter (unless rows are drawn, or a validation part), and a histogram less another leaves no residue.
 *
 * @returns the trees and their curve, or what `checkTraining` and `readSettings` find, or `cancelled`.
 */
export async function trainTrees(
  answered: AnsweredTable,
  options: BoostingOptions = {},
  run: TrainingRun = {},
): Promise<Result<TrainedTrees>> {
  const settings = readSettings(options);
  if (!settings.ok) return settings;
  await nextTask();
  const parts = splitValidation(answered, settings.value, run.validation);
  if (!parts.ok) return parts;
  const checked = checkTraining(answered, parts.value.training, settings.value);
  if (!checked.ok) return checked;
  const { training, validation } = parts.value;
  await nextTask();
  const binned = await runPausing(binTable(answered.table, settings.value.bins, training, answered.weights));
  return await new Booster(answered, settings.value, training, validation, binned).boost(run);
}

interface OtherRows {
  /** Positions in the table. */
  readonly rows: Uint32Array;
  readonly encoded: EncodedRows;
}

class Booster {
  private readonly settings: BoostingSettings;
  private readonly answered: AnsweredTable;
  private readonly training: Uint32Array;
  private readonly validation: Uint32Array;
  private readonly binned: BinnedTable;
  private readonly columns: readonly ModelColumn[];
  private readonly random: Random;
  private readonly margins: Float64Array;
  private readonly gradients: Float64Array;
  private readonly baseMargin: number;

  constructor(
    answered: AnsweredTable,
    settings: BoostingSettings,
    training: Uint32Array,
    validation: Uint32Array,
    binned: BinnedTable,
  ) {
    const { table, answers } = answered;
    this.answered = answered;
    this.settings = settings;
    this.training = training;
    this.validation = validation;
    this.binned = binned;
    this.columns = this.binned.columns.map(({ kind, name, levels }) =>
      kind === 'number' ? { kind, name } : { kind, name, levels: [...levels] },
    );
    this.random = createRandom(settings.seed);
    let yes = 0;
    let total = 0;
    for (const row of training) {
      total += this.weight(row);
      if (answers[row] === 1) yes += this.weight(row);
    }
    this.baseMargin = logOdds(yes / total);
    this.margins = new Float64Array(table.rows).fill(this.baseMargin);
    this.gradients = new Float64Array(2 * table.rows);
    this.quantum = 2 ** (50 - Math.ceil(Math.log2(total)));
  }

  /** Gradients are multiples of 1 / quantum; sums of |g| ≤ total stay below 2⁵⁰ of them, exact in a double. */
  private readonly quantum: number;

  async boost({ signal, onProgress }: TrainingRun): Promise<Result<TrainedTrees>> {
    const { trees, patience } = this.settings;
    const model: BoostedTrees = {
      version: 1,
      columns: [...this.columns],
      baseMargin: this.baseMargin,
      trees: [],
    };
    const grower = new TreeGrower(this.binned, this.settings, this.training.length);
    const encoded = await this.encodeOthers();
    const curve: CurvePoint[] = [];
    let bestTrees = 0;
    let bestLoss = Infinity;
    this.findGradients();
    while (model.trees.length < trees) {
      if (signal?.aborted) return failure('cancelled', 'Training was stopped. Nothing was changed.');
      const rows = this.drawRows();
      const tree = await runPausing(grower.grow(this.gradients, rows, this.drawColumns(), this.margins));
      await nextTask();
      model.trees.push(tree);
      this.follow({ ...model, trees: [tree] }, rows, encoded);
      const point: CurvePoint = {
        trees: model.trees.length,
        training: this.findGradients(),
        ...(this.validation.length > 0 && { validation: this.validationLoss() }),
      };
      curve.push(point);
      onProgress?.({ ...point, of: trees });
      if ((point.validation ?? -Infinity) < bestLoss) {
        bestLoss = point.validation ?? Infinity;
        bestTrees = model.trees.length;
      } else if (patience > 0 && model.trees.length - bestTrees >= patience) break;
      await nextTask();
    }
    return success({ model, bestTrees: this.validation.length > 0 ? bestTrees : model.trees.length, curve });
  }

  private weight(row: number): number {
    return this.answered.weights?.[row] ?? 1;
  }

  /**
   * g = p − y and h = p(1 − p) (equation 2 for the logistic loss), times the row's weight, for the training rows.
   * Returns their mean log-loss, which the same exponential gives.
   */
  private findGradients(): number {
    const { gradients, margins, quantum, training } = this;
    const { answers, weights } = this.answered;
    // Added and taken away again, it leaves a number rounded to a multiple of 1 / quantum.
    const rounding = (1.5 * 2 ** 52) / quantum;
    let loss = 0;
    let total = 0;
    let product = 1;
    for (let i = 0; i < training.length; i += 1) {
      const row = training[i] as number;
      const margin = margins[row] as number;
      const answer = answers[row] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const e = Math.exp(-Math.abs(margin));
      const inverse = 1 / (1 + e);
      const p = margin >= 0 ? inverse : e * inverse;
      gradients[2 * row] = weight * (p - answer) + rounding - rounding;
      // A sure row keeps a little curvature: no bin with rows in it looks empty.
      const hessian = weight * e * inverse * inverse + rounding - rounding;
      gradients[2 * row + 1] = hessian > 0 ? hessian : 1 / quantum;
      total += weight;
      loss += weight * Math.max(answer === 1 ? -margin : margin, 0);
      // ln(1 + e) of many rows by one logarithm of their product.
      if (weights !== undefined) loss += weight * Math.log1p(e);
      else {
        product *= 1 + e;
        if (product > 1e300) {
          loss += Math.log(product);
          product = 1;
        }
      }
    }
    return (loss + Math.log(product)) / total;
  }

  private drawRows(): Uint32Array {
    const { rowShare } = this.settings;
    if (rowShare === 1) return this.training;
    const drawn = this.training.filter(() => this.random.next() < rowShare);
    return drawn.length > 0 ? drawn : this.training;
  }

  private drawColumns(): readonly number[] {
    const all = [...this.columns.keys()];
    const count = Math.max(1, Math.floor(all.length * this.settings.columnShare));
    return count === all.length
      ? all
      : shuffled(this.random, all)
          .slice(0, count)
          .sort((a, b) => a - b);
  }

  /** Rows that have to be walked down some tree: undefined where every row takes part in every tree. */
  private async encodeOthers(): Promise<OtherRows | undefined> {
    const everyRow = Uint32Array.from({ length: this.answered.table.rows }, (_, row) => row);
    const rows = this.settings.rowShare === 1 ? this.validation : everyRow;
    if (rows.length === 0) return undefined;
    const encoded = await runPausing(encodeSome(this.columns, this.answered.table, rows));
    if (!encoded.ok) throw new Error(`The table was checked, yet: ${encoded.failures[0]?.message}`);
    return { rows, encoded: encoded.value };
  }

  /** Gives the new tree's answer to the rows that it was not grown on. */
  private follow(tree: BoostedTrees, grownOn: Uint32Array, others: OtherRows | undefined): void {
    if (others === undefined) return;
    const { rows, encoded } = others;
    const took = new Uint8Array(this.answered.table.rows);
    for (let i = 0; i < grownOn.length; i += 1) took[grownOn[i] as number] = 1;
    const left = new Float64Array(encoded.rows);
    addLeaves(compileForest(tree), encoded, left);
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] as number;
      if (took[row] === 0) this.margins[row] = (this.margins[row] as number) + (left[i] as number);
    }
  }

  private validationLoss(): number {
    let sum = 0;
    let total = 0;
    for (const row of this.validation) {
      sum += this.weight(row) * answerLoss(this.margins[row] as number, this.answered.answers[row] === 1);
      total += this.weight(row);
    }
    return sum / total;
  }
}
