import type { Persona } from '../../domain/persona.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { AgentService, FormByHand, ImportedFile, PlanChange } from '../../service/agent-contract.ts';
import { settle, wasCancelled } from '../settle.ts';
import { ViewStore } from '../view-store.ts';
import { plural } from '../words.ts';
import {
  type AgentPlace,
  type AgentView,
  type ChosenFile,
  canImport,
  initialAgentView,
} from './agent-view.ts';
import { refusalsCsv } from './refusals-csv.ts';

/** What the customers page takes from the page around it; tests give their own. */
export interface AgentEnvironment {
  newJobId(): string;
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  loadSample(): Promise<Result<readonly File[]>>;
  /** Keeps a person and goes to the offers written for them. */
  writeOffersFor(persona: Persona): Promise<void>;
  /** Asks the browser not to clear what is kept. */
  askForStorage(): Promise<boolean>;
}

export const LISTED = 50;

/** Asks the service for what the customers page wishes, and puts what comes of it into the view. */
export class AgentState extends ViewStore<AgentPlace, AgentView> {
  #keys = 0;
  /** The latest search; answers to earlier ones come too late. */
  #asked = 0;

  constructor(
    private readonly service: AgentService,
    private readonly environment: AgentEnvironment,
  ) {
    super(initialAgentView);
  }

  /** Brings back what is kept; called whenever the page comes into view, since another tab may have changed it. */
  async open(): Promise<void> {
    if (this.view.importing !== undefined) return;
    const result = await settle(this.service.overview());
    if (!result.ok) {
      this.fail('open', result.failures, () => this.open());
      return this.set({ open: true });
    }
    this.solve('open');
    const changed = result.value?.revision !== this.view.overview?.revision;
    this.set({ open: true, overview: result.value });
    if (!changed) return;
    this.set({ page: undefined, details: undefined, segment: undefined, search: '' });
    if (result.value !== undefined) await this.find('', undefined);
  }

  async chooseFiles(
    files: readonly File[],
    { simulated = false, folders = [] }: { simulated?: boolean; folders?: readonly string[] } = {},
  ): Promise<void> {
    if (this.view.importing !== undefined) return;
    this.solve('files');
    if (folders.length > 0) this.fail('files', folders.map(folderFailure));
    if (files.length === 0) return;
    this.solve('import');
    const added = files.map((file): ChosenFile => {
      this.#keys += 1;
      return { key: this.#keys, file, byHand: {}, inspected: undefined, failures: [] };
    });
    // Simulated customers are never mixed with a person's own files.
    const kept = simulated || this.view.simulated ? [] : this.view.chosen;
    this.set({ chosen: [...kept, ...added], simulated, reports: [], erased: undefined });
    for (const { key, file } of added) {
      const result = await settle(this.service.inspect(file));
      this.#change(key, result.ok ? { inspected: result.value } : { failures: result.failures });
    }
    const understood = this.view.chosen.filter(({ inspected }) => inspected !== undefined).length;
    this.set({
      message: `Looked at ${plural(added.length, 'file')}; ${understood} of ${this.view.chosen.length} can be read.`,
    });
  }

  async useSample(): Promise<void> {
    this.solve('files');
    const files = await this.environment.loadSample();
    if (files.ok) await this.chooseFiles(files.value, { simulated: true });
    else this.fail('files', files.failures, () => this.useSample());
  }

  leaveOut(key: number): void {
    const chosen = this.view.chosen.filter((one) => one.key !== key);
    this.solve('import');
    this.set({ chosen, simulated: this.view.simulated && chosen.length > 0 });
  }

  /** Looks at a file again, with its form as the person says. */
  async readAs(key: number, byHand: FormByHand): Promise<void> {
    const chosen = this.view.chosen.find((one) => one.key === key);
    if (chosen === undefined || this.view.importing !== undefined) return;
    this.solve('import');
    this.#change(key, { byHand });
    const result = await settle(this.service.inspect(chosen.file, byHand));
    // Of two changes made quickly, the later one counts.
    if (this.view.chosen.find((one) => one.key === key)?.byHand !== byHand) return;
    if (result.ok) this.#change(key, { inspected: result.value, failures: [] });
    else this.#change(key, { inspected: undefined, failures: result.failures });
  }

  async revise(key: number, change: PlanChange): Promise<void> {
    const { inspected, byHand } = this.view.chosen.find((one) => one.key === key) ?? {};
    const plan = inspected?.plan;
    if (plan === undefined || this.view.importing !== undefined) return;
    this.solve('import');
    if (change.type === 'kind') this.#change(key, { byHand: { ...byHand, kind: change.kind } });
    const result = await settle(this.service.revise(plan, change));
    if (result.ok) this.#change(key, { inspected: result.value, failures: [] });
    else this.#change(key, { failures: result.failures });
  }

  async import(mode: 'add' | 'replace'): Promise<void> {
    const { chosen, simulated } = this.view;
    if (!canImport(this.view)) return;
    const files = chosen.flatMap(({ file, inspected }) =>
      inspected === undefined ? [] : [{ file, plan: inspected.plan }],
    );
    const jobId = this.environment.newJobId();
    this.solve('import');
    this.set({ importing: { jobId, progress: undefined, stopping: false }, erased: undefined });
    const result = await settle(
      this.service.importFiles({ jobId, files, mode, simulated }, (progress) => {
        const { importing } = this.view;
        if (importing?.jobId === jobId) this.set({ importing: { ...importing, progress } });
      }),
    );
    this.set({ importing: undefined });
    if (!result.ok) {
      if (wasCancelled(result)) return this.set({ message: 'Cancelled. Nothing of it was kept.' });
      return this.fail('import', result.failures);
    }
    const { overview, files: reports } = result.value;
    this.set({
      overview,
      reports,
      chosen: [],
      simulated: false,
      page: undefined,
      details: undefined,
      message: `Imported. ${plural(overview.customers, 'customer')} in ${plural(overview.segments.length, 'group')}.`,
    });
    await Promise.all([this.find('', undefined), this.environment.askForStorage()]);
  }

  /** The import then ends by itself, within the second. */
  async cancelImport(): Promise<void> {
    const { importing } = this.view;
    if (importing === undefined) return;
    this.set({ importing: { ...importing, stopping: true } });
    await this.service.cancel(importing.jobId);
  }

  saveRefusals({ name, report }: ImportedFile): void {
    const bytes = new TextEncoder().encode(refusalsCsv(report));
    this.environment.saveFile(`refused-${name.replace(/\.\w+$/, '')}.csv`, bytes);
  }

  async find(search: string, segment: number | undefined): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.set({ search, segment });
    const query = { search, ...(segment === undefined ? {} : { segment }), offset: 0, count: LISTED };
    const result = await settle(this.service.customers(query));
    if (asked !== this.#asked) return;
    if (!result.ok) return this.fail('list', result.failures, () => this.open());
    this.solve('list');
    this.set({ page: result.value, message: `${plural(result.value.found, 'customer')} found.` });
  }

  async showCustomer(id: string): Promise<void> {
    const result = await settle(this.service.customer(id));
    if (result.ok) this.set({ details: result.value });
    else this.fail('list', result.failures, () => this.open());
  }

  closeCustomer(): void {
    this.set({ details: undefined });
  }

  async writeOffers(persona: Persona): Promise<void> {
    this.closeCustomer();
    await this.environment.writeOffersFor(persona);
  }

  async erase(): Promise<void> {
    await this.cancelImport();
    const result = await settle(this.service.eraseCustomers());
    if (!result.ok) return this.fail('erase', result.failures, () => this.erase());
    this.#asked += 1;
    this.set({
      ...initialAgentView,
      open: true,
      erased: result.value,
      message: `${plural(result.value, 'customer')} erased.`,
    });
  }

  #change(key: number, change: Partial<ChosenFile>): void {
    this.set({ chosen: this.view.chosen.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  }
}

function folderFailure(name: string): Failure {
  return {
    type: 'is-folder',
    message: `"${name}" is a folder. Open it and drop or choose the files in it.`,
    path: name,
  };
}
