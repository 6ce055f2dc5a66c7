import path from 'node:path';
import { parseArgs } from 'node:util';
import { distinctN, wilsonInterval } from '../evaluation/text-statistics.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { EngineHost } from '../service/engine-host.ts';
import { acceptance } from '../simulation/acceptance.ts';
import { personaSeed, type SimulatedCustomer, simulateCustomer } from '../simulation/examples.ts';
import { parseOffer } from '../simulation/parse.ts';
import { nodeSource } from '../t5/node-source.ts';
import { numberOption, orFail } from './options.ts';

const HELP = `npm run -s evaluate -- [options]   what simulated customers, never seen in training, make of the model's offers

  --personas N      customers of the test split (200)
  --models FOLDER   a folder like models/, of which the default model is taken (models)
  --json            print one JSON object
`;

/** Accepted by the simulated customer: its acceptance model says at least this. */
const ACCEPTED_FROM = 0.5;
const CANDIDATES = 4;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      personas: { type: 'string', default: '200' },
      models: { type: 'string', default: path.join(import.meta.dirname, '../../models') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const personas = numberOption('--personas', values.personas, { low: 2, high: 100_000, whole: true });
  const host = new EngineHost({
    openRuntime: () => openNodeRuntime('cpu'),
    models: () => nodeSource(values.models),
  });
  const engine = orFail(await host.start({}, () => undefined));
  const customers = Array.from({ length: personas }, (_, i) =>
    simulateCustomer(personaSeed(1, 'test', i), i),
  );

  const best: string[] = [];
  let refused = 0;
  let understood = 0;
  for (const { persona } of customers) {
    const written = orFail(await engine.write({ persona, count: CANDIDATES, seed: 1 }));
    refused += written.offers.filter(({ decision }) => decision === 'refuse').length;
    understood += written.offers.filter(({ text }) => parseOffer(text) !== undefined).length;
    const first = written.offers[0];
    best.push(first?.decision === 'offer' ? first.text : '');
  }
  await host.stop();
  // The control: every customer is handed the offer that was written for the next one.
  const shuffled = best.map((_, i) => best[(i + 1) % best.length] ?? '');
  const accepts = (customer: SimulatedCustomer | undefined, text: string) => {
    const record = parseOffer(text);
    return record !== undefined && customer !== undefined
      ? acceptance(customer.persona, customer.taste, record) >= ACCEPTED_FROM
      : false;
  };
  const arm = (texts: readonly string[]) => {
    const hits = texts.filter((text, i) => accepts(customers[i], text)).length;
    const [low, high] = wilsonInterval(hits, texts.length);
    return { acceptance: hits / texts.length, low, high };
  };
  const candidates = personas * CANDIDATES;
  const result = {
    personas,
    arms: { model: arm(best), shuffled: arm(shuffled) },
    refused: refused / candidates,
    understood: understood / candidates,
    distinct1: distinctN(best, 1),
    distinct2: distinctN(best, 2),
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const range = ({ acceptance: share, low, high }: ReturnType<typeof arm>) =>
    `${percent(share)} (${percent(low)} to ${percent(high)})`;
  console.log(`Best of ${CANDIDATES} offers for each of ${personas} customers that the model has never met`);
  console.log(`  simulated acceptance           ${range(result.arms.model)}`);
  console.log(`  … of the next customer's offer ${range(result.arms.shuffled)}`);
  console.log(`  candidates refused by a rule   ${percent(result.refused)}`);
  console.log(`  candidates the parser reads    ${percent(result.understood)}`);
  console.log(
    `  distinct words, pairs of words ${result.distinct1.toFixed(2)}, ${result.distinct2.toFixed(2)}`,
  );
}

await main();
