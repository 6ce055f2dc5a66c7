import { refreshEngine } from './refresh-engine.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import { withoutPerson } from './studio-view.ts';

/** All that this device keeps: counted, and erased. */
export class StudioData {
  constructor(private readonly context: StudioContext) {}

  /** Counts what would be erased, so that the question can name it. */
  async count(): Promise<void> {
    const { store, service, environment } = this.context;
    store.set({ held: undefined, erased: undefined });
    const people = await settle(service.personas());
    if (!people.ok) return store.fail('data', people.failures, () => this.count());
    const histories = await Promise.all(people.value.map(({ id }) => settle(service.history(id))));
    const entries = histories.flatMap((history) => (history.ok ? history.value : []));
    const versions = await settle(service.adapters('every model'));
    const customers = (await environment.importedCustomers?.()) ?? 0;
    const coupons = await environment.keptForCoupons?.();
    store.set({
      held: {
        personas: people.value.length,
        offers: entries.length,
        feedback: entries.filter(({ feedback }) => feedback !== undefined).length,
        adapters: versions.ok ? versions.value.length : 0,
        customers,
        ...coupons,
      },
    });
  }

  async erase(): Promise<void> {
    const { store, service, environment } = this.context;
    const { writing, learning } = store.view;
    const running = writing ?? learning;
    if (running !== undefined) await service.cancel(running.jobId);
    const result = await settle(service.eraseEverything());
    if (!result.ok) return store.fail('data', result.failures, () => this.erase());
    store.solve('data');
    environment.rememberPerson(undefined);
    store.set({
      ...withoutPerson,
      writing: undefined,
      learning: undefined,
      saved: [],
      selectedKey: store.view.examples.length > 0 ? 'example:0' : undefined,
      versions: [],
      held: undefined,
      erased: result.value.erased,
      message: 'Everything is erased.',
    });
    await refreshEngine(this.context);
  }
}
