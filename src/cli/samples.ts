import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Persona } from '../domain/persona.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { EngineHost } from '../service/engine-host.ts';
import { personaSeed, simulateCustomer } from '../simulation/examples.ts';
import { nodeSource } from '../t5/node-source.ts';
import { incomeBracket } from '../t5/prompt.ts';
import { fail, numberOption, orFail, parseOrFail } from './options.ts';
import { inFolder } from './shipped-model.ts';

const HELP = `npm run -s samples -- [options]   one offer each for customers of the test split, unselected, as a Markdown file

  --people N        the first N customers of the split (40)
  --seed N          (1)
  --models FOLDER   a folder like models/ (models)
  --model NAME      a model of its manifest (its default)
  --out FILE        (OFFERS.md in that model's folder)
`;

async function main(): Promise<void> {
  const values = parseOrFail(
    {
      options: {
        people: { type: 'string', default: '40' },
        seed: { type: 'string', default: '1' },
        models: { type: 'string', default: path.join(import.meta.dirname, '../../models') },
        model: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const people = numberOption('--people', values.people, { low: 1, high: 10_000, whole: true });
  const seed = numberOption('--seed', values.seed, { low: 0, high: 2 ** 32 - 1, whole: true });
  const host = new EngineHost({
    openRuntime: () => openNodeRuntime('cpu'),
    models: () => nodeSource(values.models),
  });
  const started = await host.start(
    values.model === undefined ? {} : { modelId: values.model },
    () => undefined,
  );
  const engine = orFail(started.ok ? started : inFolder(values.models, started.failures));
  const rows: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const { persona } = simulateCustomer(personaSeed(1, 'test', index), index);
    const { offers } = orFail(await engine.write({ persona, count: 1, seed }));
    const text = offers[0]?.decision === 'offer' ? offers[0].text : '(every draft was refused by a rule)';
    rows.push(`| ${describe(persona)} | ${text} |`);
  }
  const { id, name } = host.current?.model ?? fail('The model has stopped.');
  const out = values.out ?? path.join(values.models, id, 'OFFERS.md');
  await host.stop();
  const page = `# ${people} offers for ${people} people

Written by ${name} for the first ${people} customers of the test split, whom it has never met: one round of sixteen
drafts each, seed ${seed}, the best one taken by the model's own ranking. Nothing was picked or edited by hand.
\`npm run -s samples${values.model === undefined ? '' : ` -- --model ${id}`}\` writes this file again.

| customer | offer |
| --- | --- |
${rows.join('\n')}
`;
  await writeFile(out, page).catch((error: unknown) => {
    fail(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  });
  console.log(`Written to ${out}.`);
}

function describe(persona: Persona): string {
  const { interests, financialGoals, spendingPattern, preferredPaymentMethod, monthlyIncome } = persona;
  return [
    interests.join(', '),
    financialGoals.join(', '),
    `${spendingPattern}, ${preferredPaymentMethod}, ${incomeBracket(monthlyIncome)} a month`,
  ].join('; ');
}

await main();
