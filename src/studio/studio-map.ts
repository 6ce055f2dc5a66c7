import type { MapPoint } from '../service/contract.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import { isBusy, selectedPerson } from './studio-view.ts';

/** The map of the selected person, worked out when it is looked at. */
export class StudioMap {
  #loading = false;

  constructor(private readonly context: StudioContext) {}

  /** Asks for the map if it is missing; may be called as often as it is looked at. */
  async show(): Promise<void> {
    const { view } = this.context.store;
    const { map, startup, history, problems } = view;
    const missing = (map === undefined || map.now.length === 0) && problems.map === undefined;
    const busy = isBusy(view) || this.#loading;
    if (!missing || busy || startup.phase !== 'ready' || history.length === 0) return;
    this.#loading = true;
    await this.load(map?.before);
    this.#loading = false;
  }

  async load(before: readonly MapPoint[] | undefined): Promise<void> {
    const { store, service } = this.context;
    const person = selectedPerson(store.view);
    if (person?.id === undefined) return;
    store.solve('map');
    const result = await settle(service.map(person.id));
    if (selectedPerson(store.view)?.id !== person.id) return;
    if (result.ok) store.set({ map: { now: result.value, before } });
    else store.fail('map', result.failures, () => this.load(before));
  }

  /** A verdict moves no point, so the map need not be worked out again. */
  mark(text: string, kind: MapPoint['kind']): void {
    const { store } = this.context;
    const { map } = store.view;
    if (map === undefined) return;
    const mark = (point: MapPoint): MapPoint =>
      point.kind !== 'persona' && point.label === text ? { ...point, kind } : point;
    store.set({ map: { now: map.now.map(mark), before: map.before?.map(mark) } });
  }

  /** The points may have changed; the map is drawn again when it is next looked at. */
  forget(): void {
    const { store } = this.context;
    const { map } = store.view;
    if (map !== undefined) store.set({ map: { now: [], before: map.before } });
  }
}
