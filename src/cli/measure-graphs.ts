import { initialAdapter } from '../adapter/initial-adapter.ts';
import { createRandom } from '../domain/random.ts';
import { DEFAULT_LORA, DEFAULT_POOL } from '../service/engine.ts';
import { FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import { trainingGraph } from '../training/training-graph.ts';
import { type BenchModel, benchEngine, benchLearner } from './bench-engine.ts';
import { type BenchRow, median } from './bench-row.ts';
import { countDispatches } from './count-dispatches.ts';

/** Runs of a graph that are timed, after one that compiles its shaders; fewer of those that take long in software. */
const TIMED = { writing: 3, learning: 1 } as const;

/**
 * Nodes and dispatches of every graph on WebGPU, and the processor's time until the last of the work is handed over:
 * what is left of a run's time where the graphics processor is quick.
 */
export async function measureGraphs(place: BenchModel): Promise<readonly BenchRow[]> {
  const counter = countDispatches();
  const engine = await benchEngine('webgpu', place);
  const rows: BenchRow[] = [];
  const measure = async (
    kind: keyof typeof TIMED,
    name: string,
    nodes: number,
    run: () => Promise<unknown>,
  ) => {
    await run();
    const runs = [];
    for (let i = 0; i < TIMED[kind]; i += 1) runs.push(await counter.during(run));
    const times = runs.map(({ untilLastSubmitMs }) => untilLastSubmitMs);
    rows.push({ what: `${name}: nodes`, value: nodes, unit: '' });
    rows.push({ what: `${name}: dispatches`, value: runs.at(-1)?.dispatches ?? Number.NaN, unit: '' });
    rows.push({ what: `${name}: until the last submit`, value: median(times), unit: 'ms' });
    // In software it takes minutes, and whoever stops it has what was measured so far.
    process.stderr.write(
      `${name}: ${nodes} nodes, ${runs.at(-1)?.dispatches} dispatches, ${median(times).toFixed(0)} ms\n`,
    );
  };

  const { generator } = engine;
  const adapter = generator.loadAdapter(initialAdapter(engine.folder.config, DEFAULT_LORA, createRandom(1)));
  const ids = Int32Array.from({ length: 32 }, (_, i) => 3 + i);
  await measure('writing', 'encoder', generator.nodeCounts.encoder, async () => {
    (await generator.encode(ids, adapter)).dispose();
  });
  const prompt = await generator.encode(ids, adapter);
  const stepper = generator.start(prompt, adapter, DEFAULT_POOL);
  await measure('writing', 'decoder step', generator.nodeCounts.decoder, () =>
    stepper.step(new Int32Array(DEFAULT_POOL)),
  );

  const { options, batch, parameters, ...learner } = benchLearner(engine);
  const trainer = await learner.trainer('step');
  await measure('learning', 'learning step', trainer.nodeCount, () =>
    trainer.step(batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS),
  );
  const evaluator = await learner.evaluator();
  const evaluateNodes = trainingGraph({ ...options, purpose: 'evaluate' }).graph.nodes.length;
  await measure('learning', 'losses and embeddings', evaluateNodes, () =>
    evaluator.evaluate(parameters, batch, FINE_TUNE_DEFAULTS),
  );
  const accumulating = await learner.trainer('accumulate');
  await measure('learning', 'accumulating step', accumulating.nodeCount, () =>
    accumulating.step(batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS, { weight: 0.5, apply: false }),
  );
  return rows;
}
