import type { Result } from '../../../domain/result.ts';
import type { RunOverview } from '../../../service/agent-campaign-contract.ts';
import { settle, wasCancelled } from '../../settle.ts';
import { plural } from '../../words.ts';
import { beginWork, type CampaignContext, chosenWriter } from './campaign-context.ts';
import { unfinishedRun } from './campaign-view.ts';

/** Runs: begun, paused, taken up again, ended. */
export class CampaignRuns {
  #looking = false;

  constructor(private readonly context: CampaignContext) {}

  /** The runs that are kept, and the one to look at: an unfinished one before the latest. */
  async load(): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.runs());
    if (!result.ok) return store.fail('run', result.failures, () => this.load());
    store.set({ runs: result.value });
    const shown = store.view.run?.id;
    const wanted =
      unfinishedRun(store.view) ?? result.value.find(({ id }) => id === shown) ?? result.value[0];
    if (wanted === undefined) store.set({ run: undefined, reviewing: undefined });
    else await this.look(wanted.id);
  }

  async look(id: string): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.run(id));
    if (!result.ok) return store.fail('run', result.failures, () => this.load());
    const other = store.view.run?.id !== id;
    const parts = {
      reviewing: undefined,
      exported: undefined,
      results: undefined,
      log: undefined,
      verdict: undefined,
      replayed: undefined,
    };
    store.set({ run: result.value, ...(other ? parts : {}) });
  }

  /** What the preview showed, handed out. */
  async start(): Promise<void> {
    const { preview } = this.context.store.view;
    if (preview === undefined) return;
    const { campaignId, result } = preview;
    await this.#begin(campaignId, result.dryRunId);
    const now = this.context.store.view;
    // Where nothing has begun, the same preview can be tried again.
    if (now.run !== undefined && now.problems.run === undefined)
      this.context.store.set({ preview: { ...preview, used: true } });
  }

  async resume(): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined || store.view.working !== undefined) return;
    const write = run.writer === 'model' ? this.context.environment.writeCopy : undefined;
    await this.#follow(({ jobId, onProgress }) =>
      service.resumeRun({ jobId, runId: run.id }, onProgress, write),
    );
  }

  async cancel(): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    const result = await settle(service.cancelRun(run.id));
    if (!result.ok) return store.fail('run', result.failures);
    store.set({ message: 'The run is ended. Nothing of it goes out.' });
    await this.load();
  }

  async remove(id: string): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.removeRun(id));
    if (!result.ok) return store.fail('run', result.failures);
    store.set({ run: undefined, message: 'The run and its record are removed.' });
    await this.load();
  }

  /** Starts what a schedule calls for; asked once a minute while the page is open, and after every import. */
  async startDue(): Promise<void> {
    const { store, service } = this.context;
    if (this.#looking || store.view.working !== undefined || unfinishedRun(store.view) !== undefined) return;
    this.#looking = true;
    const due = await settle(service.dueCampaigns());
    this.#looking = false;
    // Asked in the background: what is wrong with storage shows elsewhere.
    const [first] = due.ok ? due.value : [];
    if (first === undefined || store.view.working !== undefined) return;
    const { title, words, campaignId } = first;
    store.set({
      started: `“${title}” was started by its schedule. ${words} Its offers wait for your review.`,
    });
    await this.#begin(campaignId, undefined);
  }

  async #begin(campaignId: string, dryRunId: string | undefined): Promise<void> {
    const { store, service } = this.context;
    if (store.view.working !== undefined) return;
    const write = chosenWriter(this.context);
    await this.#follow(({ jobId, onProgress }) =>
      service.startRun({ jobId, campaignId, ...(dryRunId !== undefined && { dryRunId }) }, onProgress, write),
    );
  }

  async #follow(ask: (work: ReturnType<typeof beginWork>) => Promise<Result<RunOverview>>): Promise<void> {
    const { store } = this.context;
    store.solve('run');
    store.set({
      run: undefined,
      reviewing: undefined,
      exported: undefined,
      results: undefined,
      log: undefined,
    });
    const work = beginWork(this.context, 'run');
    const result = await settle(ask(work));
    work.end();
    if (!result.ok && !wasCancelled(result)) store.fail('run', result.failures);
    await this.load();
    if (!result.ok) return;
    const { status, totals } = result.value;
    store.set({
      message:
        status === 'finished'
          ? `Done. ${plural(totals.offers, 'offer')} ${totals.offers === 1 ? 'waits' : 'wait'} for your review.`
          : 'Paused. You can go on at any time.',
    });
  }
}
