import { refreshEngine } from './refresh-engine.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import { versionName } from './words.ts';

/** What the model in use has learned so far, version by version. */
export class StudioVersions {
  constructor(private readonly context: StudioContext) {}

  async load(): Promise<void> {
    const { store, service } = this.context;
    const versions = await settle(service.adapters());
    if (versions.ok) store.set({ versions: versions.value });
    else store.fail('versions', versions.failures, () => this.load());
  }

  async restore(version: number): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.restoreAdapter(version));
    if (!result.ok) return store.fail('versions', result.failures, () => this.restore(version));
    store.solve('versions');
    store.set({
      startup: { phase: 'ready', engine: result.value },
      map: undefined,
      message: `${versionName(version)} is in use.`,
    });
  }

  /** Hands a version out as the two files of a PEFT adapter; only ever on the person's own wish. */
  async export(version: number): Promise<void> {
    const { store, service, environment } = this.context;
    const result = await settle(service.exportAdapter(version));
    if (!result.ok) return store.fail('versions', result.failures, () => this.export(version));
    store.solve('versions');
    for (const [name, bytes] of Object.entries(result.value)) environment.saveFile(name, bytes);
    store.set({ message: `${versionName(version)} is saved as files.` });
  }

  /** Imports a version from the two files of a PEFT adapter, and uses it. */
  async import(files: readonly File[]): Promise<void> {
    const { store, service } = this.context;
    const found = (name: string) => files.find((file) => file.name === name);
    const config = found('adapter_config.json');
    const weights = found('adapter_model.safetensors');
    if (config === undefined || weights === undefined) {
      const message =
        'A version is two files: adapter_config.json and adapter_model.safetensors. Choose both at once.';
      return store.fail('versions', [{ type: 'adapter-files-missing', message }]);
    }
    const result = await settle(
      service.importAdapter({
        'adapter_config.json': new Uint8Array(await config.arrayBuffer()),
        'adapter_model.safetensors': new Uint8Array(await weights.arrayBuffer()),
      }),
    );
    if (!result.ok) return store.fail('versions', result.failures);
    store.solve('versions');
    await Promise.all([refreshEngine(this.context), this.load()]);
    store.set({ map: undefined, message: `${versionName(result.value.version)} is imported and in use.` });
  }
}
