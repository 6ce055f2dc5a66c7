import { percent } from '../evaluation/report-tables.ts';
import { textTable } from '../evaluation/text-table.ts';
import type { OnDeviceArm, OnDeviceResult } from './on-device.ts';

const TITLES: Readonly<Record<OnDeviceArm, string>> = {
  none: '(a) no learning',
  prompt: '(b) history in the prompt',
  rank: '(c) ranked by the verdicts',
  tuned: '(d) fine-tuned',
  tunedRank: '(e) fine-tuned and ranked',
};

/** What learning on the device brings, as Markdown that can be read at a terminal. */
export function onDeviceTables({ people, seeds, arms, forgetting, rolledBack }: OnDeviceResult): string {
  const stages = Object.keys(Object.values(arms)[0] ?? {});
  const rows = Object.entries(arms).map(([arm, estimates]) => [
    TITLES[arm as OnDeviceArm] ?? arm,
    ...stages.map((stage) => {
      const estimate = estimates[stage];
      if (estimate === undefined) return '–';
      return `${percent(estimate.mean)} (${percent(estimate.low, 0)} to ${percent(estimate.high, 0)})`;
    }),
  ]);
  const lost =
    forgetting === undefined
      ? 'not measured'
      : `${forgetting.mean.toFixed(2)} points (${forgetting.low.toFixed(2)} to ${forgetting.high.toFixed(2)})`;
  return `# Learning on the device

Simulated acceptance after so many verdicts, of ${people} people whose taste contradicts what their persona suggests, seeds ${seeds.join(', ')}; 95% bootstrap intervals over people.

${textTable(['after verdicts', ...stages], rows)}

What other people's offers lose by one person's learning, after 16 verdicts with (e): ${lost}.
Share of the rounds of learning that were rolled back: ${percent(rolledBack)}.
`;
}
