import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../domain/result.ts';
import { openAiJudge } from '../evaluation/openai-judge.ts';
import { reportTables } from '../evaluation/report-tables.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { Engine } from '../service/engine.ts';
import { EVALUATE_HELP, type EvaluateOptions, readEvaluateOptions } from './evaluate-options.ts';
import { runEvaluation } from './evaluation-run.ts';
import { keptOffers } from './kept-offers.ts';
import { keptOutcomes } from './kept-outcomes.ts';
import { makeFolder } from './make-folder.ts';
import { type OnDeviceResult, onDevice } from './on-device.ts';
import { measurementKey } from './on-device-run.ts';
import { onDeviceTables } from './on-device-tables.ts';
import { fail, orFail } from './options.ts';
import { progress } from './progress.ts';
import { shippedModel } from './shipped-model.ts';

async function main(): Promise<void> {
  const options = orFail(readEvaluateOptions(process.argv.slice(2)));
  if (options.help) {
    process.stdout.write(EVALUATE_HELP);
    return;
  }
  // Before the work of an hour, not after it.
  await makeFolder(options.out).catch((error: unknown) => cannotWrite(options.out, error));
  // Parts run side by side: one thread each wastes less than two for one.
  const runtime = orFail(await openNodeRuntime('cpu', options.part.of > 1 ? 1 : undefined));
  const { name, result, tables, offers } = options.onDevice
    ? await learning(runtime, options)
    : await writing(runtime, options);
  const json = `${JSON.stringify(result, null, 2)}\n`;
  try {
    await writeFile(path.join(options.out, `${name}.json`), json);
    await writeFile(path.join(options.out, `${name}.md`), tables);
    if (offers !== undefined) await writeFile(path.join(options.out, 'offers.jsonl'), offers);
  } catch (error) {
    cannotWrite(options.out, error);
  }
  process.stdout.write(options.json ? json : tables);
  process.stderr.write(`Written to ${path.join(options.out, name)}.json and .md\n`);
}

async function writing(runtime: Runtime, options: EvaluateOptions) {
  const judge =
    options.judge &&
    orFail(
      openAiJudge(
        {
          baseUrl: options.judge.url,
          model: options.judge.model,
          apiKey: process.env.OFFERSMITH_JUDGE_KEY ?? '',
        },
        fetch,
      ),
    );
  const { judge: asked, ...settings } = options;
  const { report, offers } = orFail(
    await runEvaluation(runtime, {
      ...settings,
      ...(judge && asked && { second: { judge, people: asked.people } }),
      kept: keptOffers(path.join(options.out, 'written'), options.resume),
    }),
  );
  return {
    name: 'evaluation',
    result: report,
    tables: reportTables(report),
    offers: offers.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  };
}

async function learning(runtime: Runtime, options: EvaluateOptions) {
  const result = orFail(await learningOf(runtime, options));
  const { index, of } = options.part;
  const name = of === 1 ? 'on-device' : `on-device-${index + 1}-of-${of}`;
  return { name, result, tables: onDeviceTables(result), offers: undefined };
}

async function learningOf(
  runtime: Runtime,
  { models, model, out, people, seeds, ways, learn, part, fresh }: EvaluateOptions,
): Promise<Result<OnDeviceResult>> {
  const folder = await shippedModel(models, model);
  if (!folder.ok) return folder;
  const engine = await Engine.open(runtime, folder.value, learn.lora);
  if (!engine.ok) return engine;
  const kept = keptOutcomes(path.join(out, 'on-device', measurementKey(folder.value, learn)), fresh);
  const tell = progress('people and seeds', Math.ceil(people / part.of) * seeds);
  const result = await onDevice(engine.value, {
    ...learn,
    people,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    arms: ways,
    part,
    kept,
    onProgress: (done) => tell(done),
  });
  await engine.value.dispose();
  return success(result);
}

function cannotWrite(folder: string, error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  return fail(`Could not write to "${folder}": ${why}. Name another folder with --out.`);
}

await main();
