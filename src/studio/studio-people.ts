import type { Persona } from '../domain/persona.ts';
import { settle } from './settle.ts';
import type { StudioContext } from './studio-context.ts';
import type { StudioStorage } from './studio-storage.ts';
import type { StudioVerdicts } from './studio-verdicts.ts';
import { listPeople, type Person, selectedPerson, withoutPerson } from './studio-view.ts';
import { plural } from './words.ts';

const fields: readonly (keyof Persona)[] = [
  'name',
  'age',
  'gender',
  'monthlyIncome',
  'spendingPattern',
  'preferredPaymentMethod',
  'interests',
  'financialGoals',
];

/** The people to choose from: the examples, and those of one's own. */
export class StudioPeople {
  constructor(
    private readonly context: StudioContext,
    private readonly verdicts: StudioVerdicts,
    private readonly storage: StudioStorage,
  ) {}

  /** Brings in everybody, and selects whom an earlier visit left off with. */
  async load(): Promise<void> {
    const { store, service, environment } = this.context;
    const [examples, saved] = await Promise.all([
      settle(environment.loadExamples()),
      settle(service.personas()),
    ]);
    if (examples.ok) store.set({ examples: examples.value });
    else store.fail('examples', examples.failures, () => this.load());
    if (saved.ok) store.set({ saved: saved.value });
    else store.fail('person', saved.failures, () => this.load());
    if (selectedPerson(store.view) !== undefined) return;
    const people = listPeople(store.view);
    const byId = (id: string | undefined) => people.find((person) => id !== undefined && person.id === id);
    const newest = store.view.saved.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const start = byId(environment.rememberedPerson()) ?? byId(newest?.id) ?? people[0];
    if (start !== undefined) await this.select(start.key);
  }

  /** Those that another tab has stored or removed meanwhile. */
  async refresh(): Promise<void> {
    const { store, service } = this.context;
    const saved = await settle(service.personas());
    if (saved.ok) store.set({ saved: saved.value });
  }

  async select(key: string): Promise<void> {
    const { store, service, environment } = this.context;
    const { selectedKey, writing, learning } = store.view;
    if (key === selectedKey || learning !== undefined) return;
    if (writing !== undefined) void service.cancel(writing.jobId);
    for (const place of ['person', 'offers', 'learn', 'map', 'history'] as const) store.dismiss(place);
    store.set({ ...withoutPerson, writing: undefined, selectedKey: key });
    environment.rememberPerson(selectedPerson(store.view)?.id);
    await this.verdicts.load();
  }

  /** Says whether it worked; if not, the problem is in the view. */
  async save(persona: Persona, id: string | undefined): Promise<boolean> {
    const stored = await this.store(persona, id);
    if (stored === undefined) return false;
    this.context.store.set({ message: `${persona.name} is saved.` });
    // Whoever asks need not wait for the browser's answer.
    void this.storage.ask();
    return true;
  }

  /** Selects the stored person who is the same in every field, or else stores one. */
  async meet(persona: Persona): Promise<boolean> {
    const { store } = this.context;
    const key = (one: Persona) => JSON.stringify(fields.map((field) => one[field]));
    const same = store.view.saved.find((one) => key(one) === key(persona));
    const person = listPeople(store.view).find(({ id }) => same !== undefined && id === same.id);
    if (person === undefined) return this.save(persona, undefined);
    await this.select(person.key);
    this.context.environment.rememberPerson(person.id);
    return true;
  }

  async import(personas: readonly Persona[]): Promise<void> {
    for (const persona of personas) {
      if ((await this.store(persona, undefined)) === undefined) return;
    }
    this.context.store.set({ message: `${plural(personas.length, 'person', 'people')} imported.` });
    await this.storage.ask();
  }

  async remove(id: string): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.removePersona(id));
    if (!result.ok) return store.fail('person', result.failures);
    store.solve('person');
    const saved = store.view.saved.filter((persona) => persona.id !== id);
    store.set({ saved, message: 'Removed, with their offers and verdicts.' });
    const { selectedKey } = store.view;
    const people = listPeople(store.view);
    const next = people.find(({ key }) => key === selectedKey) ?? people[0];
    store.set({ ...withoutPerson, selectedKey: undefined });
    if (next !== undefined) await this.select(next.key);
  }

  /** Stores a persona and selects it. */
  async store(persona: Persona, id: string | undefined): Promise<Person | undefined> {
    const { store, service, environment } = this.context;
    const result = await settle(service.savePersona(persona, id));
    if (!result.ok) {
      store.fail('person', result.failures);
      return undefined;
    }
    store.solve('person');
    const stored = result.value;
    const saved = [...store.view.saved.filter((other) => other.id !== stored.id), stored];
    const person = listPeople({ ...store.view, saved }).find((other) => other.id === stored.id);
    store.set({ saved });
    // While writing, the person stays the same one under a new name; otherwise another one comes into view.
    if (store.view.writing !== undefined) store.set({ selectedKey: person?.key });
    else if (person !== undefined) await this.select(person.key);
    environment.rememberPerson(stored.id);
    return person;
  }
}
