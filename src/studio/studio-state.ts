import type { Result } from '../domain/result.ts';
import type { EngineInfo, LoadProgress, OfferService } from '../service/contract.ts';
import { refreshEngine } from './refresh-engine.ts';
import { remark } from './remark.ts';
import { settle } from './settle.ts';
import type { StudioContext, StudioEnvironment } from './studio-context.ts';
import { StudioData } from './studio-data.ts';
import { StudioLearning } from './studio-learning.ts';
import { StudioMap } from './studio-map.ts';
import { StudioModel } from './studio-model.ts';
import { StudioPeople } from './studio-people.ts';
import { StudioStorage } from './studio-storage.ts';
import { StudioVerdicts } from './studio-verdicts.ts';
import { StudioVersions } from './studio-versions.ts';
import { initialView, isBusy, type Place, type StudioView } from './studio-view.ts';
import { StudioWriting } from './studio-writing.ts';
import { ViewStore } from './view-store.ts';

type AskToStart = (onProgress: (progress: LoadProgress) => void) => Promise<Result<EngineInfo>>;

/** Asks the service for what the page wishes, and puts what comes of it into the view. */
export class StudioState extends ViewStore<Place, StudioView> {
  readonly people: StudioPeople;
  readonly writing: StudioWriting;
  readonly verdicts: StudioVerdicts;
  readonly learning: StudioLearning;
  readonly map: StudioMap;
  readonly versions: StudioVersions;
  readonly model: StudioModel;
  readonly data: StudioData;
  readonly #storage: StudioStorage;
  readonly #context: StudioContext;

  constructor(
    private readonly service: OfferService,
    environment: StudioEnvironment,
  ) {
    super(initialView);
    const context = { store: this, service, environment };
    this.#context = context;
    this.#storage = new StudioStorage(context);
    this.map = new StudioMap(context);
    this.versions = new StudioVersions(context);
    this.verdicts = new StudioVerdicts(context, this.map, this.#storage);
    this.people = new StudioPeople(context, this.verdicts, this.#storage);
    this.writing = new StudioWriting(context, this.people, this.verdicts, () => this.refresh());
    this.learning = new StudioLearning(context, this.map, this.versions, this.writing);
    this.model = new StudioModel(context, this.versions, () => this.#start());
    this.data = new StudioData(context);
  }

  /** Starts the engine and brings back what an earlier visit left; both at once. */
  async open(): Promise<void> {
    await Promise.all([this.#start(), this.model.load(), this.people.load(), this.#storage.look()]);
  }

  /** Another tab may have changed what is stored; called when this one comes back into view. */
  async refresh(): Promise<void> {
    if (this.view.startup.phase !== 'ready' || isBusy(this.view)) return;
    await this.people.refresh();
    await Promise.all([refreshEngine(this.#context), this.versions.load(), this.verdicts.load()]);
  }

  /** Takes a listed model from now on, or, without an id, leaves that to the device. */
  async chooseModel(modelId: string | undefined): Promise<void> {
    const { phase } = this.view.startup;
    if (phase === 'ready') await this.model.choose(modelId);
    // Nothing runs that could go on meanwhile.
    if (phase === 'failed') await this.#start((onProgress) => this.service.useModel(modelId, onProgress));
  }

  async #start(ask: AskToStart = (onProgress) => this.service.start({}, onProgress)): Promise<void> {
    this.solve('start');
    this.set({ startup: { phase: 'loading', progress: undefined } });
    const result = await settle(
      ask((progress) => {
        if (this.view.startup.phase === 'loading') this.set({ startup: { phase: 'loading', progress } });
      }),
    );
    if (!result.ok) {
      this.set({ startup: { phase: 'failed' }, queued: false });
      this.fail('start', result.failures, async () => {
        await this.#start(ask);
        if (this.view.models.length === 0) await this.model.load();
        if (this.view.saved.length === 0) await this.people.load();
      });
      return;
    }
    this.set({ startup: { phase: 'ready', engine: result.value }, message: 'Ready to write.' });
    const { notices } = result.value;
    if (notices.length > 0) remark(this, notices);
    await this.versions.load();
    if (this.view.queued) await this.writing.write();
  }
}
