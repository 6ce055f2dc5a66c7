import type { InferInput } from 'valibot';
import type { CampaignSchema } from '../campaigns/campaign.ts';
import type { RefusalCount, RunTotals } from '../campaigns/dry-run.ts';
import type { Forecast } from '../campaigns/forecast.ts';
import type { Goal } from '../campaigns/goal.ts';
import type { HoldOutBalance } from '../campaigns/hold-out.ts';
import type { KpiReport } from '../campaigns/kpis.ts';
import type { ClosedReward } from '../campaigns/offer-pool.ts';
import type { OfferRule, ReviewStatus } from '../campaigns/review.ts';
import type { ComposedCopy, WriteCopy } from '../creative/compose-copy.ts';
import type { Failure, Result } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import type { PolicyAudit, Seen } from '../guardrails/policy/audit.ts';
import type { Spread } from './agent-contract.ts';
import type {
  InspectedRewards,
  RewardImport,
  RewardOverview,
  RewardPage,
  RewardQuery,
} from './agent-rewards-contract.ts';

export type { CampaignChannel } from '../campaigns/campaign.ts';
export type { RefusalCount, RunTotals } from '../campaigns/dry-run.ts';
export type { Estimate } from '../campaigns/estimate.ts';
export type { Forecast } from '../campaigns/forecast.ts';
export type { Goal } from '../campaigns/goal.ts';
export type { HoldOutBalance } from '../campaigns/hold-out.ts';
export type { Kpi, KpiName, KpiReport } from '../campaigns/kpis.ts';
export type { ClosedReward, PoolReason } from '../campaigns/offer-pool.ts';
export type { ProfileFilter } from '../campaigns/profile-filter.ts';
export type { OfferRule, ReviewStatus } from '../campaigns/review.ts';
export type { SampleRatioCheck } from '../campaigns/sample-ratio.ts';
export type { Schedule } from '../campaigns/schedule.ts';
export type { WriteCopy } from '../creative/compose-copy.ts';
export type { Reward } from '../domain/reward.ts';
export type { RewardBrief } from '../domain/reward-brief.ts';
export type { PolicyAudit } from '../guardrails/policy/audit.ts';
export type { Refusals } from '../profiling/refusal.ts';
export type {
  InspectedRewards,
  ListedReward,
  RewardImport,
  RewardOverview,
  RewardPage,
  RewardQuery,
  RewardSource,
} from './agent-rewards-contract.ts';

export interface GoalChoice {
  readonly goal: Goal;
  /** `Reduce churn` */
  readonly title: string;
  /** Whom it is for where neither groups nor filters are chosen, in a sentence. */
  readonly audience: string;
  /** How rewards are ranked: `by expected value`. */
  readonly ranking: string;
}

/** A field of the profiles that the audience may be chosen by. */
export type FilterChoice =
  | {
      readonly kind: 'number';
      /** As a filter names it. */
      readonly field: string;
      readonly title: string;
      readonly unit: 'days' | 'purchases' | 'money' | 'points' | 'share' | 'years';
      /** Over all customers. */
      readonly spread: Spread;
    }
  | {
      readonly kind: 'text';
      readonly field: string;
      readonly title: string;
      /** The hundred most frequent, most frequent first. */
      readonly values: readonly { readonly value: string; readonly customers: number }[];
    }
  | {
      /** A share of spending, 0 to 1: `{field: 'categoryAffinity', category, operator: 'share-at-least', value}`. */
      readonly kind: 'category';
      readonly field: 'categoryAffinity';
      readonly title: string;
      readonly categories: readonly string[];
    };

export interface CampaignChoices {
  readonly goals: readonly GoalChoice[];
  readonly segments: readonly { readonly name: string; readonly customers: number }[];
  readonly channels: readonly {
    readonly channel: string;
    readonly title: string;
    /** Customers who are written to by it where each gets their own channel. */
    readonly customers: number;
  }[];
  /** Fields that are known of somebody and that the policy allows. */
  readonly filters: readonly FilterChoice[];
  /** Fields that may choose nobody, with the reason. */
  readonly withheld: readonly { readonly title: string; readonly reason: string }[];
  /** The currency of every amount. */
  readonly currency: string;
  /** Whether these are the simulated customers that come with the page. */
  readonly simulated: boolean;
  readonly policy: {
    readonly name: string;
    readonly version: string;
    /** Its caps and bounds in sentences. */
    readonly rules: readonly string[];
    /** What holds for one person unless the campaign says otherwise, and the most it may say; absent where nothing does. */
    readonly person: {
      readonly perDay?: number;
      readonly perWeek?: number;
      readonly mostPerDay: number;
      readonly mostPerWeek: number;
    };
    /** Percent of the deepest discount; a campaign may only lower it. */
    readonly mostDiscountPct: number;
  };
  /** What a page cannot do about schedules, in a sentence to stand beside them. */
  readonly scheduleLimit: string;
}

// --------------------------------------------------------------------------------------------- campaigns

/** What a marketer asks for; everything beside `goal` may be left out. The id is given when it is saved. */
export type CampaignDraft = Omit<InferInput<typeof CampaignSchema>, 'id'> & {
  /** What is assumed about money; see `CampaignPreview.assumptions`. */
  readonly economics?: {
    /** Part of a sale that is left before the reward, 0 to 1; 0.3 where left out. */
    readonly marginShare?: number;
    /** What one bonus point costs; 0.01 where left out. */
    readonly pointCost?: number;
    /** What sending one message costs; 0 where left out. */
    readonly contactCost?: number;
  };
};

export interface SavedCampaign {
  readonly id: string;
  readonly createdAt: number;
  readonly savedAt: number;
  /** Raised by every save. Hand it back when saving, so that two tabs do not overwrite each other unseen. */
  readonly revision: number;
  readonly draft: CampaignDraft;
}

export interface ListedCampaign extends SavedCampaign {
  /** `Spring`, or the goal's title where it has no name. */
  readonly title: string;
  readonly scheduleText: string;
  /** The next moment that its schedule names. */
  readonly nextRun?: number;
  readonly runs: number;
  readonly lastRun?: { readonly id: string; readonly startedAt: number; readonly status: RunStatus };
}

/** How many people a draft would reach; cheap, for showing while it is filled in. */
export interface AudienceCount {
  readonly customers: number;
  readonly members: number;
  readonly heldOut: number;
  /** Who is left out by which rule, counted under the first that does. */
  readonly exclusions: readonly { readonly rule: string; readonly reason: string; readonly count: number }[];
}

export interface CampaignProgress {
  /**
   * `learning` trains on past responses, `matching` ranks rewards for each person, `deciding` writes and checks,
   * `forecasting` adds up, `saving` keeps.
   */
  readonly stage: 'learning' | 'matching' | 'deciding' | 'forecasting' | 'saving' | 'checking';
  /** Of the stage, 0 to 1. */
  readonly share: number;
  /** People done, where the stage counts people. */
  readonly done?: number;
  readonly of?: number;
  /** While a run goes on. */
  readonly runId?: string;
}

/** Asks the model for copy; templates serve where it is left out. Called in the page, by way of a proxy. */
export type Copywriting = WriteCopy;

export interface DryRunRequest {
  /** The caller's name for this job, for `cancel`. */
  readonly jobId: string;
  readonly draft: CampaignDraft;
  /** The saved campaign that it is, so that the same people are held out as in its runs. */
  readonly campaignId?: string;
}

/** What a run would do. Previews by person are asked for with `offers` and `offer`, `of: 'dry-run'`. */
export interface CampaignPreview {
  /** Names it for `offers`, `offer` and `startRun`; kept in the worker until the next dry run. */
  readonly dryRunId: string;
  /** The moment it was made for. */
  readonly now: number;
  readonly currency: string;
  readonly totals: RunTotals;
  /** Each with a 90% interval. */
  readonly forecast: Forecast;
  /** Customers that are not in the audience, by the first rule that leaves them out. */
  readonly exclusions: AudienceCount['exclusions'];
  /** Rewards that a rule refused to somebody, by how many people, the most first. */
  readonly refusals: readonly RefusalCount[];
  /** Well-ranked rewards that made way because the person cannot bring what they ask for. */
  readonly passedOver: readonly {
    readonly rule: string;
    readonly people: number;
    readonly offers: number;
  }[];
  /** How many got each reward, the most first. */
  readonly rewards: readonly { readonly rewardId: string; readonly name: string; readonly count: number }[];
  readonly pool: {
    readonly open: number;
    /** Rewards that the campaign can offer to nobody, and why; the first five hundred. */
    readonly closed: readonly ClosedReward[];
    readonly closedCount: number;
  };
  readonly holdOut: HoldOutBalance;
  /** What probabilities rest on. */
  readonly basis: {
    readonly from: 'past-responses' | 'usage-rates';
    /** In a sentence. */
    readonly text: string;
    /** Area under the ROC curve on customers it has not seen; absent for usage rates. */
    readonly auc?: number;
  };
  /** What the money rests on, in words. */
  readonly assumptions: readonly string[];
  readonly people: { readonly segment: string; readonly members: number; readonly offers: number }[];
}

// ------------------------------------------------------------------------------------------------- offers

/** Whose offers: of the last dry run, or of a run. */
export type OfferSource =
  | { readonly of: 'dry-run'; readonly id: string }
  | { readonly of: 'run'; readonly id: string };

export interface OfferQuery {
  readonly source: OfferSource;
  /** Part of a customer's id or name, a reward's name, or the text; everybody where empty. */
  readonly search: string;
  readonly segment?: string;
  /** All where left out. */
  readonly show?: 'offers' | 'fallbacks' | 'none' | 'held-out';
  /** Of a run. */
  readonly status?: ReviewStatus;
  readonly offset: number;
  readonly count: number;
}

export interface OfferPage {
  readonly found: number;
  /** In the order of decision. */
  readonly offers: readonly ListedOffer[];
}

/** What one person gets. */
export interface ListedOffer {
  /** Names it in a run; in a dry run, nothing is named by it. */
  readonly offerId: string;
  readonly customerId: string;
  readonly name?: string;
  readonly segment: string;
  readonly channel: string;
  /** `none`: no message goes out; `held-out`: to compare with. */
  readonly gets: 'reward' | 'fallback' | 'none' | 'held-out';
  readonly reward?: { readonly id: string; readonly name: string };
  /** With its slots open, as it is edited. */
  readonly text?: string;
  /** As the person would read it, without a code. */
  readonly shown?: string;
  /** Subject of an e-mail or title of a push message, as it is exported; absent for other channels. */
  readonly subject?: string;
  /** Who wrote it. */
  readonly by?: 'model' | 'template' | 'policy' | 'person';
  /** That they respond, with its 90% interval. */
  readonly probability?: number;
  readonly low?: number;
  readonly high?: number;
  /** Money. */
  readonly expectedValue?: number;
  /** Why that probability, the strongest first. */
  readonly drivers: readonly string[];
  /** Rewards that were refused to them before. */
  readonly refused: number;
  /** Of a run. */
  readonly status?: ReviewStatus;
  readonly edited?: boolean;
  /** Of a run: the entry of its log. */
  readonly entry?: number;
}

export interface OfferDetails extends ListedOffer {
  /** The decision in sentences: what was decided, the reasons against, then what every other rule saw. */
  readonly audit: readonly string[];
  /** The same as data; absent for the held out. */
  readonly rules: PolicyAudit | null;
  readonly refusedRewards: readonly {
    readonly rewardId: string;
    readonly name: string;
    readonly reasons: readonly {
      readonly rule: string;
      readonly seen: Seen;
      readonly limit: Seen;
      readonly reason: string;
    }[];
  }[];
  /** Rewards behind the chosen one, which no rule looked at. */
  readonly untried: number;
  /** The whole reward, for drawing its coupon; absent for the fallback. */
  readonly record?: Reward;
}

// --------------------------------------------------------------------------------------------------- runs

/** `interrupted`: its page was closed; nothing goes on until it is resumed. */
export type RunStatus = 'running' | 'paused' | 'interrupted' | 'finished' | 'cancelled';

export interface RunRequest {
  readonly jobId: string;
  readonly campaignId: string;
  /**
   * The dry run that somebody looked at: the run then hands out just what it showed. Fails with `dry-run-stale` where
   * the campaign, customers or rewards have changed since. Worked out anew where left out.
   */
  readonly dryRunId?: string;
}

export interface RunOverview {
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly updatedAt: number;
  /** The moment that the decisions were made for. */
  readonly now: number;
  readonly currency: string;
  readonly done: number;
  readonly members: number;
  readonly totals: RunTotals;
  readonly review: ReviewCounts;
  /** Where the log ends: note the hash elsewhere to notice a log that was cut off. */
  readonly log: { readonly entries: number; readonly hash: string };
  readonly writer: 'model' | 'templates';
  /** Whether its customers were imported as simulated ones. */
  readonly simulated: boolean;
}

/** A finished run with what the dry run told; absent parts while it is unfinished. */
export interface RunDetails extends RunOverview {
  readonly preview?: Omit<CampaignPreview, 'dryRunId'>;
}

export type ReviewCounts = Readonly<Record<ReviewStatus, number>>;

export interface LogQuery {
  readonly runId: string;
  readonly offset: number;
  readonly count: number;
}

export interface LogPage {
  readonly entries: number;
  readonly rows: readonly LogRow[];
}

export interface LogRow {
  readonly index: number;
  readonly kind: 'started' | 'held-out' | 'decided' | 'finished' | 'approved' | 'refused' | 'edited' | 'sent';
  /** In a sentence. */
  readonly words: string;
  readonly hash: string;
  readonly previous: string;
  readonly customerId?: string;
  readonly offerId?: string;
}

export type LogVerdict =
  | { readonly whole: true; readonly entries: number; readonly hash: string }
  | { readonly whole: false; readonly broken: number; readonly message: string };

/** A decision made again from its record. */
export interface ReplayedDecision {
  /** Whether it comes out the same to the last character of its audit. */
  readonly same: boolean;
  readonly differences: readonly Failure[];
  /** In sentences. */
  readonly audit: readonly string[];
  readonly origin: ComposedCopy['origin'] | null;
}

// ------------------------------------------------------------------------------------------------- review

/** Offers by id, or all waiting ones that the rule is about. */
export type OfferSelection = { readonly ids: readonly string[] } | { readonly rule: OfferRule };

export interface ReviewRequest {
  readonly runId: string;
  readonly select: OfferSelection;
  /** Who decides, in words, for the log. */
  readonly by: string;
}

export interface ReviewOutcome {
  /** Offers that it was done to. */
  readonly changed: number;
  readonly review: ReviewCounts;
}

// ---------------------------------------------------------------------------------- exports and results

/** A file to be saved by the page. */
export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
  /** Messages in it; 0 for a calendar or a log. */
  readonly messages: number;
}

export interface ExportRequest {
  readonly runId: string;
  /**
   * `generated` draws a code for each offer; a pool's name takes them from that pool of coupon codes. An offer keeps
   * the code that it was given first.
   */
  readonly codes: 'generated' | 'none' | { readonly pool: string };
}

/** A list of codes that was imported on the page of coupons. */
export interface ImportedCodes {
  /** As `ExportRequest.codes` names it. */
  readonly pool: string;
  readonly free: number;
  readonly used: number;
}

export interface RunExport {
  /** CSV and JSON for each tool with at least one message: e-mail, SMS, WhatsApp, push. */
  readonly files: readonly ExportedFile[];
  /** Offers that could not be put into a message, people without an address. */
  readonly problems: readonly Failure[];
}

export interface ResultsRequest {
  readonly runId: string;
  /** Days after the run in which purchases count. */
  readonly days: number;
}

/** What the run changed, against those who were held out; each with a 95% interval. */
export interface RunResults {
  readonly days: number;
  readonly currency: string;
  /** The period that is looked at, and how far the imported purchases reach. */
  readonly from: number;
  readonly until: number;
  readonly known: number;
  readonly report: KpiReport;
  /** From imported responses to the offers of the run; absent where there are none. */
  readonly responses?: {
    readonly offered: number;
    readonly accepted: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
    /** What had been expected of those offers. */
    readonly expected: number;
  };
  readonly notes: readonly string[];
  /** Nobody bought anything: the simulator says what its customers would have done. */
  readonly simulated?: true;
}

/** A campaign that its schedule calls for. */
export interface DueCampaign {
  readonly campaignId: string;
  readonly title: string;
  readonly why: 'time' | 'behaviour';
  /** In a sentence: when it was due, or how many people the last import calls for. */
  readonly words: string;
  /** Moments that a closed page has missed, this one included; 0 for behaviour. */
  readonly missed: number;
  /** People that the last import calls for; 0 for time. */
  readonly people: number;
}

// ------------------------------------------------------------------------------------------------ service

/**
 * What the page asks about rewards and campaigns; the same worker answers that knows the customers. Safe to call from
 * several tabs. Every method may fail as storage does; other failures are named where they belong. `cancel` of
 * `AgentService` stops a job: a dry run then comes back as `cancelled`, a run as `paused`.
 */
export interface CampaignService {
  /** Reads a file of rewards, CSV or JSON, and says what would be taken over. Nothing is kept. */
  inspectRewards(file: File): Promise<Result<InspectedRewards>>;
  /** Puts the file's rewards in place of the catalogue that was there. After a failure that one is kept still. */
  importRewards(file: File): Promise<Result<RewardImport>>;
  /** Puts the simulated catalogue, as of today, in place of the one that was there. */
  useSimulatedRewards(): Promise<Result<RewardOverview>>;
  /** The catalogue that is kept; undefined where there is none. */
  rewardOverview(): Promise<Result<RewardOverview | undefined>>;
  /** Fails with `no-rewards`. */
  rewards(query: RewardQuery): Promise<Result<RewardPage>>;
  /** Removes the catalogue; the number of rewards it was. Runs keep the rewards that they were made with. */
  eraseRewards(): Promise<Result<number>>;

  /** Fails with `no-customers`. */
  campaignChoices(): Promise<Result<CampaignChoices>>;
  /** Fails with `no-customers`, `campaign-invalid`, `audience-empty`, `segment-unknown`, `filter-unfair`. */
  countAudience(draft: CampaignDraft, campaignId?: string): Promise<Result<AudienceCount>>;
  /**
   * What a run would do, without doing it. Fails with `no-customers`, `no-rewards`, `campaign-invalid`,
   * `audience-empty`, `pool-empty`, `holdout-everybody`, `two-currencies`, `cancelled` …
   */
  dryRun(
    request: DryRunRequest,
    onProgress: (progress: CampaignProgress) => void,
    write?: Copywriting,
  ): Promise<Result<CampaignPreview>>;

  /** Saves a draft as a new campaign, or in place of one of the given id and revision (`campaign-changed`, `campaign-unknown`). */
  saveCampaign(
    draft: CampaignDraft,
    at?: { readonly id: string; readonly revision: number },
  ): Promise<Result<SavedCampaign>>;
  /** Newest first. */
  campaigns(): Promise<Result<readonly ListedCampaign[]>>;
  /** Removes a campaign with its runs. Fails with `run-unfinished` while one of them goes on. */
  removeCampaign(id: string): Promise<Result<void>>;
  /** Removes all campaigns, runs, their logs and what counts towards caps; the number of campaigns and runs. */
  eraseCampaigns(): Promise<Result<{ readonly campaigns: number; readonly runs: number }>>;

  /**
   * Hands out offers, each logged and waiting for review; nothing is sent. One run at a time on a device: fails with
   * `run-unfinished` while another is unfinished. Cancelling the job pauses the run and comes back as `paused`.
   */
  startRun(
    request: RunRequest,
    onProgress: (progress: CampaignProgress) => void,
    write?: Copywriting,
  ): Promise<Result<RunOverview>>;
  /** Goes on with a paused or interrupted run, to the same end as if it had not been. `writer-missing` where the model wrote its copy. */
  resumeRun(
    request: { readonly jobId: string; readonly runId: string },
    onProgress: (progress: CampaignProgress) => void,
    write?: Copywriting,
  ): Promise<Result<RunOverview>>;
  /** Ends an unfinished run for good: nothing of it goes out, and nothing of it counts towards caps. */
  cancelRun(runId: string): Promise<Result<RunOverview>>;
  /** Newest first, of one campaign or of all. */
  runs(campaignId?: string): Promise<Result<readonly RunOverview[]>>;
  /** Fails with `run-unknown`. */
  run(runId: string): Promise<Result<RunDetails>>;
  /** Removes a finished or cancelled run with its log; what was not sent is free again. */
  removeRun(runId: string): Promise<Result<void>>;

  offers(query: OfferQuery): Promise<Result<OfferPage>>;
  /** One person's offer with its audit. Fails with `offer-unknown`. */
  offer(source: OfferSource, customerId: string): Promise<Result<OfferDetails>>;

  log(query: LogQuery): Promise<Result<LogPage>>;
  /** Checks every hash and every link of a run's log, and its end. */
  verifyLog(runId: string, onProgress: (progress: CampaignProgress) => void): Promise<Result<LogVerdict>>;
  /** Makes the decision of a log's entry again from its record. Fails with `not-a-decision`. */
  replayDecision(runId: string, entry: number): Promise<Result<ReplayedDecision>>;
  /** The log as lines of JSON. */
  exportLog(runId: string): Promise<Result<ExportedFile>>;

  /** How many waiting offers a rule is about. */
  countByRule(runId: string, rule: OfferRule): Promise<Result<number>>;
  /** Fails with `offer-unknown`, `offer-not-waiting`; then nothing is changed. */
  approveOffers(request: ReviewRequest): Promise<Result<ReviewOutcome>>;
  refuseOffers(request: ReviewRequest): Promise<Result<ReviewOutcome>>;
  /** Other words for a waiting offer. Every rule looks at them again; fails with `edit-refused`, one failure a reason. */
  editOffer(runId: string, offerId: string, text: string, by: string): Promise<Result<ListedOffer>>;
  /** Everything approved went out: its cost is spent. */
  markSent(runId: string, by: string): Promise<Result<ReviewOutcome>>;

  /** The list that `exportRun` can take codes from. */
  importedCodes(): Promise<Result<ImportedCodes>>;
  /** What was approved or sent, for the tools that send it. Fails with `nothing-approved`, `codes-short`, `pool-unknown`. */
  exportRun(request: ExportRequest): Promise<Result<RunExport>>;
  /** The coming runs as an iCalendar file. Fails with `nothing-due`. */
  exportCalendar(campaignId: string): Promise<Result<ExportedFile>>;
  /**
   * From purchases imported after the run. Once the period is over and its offers were sent, the next campaigns go by
   * what came of it as well; a note says so. Fails with `no-outcomes`, `run-unfinished`.
   */
  results(request: ResultsRequest): Promise<Result<RunResults>>;
  /**
   * What would come of a run on the simulated customers and rewards that come with the page. Keeps nothing and teaches
   * nothing. Fails with `not-simulated`, `run-unfinished`.
   */
  simulateResults(request: ResultsRequest): Promise<Result<RunResults>>;

  /** Campaigns that are to run now by their schedule. Ask once a minute while a page is open, and after every import. */
  dueCampaigns(): Promise<Result<readonly DueCampaign[]>>;
}
