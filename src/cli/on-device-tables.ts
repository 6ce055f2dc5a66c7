import type { Estimate } from '../evaluation/bootstrap.ts';
import { percent } from '../evaluation/report-tables.ts';
import { wilsonInterval } from '../evaluation/text-statistics.ts';
import { textTable } from '../evaluation/text-table.ts';
import type { OnDeviceResult } from './on-device.ts';
import { ON_DEVICE_WAYS, type OnDeviceArm } from './on-device-arms.ts';

const TASTES = {
  contrary:
    'whose taste contradicts what their persona suggests (half of its interests and one of four groups of benefits are unwelcome)',
  halves: 'who refuse half of the categories that suit their persona and half of the kinds of benefit',
} as const satisfies Readonly<Record<OnDeviceResult['taste'], string>>;

/** What learning on the device brings, as Markdown that can be read at a terminal. */
export function onDeviceTables(result: OnDeviceResult): string {
  const { people, seeds, taste, split, arms, forgetting, rounds } = result;
  const stages = Object.keys(Object.values(arms)[0] ?? {});
  const rows = Object.entries(arms).map(([arm, estimates]) => [
    titleOf(arm),
    ...stages.map((stage) => acceptance(estimates[stage])),
  ]);
  const lost = Object.entries(forgetting).map(([arm, { mean, low, high }]) => [
    titleOf(arm),
    `${mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    ...rolledBack(rounds[arm], people),
  ]);
  return `# Learning on the device

Simulated acceptance after so many verdicts, of ${people} people ${TASTES[taste]}, ${split} split, seeds ${seeds.join(', ')}; 95% bootstrap intervals over people.

${textTable(['after verdicts', ...stages], rows)}

Points that other people's offers lose by one person's learning from 16 verdicts, the rounds of learning that were rolled back, and the people for whom any was, with Wilson's 95% interval:

${textTable(['', 'lost', 'rounds rolled back', 'people with any'], lost)}
`;
}

/** The rounds of one person are alike, so that the interval is that of people. */
function rolledBack(rounds: OnDeviceResult['rounds'][string] | undefined, people: number): readonly string[] {
  if (rounds === undefined || rounds.learned === 0) return ['–', '–'];
  const [low, high] = wilsonInterval(rounds.peopleRolledBack, people);
  return [
    `${rounds.rolledBack} of ${rounds.learned}`,
    `${percent(rounds.peopleRolledBack / people)} (${percent(low)} to ${percent(high)})`,
  ];
}

function titleOf(arm: string): string {
  return Object.hasOwn(ON_DEVICE_WAYS, arm) ? ON_DEVICE_WAYS[arm as OnDeviceArm].title : arm;
}

function acceptance(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '–';
  return `${percent(estimate.mean)} (${percent(estimate.low, 0)} to ${percent(estimate.high, 0)})`;
}
