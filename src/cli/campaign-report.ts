import type { Preview } from '../campaigns/dry-run.ts';
import type { Estimate } from '../campaigns/estimate.ts';
import { GOAL_TABLE } from '../campaigns/goal.ts';
import type { KpiName } from '../campaigns/kpis.ts';
import { rewardsOfKnownCategories } from '../matching/reward-traits.ts';
import { exploredCount } from './campaign-json.ts';
import type { CampaignKpis } from './campaign-outcomes.ts';
import { reviewCounts } from './campaign-review.ts';
import type { CampaignOutcome } from './campaign-run.ts';

/** The outcome for reading at a terminal. */
export function campaignText(outcome: CampaignOutcome): string {
  const { data, segmentation, matching, plan, summary } = outcome;
  const { totals, forecast } = summary;
  const { currency } = plan.policy.policy;
  const goal = GOAL_TABLE[plan.campaign.goal];
  const lines: string[] = [];
  const put = (text = '') => lines.push(text);

  for (const { file, kind, rows, kept, notices } of data.files) {
    put(`${file}: ${kept} of ${rows} rows read as ${kind}`);
    for (const notice of notices) put(`  ${notice}`);
  }
  if (data.catalogue === 'simulated') {
    put(`No --rewards: the ${data.rewards.length} rewards are simulated, and so are the offers below.`);
  }
  for (const note of data.notes) put(note);

  put(`\nSegments (${segmentation.reason})`);
  for (const segment of segmentation.segments) {
    put(`  ${segment.name}: ${segment.size} customers. ${segment.description}`);
  }

  put(`\n${goal.title}: rewards ranked ${goal.ranking}`);
  const { model, used, passedOver } = matching;
  put(
    model.basis === 'past-responses'
      ? `Probabilities learned from ${used} past responses.`
      : `Probabilities from the catalogue's usage rates and from what each customer buys: ${model.reason}`,
  );
  if (passedOver.unknownReward > 0) {
    put(
      `${passedOver.unknownReward} responses are to rewards that the catalogue does not have; they were passed over. Give a catalogue with those offers by --rewards to learn from them.`,
    );
  }
  const known = model.basis === 'usage-rates' ? Object.keys(model.preferences?.usual.categories ?? {}) : [];
  const shared = rewardsOfKnownCategories(data.rewards, known);
  if (model.basis === 'usage-rates' && 3 * shared < data.rewards.length) {
    put(
      known.length === 0
        ? 'The import tells no categories, so what people buy says little about which reward suits whom.'
        : `Only ${shared} of ${data.rewards.length} rewards are of a category that the import knows (${known.slice(0, 8).join(', ')}), so what people buy says little about which reward suits whom. Name the categories of both alike.`,
    );
  }
  put(`Rewards: ${plan.pool.open.length} open, ${plan.pool.closed.length} closed${closedText(outcome)}`);
  put(`Audience: ${totals.members} of ${data.profiles.length} customers`);
  for (const { rule, count } of summary.exclusions) put(`  ${count} excluded by ${rule}`);
  put(
    `  ${totals.heldOut} held out (${(plan.balance.share * 100).toFixed(1)}%, planned ${plan.balance.planned * 100}%)`,
  );
  for (const warning of plan.balance.warnings) put(`  ${warning}`);

  const { share, learned } = plan.exploration;
  put(
    share === 0
      ? 'Exploring: off'
      : `Exploring: ${exploredCount(outcome)} people get another of their eight best rewards, to learn from it (a share of ${share}${learned.shared.responses > 0 ? `; ${learned.shared.responses} answers learned so far` : ''})`,
  );

  put(`\nOffers (${summary.previews.length} of ${totals.members - totals.heldOut})`);
  for (const preview of summary.previews) put(previewText(preview));

  put('\nRefused by rule');
  if (summary.refusals.length === 0) put('  no offer was refused');
  for (const { rule, people, offers, example } of summary.refusals) {
    put(`  ${rule}: ${offers} offers to ${people} people, such as: ${example}`);
  }

  put('\nTotals');
  put(`  ${totals.offers} offers, ${totals.fallbacks} fallbacks, ${totals.none} without a message`);
  put(`  responses ${range(forecast.responses)}`);
  put(
    `  cost ${range(forecast.cost)} ${currency}, at most ${totals.reservedCost.toFixed(2)} if every offer is used`,
  );
  put(`  margin ${range(forecast.revenue)} ${currency}, less cost ${range(forecast.result)} ${currency}`);
  put(`  ${forecast.method}`);
  for (const assumption of plan.assumptions) put(`  ${assumption}`);
  if (outcome.reviewed !== undefined) {
    const { approved, refused, waiting, edited } = reviewCounts(outcome.reviewed);
    put(`\nReviewed by ${outcome.reviewed.by}`);
    put(`  ${approved} approved (${edited} edited), ${refused} refused, ${waiting} still waiting`);
  }
  if (outcome.kpis !== undefined) putKpis(outcome.kpis, currency, put);
  return `${lines.join('\n')}\n`;
}

function putKpis(
  { kpis, warnings, sampleRatio, days, purchases, outside, learned }: CampaignKpis,
  currency: string,
  put: (text?: string) => void,
): void {
  put(`\nAgainst those held out, ${days} days after (${purchases} purchases, ${outside} outside that time)`);
  for (const warning of warnings) put(`  ${warning}`);
  put(
    `  sizes ${sampleRatio.offered} and ${sampleRatio.heldOut}, planned ${percent(sampleRatio.planned)} held out: p ${sampleRatio.p.toFixed(3)}`,
  );
  for (const { name, offered, heldOut, difference, word, total } of kpis) {
    const isShare = name === 'conversion' || name === 'repeat';
    const shown = (estimate: Estimate) => (isShare ? points(estimate) : range(estimate));
    const unit = isShare ? 'in 100' : currency;
    const people = isShare ? 'people' : currency;
    put(
      `  ${KPI_WORDS[name]}: ${shown(offered)} with an offer, ${shown(heldOut)} without; ${word} ${shown(difference)} ${unit} each, ${range(total)} ${people} in all`,
    );
  }
  put(`  ${learned.shared.responses} answers learned; --learned FILE keeps them for the next campaign.`);
}

const KPI_WORDS: Readonly<Record<KpiName, string>> = {
  conversion: 'bought',
  return: 'margin less cost',
  repeat: 'bought twice or more',
  lifetimeValue: 'expected lifetime value',
};

function points({ value, low, high }: Estimate): string {
  return range({ value: 100 * value, low: 100 * low, high: 100 * high });
}

function closedText({ plan }: CampaignOutcome): string {
  const counts = new Map<string, number>();
  for (const { reasons } of plan.pool.closed) {
    const rule = reasons[0]?.rule ?? '';
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts.size === 0 ? '' : ` (${[...counts].map(([rule, count]) => `${count} ${rule}`).join(', ')})`;
}

function previewText({ customerId, segment, channel, decision }: Preview): string {
  const { source, offer, contender, audit, refused } = decision;
  const tried = audit?.rules.filter(({ applies }) => applies).length ?? 0;
  const chance =
    contender === null
      ? ''
      : `, ${percent(contender.probability)} (${percent(contender.low)} to ${percent(contender.high)})`;
  const what =
    source === 'none' ? 'nothing' : source === 'fallback' ? 'the fallback' : (offer?.reward.name ?? '');
  const lines = [
    `  ${customerId} (${segment}, ${channel}): ${what}${chance}`,
    ...(offer === null ? [] : [`    "${offer.text}"`]),
    `    ${source === 'none' ? 'refuse' : 'offer'}; ${tried} rules had something to check`,
    ...(contender?.drivers ?? []).slice(0, 2).map((driver) => `    ${driver}`),
    ...refused.map(
      ({ rewardId, rules }) => `    refused ${rewardId}: ${rules.map(({ reason }) => reason).join(' ')}`,
    ),
  ];
  return lines.join('\n');
}

function range({ value, low, high }: Estimate): string {
  const digits = Math.abs(value) < 100 ? 1 : 0;
  return `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
