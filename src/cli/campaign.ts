import { writeCampaignFiles } from './campaign-files.ts';
import { CAMPAIGN_HELP, readCampaignOptions } from './campaign-options.ts';
import { campaignJson, campaignText } from './campaign-report.ts';
import { runFromFiles } from './campaign-run.ts';
import { openCopywriter } from './campaign-writer.ts';
import { orFail } from './options.ts';

async function main(): Promise<void> {
  const options = orFail(readCampaignOptions(process.argv.slice(2)));
  if (options === 'help') {
    process.stdout.write(CAMPAIGN_HELP);
    return;
  }
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const model = options.model ? orFail(await openCopywriter(options.seed)) : undefined;
  const now = options.today ?? Date.now();
  const outcome = orFail(await runFromFiles(options, now, report, model?.write));
  await model?.dispose();
  if (options.out !== undefined) {
    const { files, problems } = orFail(await writeCampaignFiles(outcome, options.out));
    for (const file of files) report(`Wrote ${file}`);
    for (const problem of problems) report(problem);
  }
  const text = options.json ? `${JSON.stringify(campaignJson(outcome), null, 2)}\n` : campaignText(outcome);
  process.stdout.write(text);
}

await main();
