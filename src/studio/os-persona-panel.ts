import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Persona } from '../domain/persona.ts';
import { emit } from './events.ts';
import { FileDrop } from './file-drop.ts';
import { ringPath, sealRings } from './guilloche.ts';
import { bin, pen, plus, tray } from './icons.ts';
import type { OsPersonaImport } from './os-persona-import.ts';
import { personaPanelStyles } from './os-persona-panel-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Person } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { describePerson } from './words.ts';

type Mode = 'choose' | 'edit' | 'new' | 'import' | 'remove';

const money = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});

/** Who the offers are for: choose, change, import, and the button that begins it all. */
export class OsPersonaPanel extends LitElement {
  @property({ attribute: false }) people: readonly Person[] = [];
  @property({ attribute: false }) selected: Person | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  @property({ attribute: false }) exampleProblem: Problem | undefined;
  /** While offers are written or learning goes on, people stay as they are. */
  @property({ type: Boolean }) locked = false;
  /** What the big button says, and whether it can be pressed. */
  @property() action = 'Write offers';
  @property({ type: Boolean }) ready = true;
  @state() private mode: Mode = 'choose';
  readonly #drop = new FileDrop(this, ({ files }) => void this.#import([...files]), {
    locked: () => this.locked,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('os-close-form', this.#onClose);
  }

  override disconnectedCallback(): void {
    this.removeEventListener('os-close-form', this.#onClose);
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const previous = changed.get('selected') as Person | undefined;
    this.toggleAttribute('choosing', this.mode === 'choose');
    if (this.mode === 'remove' && previous !== undefined && previous.id !== this.selected?.id)
      void this.close();
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    const previous = changed.get('selected') as Person | undefined;
    const other = changed.has('selected') && previous?.key !== this.selected?.key;
    if (other || changed.has('mode')) this.#revealSelected();
  }

  /** The people scroll within the panel; the page itself stays where it is. */
  #revealSelected(): void {
    const list = this.renderRoot.querySelector('.tags');
    const tag = list?.querySelector(':checked')?.parentElement;
    if (list == null || tag == null) return;
    const [window, place] = [list.getBoundingClientRect(), tag.getBoundingClientRect()];
    const room = 4;
    if (place.top - room < window.top) list.scrollTop -= window.top - place.top + room;
    if (place.bottom + room > window.bottom) list.scrollTop += place.bottom - window.bottom + room;
  }

  /** Back from a form to the choice; the keyboard comes along if it was in the form. */
  async close(): Promise<void> {
    const within = this.shadowRoot?.activeElement;
    this.mode = 'choose';
    await this.updateComplete;
    if (within !== null) this.renderRoot.querySelector<HTMLElement>('.tag input:checked, .extra')?.focus();
  }

  override render() {
    return html`
      <section
        class="panel ${this.#drop.over ? 'dragged' : ''}"
        aria-labelledby="title"
        @dragover=${this.#drop.onOver}
        @dragleave=${this.#drop.onLeave}
        @drop=${this.#drop.onDrop}
      >
        <h2 id="title" class="numbered"><span class="step" aria-hidden="true">1</span>Who is it for?</h2>
        <os-problem .place=${'examples'} .problem=${this.exampleProblem}></os-problem>
        <os-problem .place=${'person'} .problem=${this.problem}></os-problem>
        ${this.#content()}
      </section>
    `;
  }

  #content() {
    if (this.mode === 'edit') return html`<os-persona-form .person=${this.selected}></os-persona-form>`;
    if (this.mode === 'new') return html`<os-persona-form></os-persona-form>`;
    if (this.mode === 'import') return html`<os-persona-import></os-persona-import>`;
    return html`
      ${this.#picker()}
      <button
        class="primary write"
        type="button"
        aria-disabled=${this.ready ? 'false' : 'true'}
        @click=${() => this.ready && emit(this, 'os-write', undefined)}
      >
        ${this.action}
      </button>
      ${this.selected === undefined ? nothing : this.#card(this.selected)}
      ${this.mode === 'remove' ? this.#remove() : nothing}
    `;
  }

  /** While the choice is locked the list itself takes the keyboard, so that it can still be scrolled. */
  #picker() {
    const tag = ({ key, persona }: Person) => html`
      <label class="tag">
        <input
          class="hidden-words"
          type="radio"
          name="person"
          value=${key}
          .checked=${key === this.selected?.key}
          ?disabled=${this.locked}
          @change=${() => emit(this, 'os-select-person', { key })}
        />
        <span>${persona.name}<small>${describePerson(persona)}</small></span>
      </label>
    `;
    const examples = this.people.filter(({ example }) => example);
    const own = this.people.filter(({ example }) => !example);
    return html`
      <fieldset>
        <legend class="hidden-words">Person</legend>
        <div class="tags" tabindex=${this.locked ? '0' : nothing}>${examples.map(tag)}${own.map(tag)}</div>
      </fieldset>
      <div class="extras">
        <button class="extra" type="button" ?disabled=${this.locked} @click=${() => this.#show('new')}>${plus}New</button>
        <button class="extra" type="button" ?disabled=${this.locked} @click=${() => this.#show('import')}>
          ${tray}Import
        </button>
      </div>
    `;
  }

  #card({ persona, id }: Person) {
    const { outer } = sealRings(persona.name);
    return html`
      <article class="card">
        <div class="face" aria-hidden="true">
          <svg viewBox="-50 -50 100 100"><path d=${ringPath(outer)} /></svg>
          <span>${initials(persona)}</span>
        </div>
        <div class="who">
          <h3>${persona.name}</h3>
          <p class="soft">${persona.age}, ${persona.gender.toLowerCase()}</p>
        </div>
        <div class="tools">
          <button
            class="quiet"
            type="button"
            aria-label=${`Change ${persona.name}`}
            title="Change"
            ?disabled=${this.locked}
            @click=${() => this.#show('edit')}
          >
            ${pen}
          </button>
          ${
            id === undefined
              ? nothing
              : html`<button
                  class="quiet"
                  type="button"
                  aria-label=${`Remove ${persona.name}`}
                  title="Remove"
                  ?disabled=${this.locked}
                  @click=${() => this.#show('remove')}
                >
                  ${bin}
                </button>`
          }
        </div>
        <dl>
          <div><dt>Earns</dt><dd>${money.format(persona.monthlyIncome)} a month</dd></div>
          <div><dt>Spends</dt><dd>${persona.spendingPattern}</dd></div>
          <div><dt>Pays by</dt><dd>${persona.preferredPaymentMethod}</dd></div>
          <div><dt>Likes</dt><dd>${persona.interests.join(', ')}</dd></div>
          ${
            persona.financialGoals.length === 0
              ? nothing
              : html`<div><dt>Goals</dt><dd>${persona.financialGoals.join(', ')}</dd></div>`
          }
        </dl>
      </article>
    `;
  }

  #remove() {
    const id = this.selected?.id;
    if (id === undefined) return nothing;
    return html`
      <div class="note bad" role="alertdialog" aria-labelledby="remove-question">
        <p id="remove-question">
          Remove ${this.selected?.persona.name}, with all offers written for them and all verdicts?
        </p>
        <div class="row">
          <button class="danger" type="button" @click=${() => emit(this, 'os-remove-person', { id })}>Remove</button>
          <button class="quiet" type="button" @click=${this.#onClose}>Keep</button>
        </div>
      </div>
    `;
  }

  async #import(files: readonly File[]): Promise<void> {
    this.mode = 'import';
    await this.updateComplete;
    await this.renderRoot.querySelector<OsPersonaImport>('os-persona-import')?.take(files);
  }

  async #show(mode: Mode): Promise<void> {
    this.mode = mode;
    await this.updateComplete;
    if (mode === 'remove') this.renderRoot.querySelector<HTMLElement>('.danger')?.focus();
  }

  readonly #onClose = (): void => void this.close();

  static override styles = [sharedStyles, personaPanelStyles];
}

/** "Maya Lind" → "ML"; "P9654" → "P9" */
function initials({ name }: Persona): string {
  const [first = '', second] = name.trim().split(/\s+/);
  return (second === undefined ? first.slice(0, 2) : first.charAt(0) + second.charAt(0)).toUpperCase();
}
