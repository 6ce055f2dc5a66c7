import type { Estimate } from '../evaluation/bootstrap.ts';
import { percent } from '../evaluation/report-tables.ts';
import { textTable } from '../evaluation/text-table.ts';
import type { OnDeviceResult } from './on-device.ts';
import { ON_DEVICE_WAYS, type OnDeviceArm } from './on-device-arms.ts';

/** What learning on the device brings, as Markdown that can be read at a terminal. */
export function onDeviceTables({ people, seeds, arms, forgetting, rolledBack }: OnDeviceResult): string {
  const stages = Object.keys(Object.values(arms)[0] ?? {});
  const rows = Object.entries(arms).map(([arm, estimates]) => [
    titleOf(arm),
    ...stages.map((stage) => acceptance(estimates[stage])),
  ]);
  const lost = Object.entries(forgetting).map(([arm, { mean, low, high }]) => [
    titleOf(arm),
    `${mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    percent(rolledBack[arm] ?? 0),
  ]);
  return `# Learning on the device

Simulated acceptance after so many verdicts, of ${people} people whose taste contradicts what their persona suggests, seeds ${seeds.join(', ')}; 95% bootstrap intervals over people.

${textTable(['after verdicts', ...stages], rows)}

Points that other people's offers lose by one person's learning from 16 verdicts, and the share of the rounds of learning that were rolled back:

${textTable(['', 'lost', 'rolled back'], lost)}
`;
}

function titleOf(arm: string): string {
  return Object.hasOwn(ON_DEVICE_WAYS, arm) ? ON_DEVICE_WAYS[arm as OnDeviceArm].title : arm;
}

function acceptance(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '–';
  return `${percent(estimate.mean)} (${percent(estimate.low, 0)} to ${percent(estimate.high, 0)})`;
}
