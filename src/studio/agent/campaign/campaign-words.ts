import type {
  CampaignProgress,
  Goal,
  ListedOffer,
  ReviewStatus,
  RunStatus,
} from '../../../service/agent-campaign-contract.ts';
import type { Working } from './campaign-view.ts';

/** What each goal means, for somebody who picks one. */
export const goalWords: Readonly<
  Record<Goal, { readonly title: string; readonly what: string; readonly whom: string }>
> = {
  churn: {
    title: 'Reduce churn',
    what: 'Keep those who may leave, with the reward that each is most likely to take up.',
    whom: 'Customers with at least an even chance of not coming back.',
  },
  repeat: {
    title: 'Drive repeat purchase',
    what: 'Bring them back to buy again, with the reward that is likely to earn most.',
    whom: 'Everybody who has bought at least once.',
  },
  basket: {
    title: 'Lift basket size',
    what: 'Have them buy more at once, with rewards for spending more than usual.',
    whom: 'Everybody whose usual basket is known.',
  },
  reward: {
    title: 'Reward the best',
    what: 'Thank those who are worth most, with the reward that each is most likely to enjoy.',
    whom: 'The quarter of the customers who are worth most.',
  },
};

/** Channels as people call them. */
export const channelWords: Readonly<Record<string, string>> = {
  sms: 'Text message (SMS)',
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  push: 'Push message',
  app: 'Message in your app',
};

/** Why a reward cannot be offered at all, in a few words. */
export const poolWords: Readonly<Record<string, string>> = {
  'not-chosen': 'Left out by you',
  expired: 'Has ended',
  'ends-too-soon': 'Ends too soon',
  'not-yet': 'Not begun yet',
  'no-end': 'Has no end',
  channel: 'For another channel',
  segment: 'For another group',
  bound: 'Beyond the limits',
  budget: 'Costs more than the budget',
};

const ruleWords: Readonly<Record<string, string>> = {
  'spend-within-reach': 'Asks for more than they usually spend',
  'points-within-balance': 'Asks for more points than they have',
  'limit:daily': 'Had an offer that day already',
  'limit:weekly': 'Had enough offers that week',
  'limit:campaign-budget': 'The budget is used up',
  'limit:campaign-offers': 'As many offers as you allow are given',
  'limit:campaign-person': 'Had as many offers as you allow for one person',
  'custom:deep-discount': 'Deep discounts are for the best customers',
  'for-segment': 'The reward is for another group',
  'for-channel': 'The reward is for another channel',
  'payment-mismatch': 'Asks for a way of paying that they do not use',
  copy: 'No words for it passed the checks',
  expiry: 'The reward has ended',
  urgency: 'The words hurry more than the end date does',
  segment: 'In another group',
  trigger: 'Nothing they did calls for it',
  'no-reward': 'No reward fits them',
};

const fieldWords: Readonly<Record<string, string>> = {
  churnRisk: 'chance of not coming back',
  frequency: 'number of purchases',
  averageBasket: 'usual basket',
  valueRank: 'place among all by worth',
  recencyDays: 'days since the last purchase',
  monetary: 'money spent',
  tenureDays: 'days as a customer',
  discountAffinity: 'share bought with a discount',
  expectedLifetimeValue: 'expected to spend within a year',
  pointsBalance: 'points',
  monthlyIncome: 'income a month',
  loyaltyTier: 'loyalty tier',
  zone: 'zone',
  channelPreference: 'channel they like',
};

/** A rule that leaves people or rewards out, in plain words; its own name with blanks where it has none here. */
export function ruleTitle(rule: string): string {
  const known = ruleWords[rule];
  if (known !== undefined) return known;
  const filter = /^filter:(\S+) (.*)$/su.exec(rule);
  if (filter !== null) return `Condition not met: ${fieldTitle(filter[1] ?? '')} ${filter[2] ?? ''}`;
  const words = rule.replace(/^(?:custom|limit|eligibility):/u, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function fieldTitle(field: string): string {
  return fieldWords[field] ?? field;
}

export const progressWords: Readonly<Record<CampaignProgress['stage'], string>> = {
  learning: 'Learning from past answers',
  matching: 'Finding rewards for each person',
  deciding: 'Writing, and checking every offer against the rules',
  forecasting: 'Adding up what to expect',
  saving: 'Keeping it on this device',
  checking: 'Checking the record',
};

/** Where each stage begins and ends on the bar of a preview or a run. */
const stageShares: Readonly<Record<CampaignProgress['stage'], readonly [number, number]>> = {
  learning: [0, 0.15],
  matching: [0.15, 0.35],
  deciding: [0.35, 0.9],
  forecasting: [0.9, 0.99],
  saving: [0.99, 1],
  checking: [0, 1],
};

/** How much of the whole work is done, 0 to 1. */
export function progressShare(what: Working['what'], progress: CampaignProgress | undefined): number {
  if (progress === undefined) return 0;
  // Of a run, decided people are what counts: it may be taken up in the middle.
  if (what === 'run' && progress.stage !== 'deciding') return 0;
  if (what === 'run' && progress.done !== undefined && progress.of) return progress.done / progress.of;
  const [from, to] = stageShares[progress.stage];
  return from + (to - from) * progress.share;
}

/** What somebody gets. */
export const getsWords: Readonly<Record<ListedOffer['gets'], string>> = {
  reward: 'A reward',
  fallback: 'A kind word without a reward',
  none: 'Nothing: no message goes out',
  'held-out': 'Nothing: left out by lot, to compare with',
};

export const byWords: Readonly<Record<NonNullable<ListedOffer['by']>, string>> = {
  model: 'Written by the model on this device.',
  template: 'Written from a template.',
  policy: 'The words that your rules keep for this case.',
  person: 'Written by a person.',
};

export const runWords: Readonly<Record<RunStatus, string>> = {
  running: 'going on in another tab',
  paused: 'paused',
  interrupted: 'cut off in the middle',
  finished: 'done',
  cancelled: 'ended, nothing goes out',
};

export const reviewWords: Readonly<Record<ReviewStatus, string>> = {
  waiting: 'Waiting',
  approved: 'Approved',
  refused: 'Refused',
  sent: 'Sent',
};
