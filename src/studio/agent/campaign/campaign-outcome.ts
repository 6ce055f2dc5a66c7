import type { ExportedFile, ExportRequest } from '../../../service/agent-campaign-contract.ts';
import { settle, wasCancelled } from '../../settle.ts';
import { plural } from '../../words.ts';
import { beginWork, type CampaignContext } from './campaign-context.ts';

/** Entries of the record that are shown at once. */
export const LOG_LISTED = 50;

/** What leaves the page, what came of it, and the record of it all. */
export class CampaignOutcome {
  constructor(private readonly context: CampaignContext) {}

  /** How many codes of the imported list are free; they are filled and taken on another page as well. */
  async countCodes(): Promise<void> {
    const { store, service } = this.context;
    const codes = await settle(service.importedCodes());
    if (codes.ok) store.set({ codes: codes.value });
    else store.fail('take-out', codes.failures, () => this.countCodes());
  }

  async export(codes: ExportRequest['codes']): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    store.solve('take-out');
    const result = await settle(service.exportRun({ runId: run.id, codes }));
    await this.countCodes();
    if (!result.ok) return store.fail('take-out', result.failures);
    store.set({
      exported: result.value,
      message: `${plural(result.value.files.length, 'file')} ready to be saved.`,
    });
  }

  async save({ name, blob }: ExportedFile): Promise<void> {
    const { store, environment } = this.context;
    environment.saveFile(name, new Uint8Array(await blob.arrayBuffer()));
    store.set({ message: `Saved as ${name}.` });
  }

  async saveCalendar(): Promise<void> {
    const { store, service } = this.context;
    const { saved } = store.view;
    if (saved === undefined) return;
    store.solve('take-out');
    const result = await settle(service.exportCalendar(saved.id));
    if (result.ok) await this.save(result.value);
    else store.fail('take-out', result.failures);
  }

  async markSent(): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    store.solve('take-out');
    const result = await settle(service.markSent(run.id, 'the person at this page'));
    if (!result.ok) return store.fail('take-out', result.failures);
    const { changed, review } = result.value;
    store.set({ run: { ...run, review }, message: `${plural(changed, 'offer')} marked as sent.` });
  }

  /** @param simulated by the simulator's own truth, for a run on its customers. */
  async measure(days: number, simulated = false): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    store.solve('results');
    const asked = { runId: run.id, days };
    const result = await settle(simulated ? service.simulateResults(asked) : service.results(asked));
    if (!result.ok) {
      store.set({ results: undefined });
      return store.fail('results', result.failures);
    }
    store.set({ results: result.value, message: 'The results are there.' });
  }

  /** The entries of a page of the record; those behind the last are none. */
  async showLog(offset = 0): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    const result = await settle(service.log({ runId: run.id, offset, count: LOG_LISTED }));
    if (!result.ok) return store.fail('record', result.failures, () => this.showLog(offset));
    store.set({ log: result.value, replayed: undefined });
  }

  async checkLog(): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined || store.view.working !== undefined) return;
    store.solve('record');
    const work = beginWork(this.context, 'check');
    const result = await settle(service.verifyLog(run.id, work.onProgress));
    work.end();
    if (result.ok) store.set({ verdict: result.value });
    else if (!wasCancelled(result)) store.fail('record', result.failures, () => this.checkLog());
  }

  async replay(entry: number): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    store.solve('record');
    const result = await settle(service.replayDecision(run.id, entry));
    if (!result.ok) return store.fail('record', result.failures, () => this.replay(entry));
    store.set({ replayed: { entry, result: result.value } });
  }

  async saveLog(): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    const result = await settle(service.exportLog(run.id));
    if (result.ok) await this.save(result.value);
    else store.fail('record', result.failures, () => this.saveLog());
  }
}
