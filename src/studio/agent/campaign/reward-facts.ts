import type { Reward } from '../../../service/agent-campaign-contract.ts';
import { day, money, number } from '../agent-words.ts';
import { channelWords } from './campaign-words.ts';

/** What a reward gives, asks and is bound to, in a few words each. */
export function rewardFacts(reward: Reward, currency: string | undefined): readonly string[] {
  const { discountPct, amountOff, bonusPoints, pointsRequired, minSpend, paymentMethod } = reward;
  const { costPerUse, validUntil, segments, channels } = reward;
  const amount = (value: number) => money(value, currency);
  const facts: readonly (string | undefined)[] = [
    discountPct === undefined ? undefined : `${number(discountPct, 1)}% off`,
    amountOff === undefined ? undefined : `${amount(amountOff)} off`,
    bonusPoints === undefined ? undefined : `${number(bonusPoints)} points on top`,
    minSpend === undefined ? undefined : `from ${amount(minSpend)}`,
    pointsRequired === undefined ? undefined : `for ${number(pointsRequired)} points`,
    paymentMethod === undefined ? undefined : `paid with ${paymentMethod}`,
    costPerUse === undefined ? undefined : `costs you ${amount(costPerUse)} a use`,
    validUntil === undefined ? 'without an end' : `until ${day(validUntil)}`,
    segments === undefined ? undefined : `for ${segments.join(', ')}`,
    channels === undefined ? undefined : `by ${channels.map(shortChannel).join(', ')}`,
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** `SMS` for `Text message (SMS)`: where several stand in a row. */
function shortChannel(channel: string): string {
  const words = channelWords[channel.toLowerCase()];
  return words === undefined || channel.toLowerCase() === 'sms' ? channel : words.toLowerCase();
}
