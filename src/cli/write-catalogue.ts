import path from 'node:path';
import { readOfferCatalogue } from '../domain/offer-catalogue.ts';
import { readManifest } from '../t5/manifest.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { listModel } from './manifest.ts';
import { fail, orFail, parseOrFail } from './options.ts';
import { writeCatalogue } from './write-model-folder.ts';

const HELP = `npx tsx src/cli/write-catalogue.ts [options]   puts the simulator's catalogue into a model's folder, and its size and
sha256 into the manifest, as npm run train does at its end; needed after a change of the catalogue. Words that the model
was taught stay in it

  --models FOLDER   a folder like models/ (models)
  --model NAME      a model of its manifest (the manifest's default)
`;

async function main(): Promise<void> {
  const values = parseOrFail(
    {
      options: {
        models: { type: 'string', default: path.join(import.meta.dirname, '../../models') },
        model: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const manifest = orFail(await readManifest(nodeSource(values.models)));
  const wanted = values.model ?? manifest.default;
  const entry = manifest.models.find(({ id }) => id === wanted);
  if (!entry) fail(`The manifest in ${values.models} lists no model "${wanted}".`);
  const folder = path.join(values.models, entry.id);
  const { catalogue } = orFail(await loadModelFolder(nodeSource(folder)));
  const known = catalogue === undefined ? undefined : orFail(readOfferCatalogue(catalogue));
  await writeCatalogue(folder, known?.words);
  const { id, name, description, parameters } = entry;
  orFail(await listModel(values.models, { id, name, description, parameters }));
  console.log(`The catalogue of ${id} is written, and the manifest with it.`);
}

await main();
