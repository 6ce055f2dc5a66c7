import { readOfferCatalogue } from '../domain/offer-catalogue.ts';
import { type Result, success } from '../domain/result.ts';
import type { ModelRun } from '../evaluation/evaluation-report.ts';
import { layerAlphas, layerTable } from '../evaluation/layer-table.ts';
import { measureModel } from '../evaluation/measure-model.ts';
import { catalogueReader } from '../guardrails/catalogue-reader.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { Engine } from '../service/engine.ts';
import type { SimulatedCustomer } from '../simulation/examples.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import type { KeptOffers } from './kept-offers.ts';
import { measureSpace } from './measure-space.ts';
import { progress } from './progress.ts';
import { writeOffers } from './write-offers.ts';

export interface MeasureOptions {
  readonly customers: readonly SimulatedCustomer[];
  /** Offers to compare with for novelty. */
  readonly training: readonly string[];
  readonly seed: number;
  /** Named in the progress. */
  readonly label: string;
  readonly kept?: KeptOffers;
}

export interface MeasuredFolder {
  readonly run: ModelRun;
  /** The offer shown to each customer. */
  readonly shown: readonly string[];
}

/** Lets the model of a folder write for every customer, and measures offers, space and weights. */
export async function measureFolder(
  runtime: Runtime,
  folder: ModelFolder,
  { customers, training, seed, label, kept }: MeasureOptions,
): Promise<Result<MeasuredFolder>> {
  const engine = await Engine.open(runtime, folder);
  if (!engine.ok) return engine;
  const found = await kept?.find(folder, customers.length);
  const written = found
    ? success(found)
    : await writeOffers(engine.value, customers, progress(label, customers.length));
  const space = await measureSpace(engine.value, customers, 'test');
  await engine.value.dispose();
  if (!written.ok) return written;
  if (!found) await kept?.keep(folder, customers.length, written.value);
  const catalogue = folder.catalogue === undefined ? undefined : readOfferCatalogue(folder.catalogue);
  if (catalogue && !catalogue.ok) return catalogue;
  const reader = catalogue && catalogueReader(catalogue.value);
  const measured = await measureModel(written.value, customers, training, reader);
  if (!measured.ok) return measured;
  const layers = layerTable(layerAlphas(folder.weights));
  return success({ run: { seed, measured: measured.value, space, layers }, shown: written.value.best });
}
