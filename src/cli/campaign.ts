import { writeCampaignFiles } from './campaign-files.ts';
import { CAMPAIGN_HELP } from './campaign-help.ts';
import { campaignJson } from './campaign-json.ts';
import { readCampaignOptions } from './campaign-options.ts';
import { writeLearnedFile } from './campaign-outcomes.ts';
import { regretTable, regretText } from './campaign-regret.ts';
import { campaignText } from './campaign-report.ts';
import { runFromFiles } from './campaign-run.ts';
import { openCopywriter } from './campaign-writer.ts';
import { orFail } from './options.ts';

/** Simulated businesses that `--regret` plays in. */
const REGRET_SEEDS = 8;

async function main(): Promise<void> {
  const options = orFail(readCampaignOptions(process.argv.slice(2)));
  if (options === 'help') {
    process.stdout.write(CAMPAIGN_HELP);
    return;
  }
  if ('regret' in options) {
    const seeds = Array.from({ length: REGRET_SEEDS }, (_, i) => options.seed + i);
    const game = { seeds, customers: 300, rounds: 16 };
    process.stdout.write(regretText(await regretTable(game), game));
    return;
  }
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const model = options.model ? orFail(await openCopywriter(options.seed)) : undefined;
  const now = options.today ?? Date.now();
  const outcome = orFail(await runFromFiles(options, now, report, model?.write));
  await model?.dispose();
  if (options.out !== undefined) {
    const { files, problems } = orFail(await writeCampaignFiles(outcome, options.out, options.coupons));
    for (const file of files) report(`Wrote ${file}`);
    for (const problem of problems) report(problem);
  }
  if (options.learned !== undefined && outcome.kpis !== undefined) {
    orFail(await writeLearnedFile(options.learned, outcome.kpis.learned));
    report(`Wrote ${options.learned}`);
  }
  const text = options.json ? `${JSON.stringify(campaignJson(outcome), null, 2)}\n` : campaignText(outcome);
  process.stdout.write(text);
}

await main();
