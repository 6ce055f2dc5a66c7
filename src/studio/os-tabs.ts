import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { sharedStyles } from './shared-styles.ts';

export interface Tab {
  /** Also the name of the slot that holds the panel. */
  readonly id: string;
  readonly label: string;
}

/** One panel at a time; ← and → go from tab to tab. Tells which one came into view by a `change` event. */
export class OsTabs extends LitElement {
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  @property() label = '';
  @property() selected = '';

  override render() {
    return html`
      <div class="tabs" role="tablist" aria-label=${this.label} @keydown=${this.#onKey}>
        ${this.tabs.map(
          ({ id, label }) => html`<button
            id=${`tab-${id}`}
            type="button"
            role="tab"
            aria-selected=${id === this.selected ? 'true' : 'false'}
            aria-controls=${`panel-${id}`}
            tabindex=${id === this.selected ? 0 : -1}
            @click=${() => this.#select(id)}
          >
            ${label}
          </button>`,
        )}
      </div>
      ${this.tabs.map(
        ({
          id,
        }) => html`<div id=${`panel-${id}`} role="tabpanel" aria-labelledby=${`tab-${id}`} ?hidden=${id !== this.selected}>
          <slot name=${id}></slot>
        </div>`,
      )}
    `;
  }

  #select(id: string): void {
    this.selected = id;
    this.dispatchEvent(new Event('change'));
  }

  readonly #onKey = async (event: KeyboardEvent): Promise<void> => {
    const here = this.tabs.findIndex(({ id }) => id === this.selected);
    const last = this.tabs.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    };
    const next = this.tabs[moves[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    this.#select(next.id);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };

  static override styles = [
    sharedStyles,
    css`
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.75rem;
        margin-bottom: 1.5rem;
        border-bottom: 1.5px solid var(--line);
      }

      [role='tab'] {
        min-height: 3rem;
        margin-bottom: -1.5px;
        padding: 0.25rem 0.125rem;
        border: 0;
        border-bottom: 4px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--text-soft);
        font: 700 1.125rem var(--display);
      }

      @media (max-width: 480px) {
        .tabs {
          justify-content: space-between;
          gap: 0.25rem 0.75rem;
        }

        .tabs [role='tab'] {
          font-size: 1rem;
        }
      }

      [role='tab']:hover {
        border-color: transparent;
        background: none;
        color: var(--blue);
      }

      [role='tab'][aria-selected='true'] {
        border-bottom-color: var(--blue);
        color: var(--text);
      }
    `,
  ];
}
