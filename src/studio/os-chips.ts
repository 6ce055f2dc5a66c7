import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { emit } from './events.ts';
import { cross } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';

/** A field for several short values: type and press Enter, or pick a suggestion. */
export class OsChips extends LitElement {
  @property() label = '';
  @property({ attribute: false }) values: readonly string[] = [];
  @property({ attribute: false }) suggestions: readonly string[] = [];
  @property() error = '';

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    const offered = this.suggestions.filter((value) => !this.#has(value)).slice(0, 6);
    return html`
      <label for="entry">${this.label}</label>
      <div class="box ${this.error === '' ? '' : 'wrong'}">
        <ul class="chips" aria-label=${`${this.label}, chosen`} ?hidden=${this.values.length === 0}>
          ${this.values.map(
            (value) => html`
              <li class="chip">
                ${value}
                <button type="button" aria-label=${`Remove ${value}`} @click=${() => this.#remove(value)}>${cross}</button>
              </li>
            `,
          )}
        </ul>
        <input
          id="entry"
          autocomplete="off"
          enterkeyhint="done"
          placeholder=${this.values.length === 0 ? 'Type one, then press Enter' : 'Add another'}
          aria-invalid=${this.error === '' ? 'false' : 'true'}
          aria-describedby=${this.error === '' ? nothing : 'error'}
          @keydown=${this.#onKey}
          @blur=${(event: FocusEvent) => this.#take(event.currentTarget)}
        />
      </div>
      ${
        offered.length === 0
          ? nothing
          : html`<div class="offered" role="group" aria-label=${`Suggestions for ${this.label}`}>
              ${offered.map(
                (value) => html`<button class="quiet" type="button" @click=${() => this.#add(value)}>
                  <span aria-hidden="true">+</span><span class="hidden-words">Add </span>${value}
                </button>`,
              )}
            </div>`
      }
      ${this.error === '' ? nothing : html`<p id="error" class="error">${this.error}</p>`}
    `;
  }

  #has(value: string): boolean {
    return this.values.some((other) => other.toLowerCase() === value.toLowerCase());
  }

  #add(...values: readonly string[]): void {
    const fresh = new Map<string, string>();
    for (const value of values.map((each) => each.trim())) {
      if (value !== '' && !this.#has(value)) fresh.set(value.toLowerCase(), value);
    }
    if (fresh.size > 0) emit(this, 'os-chips', { values: [...this.values, ...fresh.values()] });
  }

  #remove(value: string): void {
    emit(this, 'os-chips', { values: this.values.filter((other) => other !== value) });
    this.focus();
  }

  #take(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.#add(...target.value.split(','));
    target.value = '';
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement) || event.isComposing) return;
    const last = this.values.at(-1);
    if (event.key === ',' || (event.key === 'Enter' && input.value.trim() !== '')) {
      event.preventDefault();
      this.#take(input);
    } else if (event.key === 'Backspace' && input.value === '' && last !== undefined) {
      this.#remove(last);
    }
  };

  static override styles = [
    sharedStyles,
    css`
      label {
        display: block;
        margin-bottom: 0.25rem;
        font-weight: 600;
        font-size: 0.9375rem;
      }

      .box {
        display: grid;
        gap: 0.375rem;
        padding: 0.375rem;
        border: 1.5px solid var(--edge);
        border-radius: 10px;
        background: var(--sheet);
      }

      .box:focus-within {
        outline: 3px solid var(--blue);
        outline-offset: 1px;
      }

      .box.wrong {
        border-color: var(--coral-deep);
      }

      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
      }

      .chip {
        display: inline-flex;
        align-items: center;
        gap: 0.125rem;
        padding-left: 0.75rem;
        border-radius: 999px;
        background: var(--blue-wash);
        font-size: 0.9375rem;
      }

      .chip button {
        min-height: 1.875rem;
        width: 1.875rem;
        padding: 0;
        border-color: transparent;
        background: transparent;
        color: var(--blue-deep);
      }

      .chip button svg {
        width: 0.75rem;
      }

      input {
        min-height: 2.25rem;
        width: 100%;
        padding: 0 0.5rem;
        border: 0;
        outline: none;
        background: transparent;
        color: inherit;
        font: inherit;
      }

      input::placeholder {
        color: var(--text-soft);
        opacity: 1;
      }

      .offered {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.25rem;
        margin-top: 0.25rem;
      }

      .offered .quiet {
        min-height: 1.875rem;
        padding: 0.125rem 0.5rem;
        font-size: 0.875rem;
      }

      .error {
        margin-top: 0.25rem;
        color: var(--coral-deep);
        font-size: 0.9375rem;
      }
    `,
  ];
}
