/** What a device may do with a person's verdicts, alone and together. */
export interface OnDeviceWay {
  readonly title: string;
  /** The prompt tells a few of the judged offers. */
  readonly told: boolean;
  /** Drafts are ranked by how near they lie to what was accepted. */
  readonly judged: boolean;
  /** The adapter is fine-tuned on the verdicts. */
  readonly tuned: boolean;
}

const way = (title: string, told: boolean, judged: boolean, tuned: boolean): OnDeviceWay => ({
  title,
  told,
  judged,
  tuned,
});

/** All eight combinations, so that the table tells apart what each of the three contributes. */
export const ON_DEVICE_WAYS = {
  none: way('(a) no learning', false, false, false),
  prompt: way('(b) history in the prompt', true, false, false),
  rank: way('(c) ranked by the verdicts', false, true, false),
  tuned: way('(d) fine-tuned', false, false, true),
  tunedRank: way('(e) fine-tuned and ranked', false, true, true),
  promptRank: way('(f) prompt and ranked', true, true, false),
  tunedPrompt: way('(g) fine-tuned and prompt', true, false, true),
  all: way('(h) fine-tuned, prompt and ranked', true, true, true),
} as const;

export type OnDeviceArm = keyof typeof ON_DEVICE_WAYS;

export const ON_DEVICE_ARMS = Object.keys(ON_DEVICE_WAYS) as readonly OnDeviceArm[];
