import type { Person } from '../campaigns/audience.ts';
import { type Campaign, readCampaign } from '../campaigns/campaign.ts';
import { type DryRun, RunSummary } from '../campaigns/dry-run.ts';
import { type CampaignPlan, planCampaign } from '../campaigns/plan-campaign.ts';
import { type RunState, runCampaign, startRun } from '../campaigns/run-campaign.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import type { WriteCopy } from '../creative/compose-copy.ts';
import { type Result, success } from '../domain/result.ts';
import { emptyLedger } from '../guardrails/policy/ledger.ts';
import { type TrainedMatching, trainMatching } from '../matching/train-matching.ts';
import { type Segmentation, segmentCustomers } from '../segmentation/segment-customers.ts';
import { type CampaignData, readCampaignData } from './campaign-data.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { type CampaignKpis, measureCampaign, readLearnedFile } from './campaign-outcomes.ts';
import { type ReviewedRun, readReviewFile, reviewRun } from './campaign-review.ts';
import { progress } from './progress.ts';

export interface CampaignOutcome {
  readonly data: CampaignData;
  readonly segmentation: Segmentation;
  readonly matching: TrainedMatching;
  readonly plan: CampaignPlan;
  readonly summary: DryRun;
  readonly state: RunState;
  readonly entries: readonly LogEntry<RunBody>[];
  /** What somebody said about the offers; absent without --review. */
  readonly reviewed?: ReviewedRun;
  /** What the campaign changed; absent without --outcomes. */
  readonly kpis?: CampaignKpis;
}

/** From files to everybody's offer. @param now the moment of the campaign, in milliseconds since 1970. */
export async function runFromFiles(
  options: CampaignOptions,
  now: number,
  report: (line: string) => void,
  write?: WriteCopy,
): Promise<Result<CampaignOutcome>> {
  const read = await readCampaignData(options, now, report);
  if (!read.ok) return read;
  const outcome = await runOn(read.value, options, now, report, write);
  if (outcome.ok) return outcome;
  // What was odd about a file may be why.
  const types = outcome.failures.map(({ type }) => type);
  const [isCatalogue, isPeople] = [
    types.includes('pool-empty'),
    types.some((type) => BY_PEOPLE.includes(type)),
  ];
  const notices = read.value.files
    .filter(({ kind }) => (kind === 'rewards' ? isCatalogue : isPeople))
    .flatMap(({ file, notices: told }) =>
      told.map((message) => ({ type: 'file-notice', message: `${file}: ${message}`, path: file })),
    );
  return { ok: false, failures: [...outcome.failures, ...notices] };
}

/** Failures that rows of customers and purchases which were left out may explain. */
const BY_PEOPLE = ['audience-empty', 'no-customers'];

async function runOn(
  data: CampaignData,
  options: CampaignOptions,
  now: number,
  report: (line: string) => void,
  write?: WriteCopy,
): Promise<Result<CampaignOutcome>> {
  const campaign = campaignOf(options);
  if (!campaign.ok) return campaign;
  const review = options.review === undefined ? success(undefined) : await readReviewFile(options.review);
  if (!review.ok) return review;
  const learned = options.learned === undefined ? success(undefined) : await readLearnedFile(options.learned);
  if (!learned.ok) return learned;

  report(`Grouping ${data.profiles.length} customers`);
  const segmented = await segmentCustomers(data.profiles, { seed: options.seed });
  if (!segmented.ok) return segmented;
  const { segments, assignments } = segmented.value;
  const people = data.profiles.map(
    (profile, i): Person => ({ profile, segment: segments[assignments[i] as number]?.name ?? '' }),
  );
  report(
    data.responses.length === 0 ? 'Reading usage rates' : `Learning from ${data.responses.length} responses`,
  );
  const trained = await trainMatching({
    profiles: data.profiles,
    rewards: data.rewards,
    responses: data.responses,
  });
  if (!trained.ok) return trained;

  report('Matching rewards');
  const segmentBaskets = Object.fromEntries(
    segments.flatMap(({ name, medians }) =>
      medians.averageBasket === undefined ? [] : [[name, medians.averageBasket]],
    ),
  );
  const planned = await planCampaign({
    campaign: campaign.value,
    people,
    segmentBaskets,
    rewards: data.rewards,
    matching: trained.value.model,
    policy: data.policy,
    now,
    ...(learned.value !== undefined && { learned: learned.value }),
  });
  if (!planned.ok) return planned;
  const plan = planned.value;
  const started = startRun(
    plan,
    `${plan.campaign.id} ${new Date(now).toISOString()}`,
    emptyLedger(plan.policy.policy),
  );
  if (!started.ok) return started;

  let state = started.value;
  const entries: LogEntry<RunBody>[] = [];
  const summary = new RunSummary(plan, options.limit);
  const told = progress('Deciding', plan.members.length);
  for await (const step of runCampaign(plan, state, { ...(write && { write }) })) {
    state = step.state;
    for (const entry of step.entries) entries.push(entry);
    summary.add(step);
    told(state.next);
  }
  const finished = await summary.finish();
  if (!finished.ok) return finished;
  const reviewed =
    review.value === undefined ? success(undefined) : await reviewRun(review.value, plan, state, entries);
  if (!reviewed.ok) return reviewed;
  const kpis =
    data.outcomes === undefined
      ? success(undefined)
      : await measureCampaign(
          plan,
          entries,
          data.outcomes,
          data.transactions,
          options.days,
          sentOf(reviewed.value),
        );
  if (!kpis.ok) return kpis;
  return success({
    data,
    segmentation: segmented.value,
    matching: trained.value,
    plan,
    summary: finished.value,
    state,
    entries,
    ...(reviewed.value !== undefined && { reviewed: reviewed.value }),
    ...(kpis.value !== undefined && { kpis: kpis.value }),
  });
}

/** Customers whose offers were approved; undefined without a review, when all go out. */
function sentOf(reviewed: ReviewedRun | undefined): ReadonlySet<string> | undefined {
  const offers = reviewed?.review.offers.filter(({ status }) => status === 'approved' || status === 'sent');
  return offers && new Set(offers.map(({ decided }) => decided.customerId));
}

function campaignOf({
  goal,
  segments,
  channel,
  holdOut,
  budget,
  seed,
  id,
  explore,
  schedule,
}: CampaignOptions): Result<Campaign> {
  return readCampaign({
    id,
    goal,
    audience: segments === undefined ? {} : { segments },
    ...(channel !== undefined && { channel }),
    caps: budget === undefined ? {} : { budget },
    schedule,
    holdOut,
    explore,
    seed,
  });
}
