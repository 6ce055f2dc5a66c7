import type { StudioContext } from './studio-context.ts';

/** The browser's promise not to clear what is stored: asked for once there is something worth keeping. */
export class StudioStorage {
  #asked = false;

  constructor(private readonly context: StudioContext) {}

  /** What an earlier visit was promised; asks nobody. */
  async look(): Promise<void> {
    const { store, environment } = this.context;
    if (await environment.storageIsPromised()) store.set({ storagePromised: true });
  }

  /** Once a visit; a browser that refuses is not pressed. */
  async ask(): Promise<void> {
    const { store, environment } = this.context;
    const { startup, storagePromised } = store.view;
    const forgets = startup.phase === 'ready' && !startup.engine.persistent;
    if (this.#asked || storagePromised === true || forgets) return;
    this.#asked = true;
    store.set({ storagePromised: await environment.askForStorage() });
  }
}
