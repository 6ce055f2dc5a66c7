import { type Result, success } from '../domain/result.ts';
import type { EngineInfo, OwnModel, StartOptions } from '../service/contract.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioVersions } from './studio-versions.ts';
import { isBusy } from './studio-view.ts';

/** The model that writes: the built-in one, or for this visit one of the person's own. */
export class StudioModel {
  constructor(
    private readonly context: StudioContext,
    private readonly versions: StudioVersions,
    /** Called where trying a model took the one in use along. */
    private readonly onStopped: () => Promise<void>,
  ) {}

  /** Takes in a folder that was chosen or dropped; the model in use stays in use where it cannot be used. */
  use(model: OwnModel): Promise<void> {
    return this.#exchange(model.name, { own: model });
  }

  useBuiltIn(): Promise<void> {
    return this.#exchange('the built-in writer', {}, () => this.useBuiltIn());
  }

  async #exchange(name: string, wanted: StartOptions, retry?: () => Promise<void>): Promise<void> {
    const { store, service } = this.context;
    if (store.view.startup.phase !== 'ready' || isBusy(store.view)) return;
    store.solve('model');
    store.set({ exchanging: { name, progress: undefined }, message: `Getting ${name} ready.` });
    const result = await settle(
      service.start(wanted, (progress) => {
        if (store.view.exchanging !== undefined) store.set({ exchanging: { name, progress } });
      }),
    );
    store.set({ exchanging: undefined });
    if (!result.ok) {
      store.fail('model', result.failures, retry);
      const still = await settle(service.info().then(success));
      if (!still.ok || still.value === undefined) await this.onStopped();
      return;
    }
    await this.#show(result);
  }

  async #show({ value: engine }: Extract<Result<EngineInfo>, { ok: true }>): Promise<void> {
    const { store } = this.context;
    // What was compared and drawn belongs to the model before.
    store.set({
      startup: { phase: 'ready', engine },
      learned: undefined,
      map: undefined,
      versions: [],
      message: `${engine.model.name} writes now.`,
    });
    await this.versions.load();
  }
}
