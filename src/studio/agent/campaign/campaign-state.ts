import type { Failure } from '../../../domain/result.ts';
import { settle } from '../../settle.ts';
import { ViewStore } from '../../view-store.ts';
import type { CampaignContext, CampaignEnvironment, CampaignWorker } from './campaign-context.ts';
import { CampaignOutcome } from './campaign-outcome.ts';
import { CampaignPlanning } from './campaign-planning.ts';
import { CampaignPreviews } from './campaign-preview.ts';
import { CampaignReviews } from './campaign-review.ts';
import { CampaignRewards } from './campaign-rewards.ts';
import { CampaignRuns } from './campaign-runs.ts';
import {
  type CampaignPlace,
  type CampaignStep,
  type CampaignView,
  initialCampaignView,
  unfinishedRun,
} from './campaign-view.ts';

/** Asks the worker for what the steps of a campaign wish, and puts what comes of it into the view. */
export class CampaignState extends ViewStore<CampaignPlace, CampaignView> {
  readonly #context: CampaignContext;
  readonly rewards: CampaignRewards;
  readonly planning: CampaignPlanning;
  readonly previews: CampaignPreviews;
  readonly runs: CampaignRuns;
  readonly reviews: CampaignReviews;
  readonly outcome: CampaignOutcome;
  /** Of the customers that the view was made for. */
  #revision: string | undefined;

  constructor(service: CampaignWorker, environment: CampaignEnvironment) {
    super(initialCampaignView);
    this.#context = { store: this, service, environment };
    this.rewards = new CampaignRewards(this.#context);
    this.planning = new CampaignPlanning(this.#context);
    this.previews = new CampaignPreviews(this.#context, this.planning);
    this.runs = new CampaignRuns(this.#context);
    this.reviews = new CampaignReviews(this.#context);
    this.outcome = new CampaignOutcome(this.#context);
    this.set({ hasWriter: environment.writeCopy !== undefined });
  }

  /** Brings back what is kept, for the customers of this revision; where they are new, what was shown of others goes. */
  async open(revision: string): Promise<void> {
    if (this.view.working !== undefined || this.#revision === revision) return;
    const { service } = this.#context;
    const again = this.#revision !== undefined;
    this.#revision = revision;
    if (again) {
      // What was asked for stays; what was worked out for other customers goes.
      const { step, hasWriter, modelWrites, draft, saved } = this.view;
      this.set({ ...initialCampaignView, step, hasWriter, modelWrites, draft, saved, open: true });
    }
    const rewards = await settle(service.rewardOverview());
    if (!rewards.ok) return this.#failedToOpen(rewards.failures, revision);
    this.solve('open');
    this.set({ rewards: rewards.value, now: this.#context.environment.now() });
    await Promise.all([
      this.planning.load(),
      this.runs.load(),
      rewards.value === undefined ? undefined : this.rewards.find({ search: '', show: 'all' }),
    ]);
    this.set({ open: true, ...(again ? {} : { step: this.#whereLeftOff() }), message: '' });
    if (this.view.step === 'take-out') await this.outcome.countCodes();
    if (this.view.step === 'review') await this.reviews.list('waiting');
    await this.runs.startDue();
  }

  async goTo(step: CampaignStep): Promise<void> {
    this.set({ step, now: this.#context.environment.now() });
    const { run } = this.view;
    if (step === 'take-out') await this.outcome.countCodes();
    if (step === 'review' && run?.status === 'finished') await this.reviews.list('waiting');
    if (step === 'record' && run !== undefined) await this.outcome.showLog();
  }

  /** What another tab has done to the runs meanwhile. */
  async refresh(): Promise<void> {
    if (!this.view.open || this.view.working !== undefined) return;
    await this.runs.load();
    await this.runs.startDue();
  }

  /** Removes every campaign with its runs and records, as the customers they were made for go. Rewards stay. */
  async erase(): Promise<void> {
    await this.stop();
    const erased = await settle(this.#context.service.eraseCampaigns());
    if (!erased.ok) return this.fail('open', erased.failures, () => this.erase());
    const { hasWriter } = this.view;
    this.#revision = undefined;
    this.set({ ...initialCampaignView, hasWriter });
  }

  letModelWrite(modelWrites: boolean): void {
    this.set({ modelWrites });
  }

  /** Stops what goes on now: a preview then leaves nothing, a run is paused. */
  async stop(): Promise<void> {
    const { working } = this.view;
    if (working === undefined) return;
    this.set({ working: { ...working, stopping: true } });
    await this.#context.service.cancel(working.jobId);
  }

  #whereLeftOff(): CampaignStep {
    const { rewards, run } = this.view;
    if (unfinishedRun(this.view) !== undefined) return 'run';
    if (rewards === undefined) return 'rewards';
    if (run?.status === 'finished') return run.review.waiting > 0 ? 'review' : 'take-out';
    return 'goal';
  }

  #failedToOpen(failures: readonly Failure[], revision: string): void {
    this.#revision = undefined;
    this.set({ open: true });
    this.fail('open', failures, () => this.open(revision));
  }
}
