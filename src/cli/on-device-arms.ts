import { type VerdictRanking, welcome } from '../service/verdict-ranking.ts';
import { nearestVerdicts } from './nearest-verdicts.ts';

/** What a device may do with a person's verdicts, alone and together. */
export interface OnDeviceWay {
  readonly title: string;
  /** The prompt tells a few of the judged offers. */
  readonly told: boolean;
  /** How drafts are ranked by the verdicts, where they are: as the product does, or by the nearest ones alone. */
  readonly judged: false | VerdictRanking;
  /** The adapter is fine-tuned on the verdicts. */
  readonly tuned: boolean;
}

const way = (title: string, told: boolean, judged: false | VerdictRanking, tuned: boolean): OnDeviceWay => ({
  title,
  told,
  judged,
  tuned,
});

/** All eight combinations, so that the table tells apart what each of the three contributes, and the plainest ranking. */
export const ON_DEVICE_WAYS = {
  none: way('(a) no learning', false, false, false),
  prompt: way('(b) history in the prompt', true, false, false),
  nearest: way('(c) ranked by the nearest verdicts', false, nearestVerdicts, false),
  rank: way('(c′) ranked by all verdicts', false, welcome, false),
  tuned: way('(d) fine-tuned', false, false, true),
  tunedRank: way('(e) fine-tuned and ranked', false, welcome, true),
  promptRank: way('(f) prompt and ranked', true, welcome, false),
  tunedPrompt: way('(g) fine-tuned and prompt', true, false, true),
  all: way('(h) fine-tuned, prompt and ranked', true, welcome, true),
} as const;

export type OnDeviceArm = keyof typeof ON_DEVICE_WAYS;

export const ON_DEVICE_ARMS = Object.keys(ON_DEVICE_WAYS) as readonly OnDeviceArm[];
