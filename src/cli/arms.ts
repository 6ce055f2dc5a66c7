import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { drawArmCurves } from './arms-curves.ts';
import { ARMS_HELP, readArmsOptions } from './arms-options.ts';
import { sweepArms } from './arms-sweep.ts';
import { type ArmsPlace, armModel } from './arms-training.ts';
import { makeFolder } from './make-folder.ts';
import { fail, orFail } from './options.ts';
import { trainArms } from './train-arms.ts';

async function main(): Promise<void> {
  const options = orFail(readArmsOptions(process.argv.slice(2)));
  if (options.help) {
    process.stdout.write(ARMS_HELP);
    return;
  }
  const { out, settings, seeds, sweep, further, backend } = options;
  await makeFolder(out).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    fail(`Could not write to "${out}": ${why}. Name another folder with --out.`);
  });
  const model = orFail(armModel(settings));
  const runtime = orFail(await openNodeRuntime(backend));
  const place: ArmsPlace = { runtime, model, settings, out, report: console.log };
  console.log(`${(model.layout.size / 1e6).toFixed(1)} million parameters; trainings go to ${out}`);
  if (sweep) {
    const { files } = orFail(await sweepArms(place, seeds[0] ?? 1));
    console.log(`Written: ${files.join(', ')}`);
  } else {
    orFail(await trainArms(place, seeds, further));
    console.log(`How they learned: ${await drawArmCurves(out, seeds)}`);
    console.log(`The arms are in ${out}; measure them with npm run -s evaluate -- --arms ${out}`);
  }
}

await main();
