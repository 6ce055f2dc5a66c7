import { type Result, success } from '../domain/result.ts';
import type { EngineInfo, LoadProgress, OwnModel } from '../service/contract.ts';
import { remark } from './remark.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioVersions } from './studio-versions.ts';
import { isBusy, type Place } from './studio-view.ts';

/** Another model is wanted, and how the service is asked for it. */
interface Wish {
  readonly name: string;
  readonly listed: boolean;
  /** Where a problem with it is shown. */
  readonly place: Place;
  ask(onProgress: (progress: LoadProgress) => void): Promise<Result<EngineInfo>>;
  /** Not for files, which may have changed. */
  readonly retry?: () => Promise<void>;
}

/** The model that writes: one that comes with the page, or for this visit one of the person's own. */
export class StudioModel {
  constructor(
    private readonly context: StudioContext,
    private readonly versions: StudioVersions,
    /** Called where trying a model took the one in use along. */
    private readonly onStopped: () => Promise<void>,
  ) {}

  /** Asks which models come with the page; where nobody can tell, the start says why. */
  async load(): Promise<void> {
    const { store, service } = this.context;
    const models = await settle(service.models());
    if (models.ok) store.set({ models: models.value });
  }

  /** Takes a listed model from now on; without an id the page chooses again, by what the device can do. */
  choose(modelId: string | undefined): Promise<void> {
    const { service, store } = this.context;
    return this.#exchange({
      name: store.view.models.find(({ id }) => id === modelId)?.name ?? 'the model for this device',
      listed: true,
      place: 'choice',
      ask: (onProgress) => service.useModel(modelId, onProgress),
      retry: () => this.choose(modelId),
    });
  }

  /** Takes in a folder that was chosen or dropped; the model in use stays in use where it cannot be used. */
  use(model: OwnModel): Promise<void> {
    const { service } = this.context;
    const ask: Wish['ask'] = (onProgress) => service.start({ own: model }, onProgress);
    return this.#exchange({ name: model.name, listed: false, place: 'model', ask });
  }

  useBuiltIn(): Promise<void> {
    const { service } = this.context;
    return this.#exchange({
      name: 'the built-in writer',
      listed: false,
      place: 'model',
      ask: (onProgress) => service.start({}, onProgress),
      retry: () => this.useBuiltIn(),
    });
  }

  async #exchange({ name, listed, place, ask, retry }: Wish): Promise<void> {
    const { store, service } = this.context;
    if (store.view.startup.phase !== 'ready' || isBusy(store.view)) return;
    store.solve('model');
    store.solve('choice');
    store.set({ exchanging: { name, listed, progress: undefined }, message: `Getting ${name} ready.` });
    const result = await settle(
      ask((progress) => {
        if (store.view.exchanging !== undefined) store.set({ exchanging: { name, listed, progress } });
      }),
    );
    store.set({ exchanging: undefined });
    if (!result.ok) {
      store.fail(place, result.failures, retry);
      const still = await settle(service.info().then(success));
      if (!still.ok || still.value === undefined) await this.onStopped();
      return;
    }
    await this.#show(result.value);
  }

  async #show(engine: EngineInfo): Promise<void> {
    const { store } = this.context;
    const { startup } = store.view;
    const before = startup.phase === 'ready' ? startup.engine : undefined;
    const message = `${engine.model.name} writes now.`;
    const news = engine.notices.filter((notice) => !before?.notices.includes(notice));
    if (news.length > 0) remark(store, news);
    if (before?.modelHash === engine.modelHash && before.adapterVersion === engine.adapterVersion) {
      store.set({ startup: { phase: 'ready', engine }, message });
      return;
    }
    // What was compared and drawn belongs to the model before.
    store.set({
      startup: { phase: 'ready', engine },
      learned: undefined,
      map: undefined,
      versions: [],
      message,
    });
    await this.versions.load();
  }
}
