import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { EngineInfo, ModelInfo } from '../service/contract.ts';
import { emit } from './events.ts';
import { tick } from './icons.ts';
import { showProgress } from './load-progress.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Exchanging } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { megabytes } from './words.ts';

/** The models that come with the page: which one writes, why, and what another would be like. */
export class OsModels extends LitElement {
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** What runs; nothing where none has started. */
  @property({ attribute: false }) engine: EngineInfo | undefined;
  @property({ attribute: false }) exchanging: Exchanging | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** While it writes or learns, the model is not exchanged. */
  @property({ type: Boolean }) locked = false;

  override render() {
    const { engine, exchanging, models } = this;
    // Of one there is nothing to choose.
    if (models.length < 2) return nothing;
    return html`
      <h3 id="title">${engine === undefined ? 'Which model to start with' : 'Which model writes'}</h3>
      ${engine === undefined || engine.ownModel ? nothing : html`<p>${engine.modelReason}</p>`}
      <ul aria-labelledby="title">
        ${models.map((model) => this.#model(model))}
      </ul>
      ${exchanging?.listed ? coming(exchanging) : nothing}
      <p class="hidden-words" role="status">${exchanging?.listed ? gettingReady(exchanging) : nothing}</p>
      <os-problem
        .place=${'choice'}
        .problem=${this.problem}
        @os-retry=${this.#keepFocus}
        @os-dismiss=${this.#keepFocus}
      ></os-problem>
      ${
        engine?.modelChosen === true
          ? html`<div>
              <button type="button" aria-disabled=${this.#idle ? 'false' : 'true'} @click=${this.#onAutomatic}>
                Let the page choose
              </button>
            </div>`
          : nothing
      }
      <p class="soft small">
        Your people and what you judged stay, whichever model writes. What it learns, each model keeps for itself.
      </p>
    `;
  }

  get #idle(): boolean {
    return !this.locked && this.exchanging === undefined;
  }

  #model(model: ModelInfo) {
    const { engine } = this;
    const inUse = engine !== undefined && !engine.ownModel && engine.model.id === model.id;
    return html`
      <li class=${inUse ? 'in-use' : ''}>
        <h4>${model.name}</h4>
        <p class="small">${model.description}</p>
        <p class="soft small">${megabytes(model.downloadBytes)} MB to download. ${paceWords(model, this.models)}</p>
        <button
          type="button"
          aria-label=${`${inUse ? 'In use' : 'Use this'}: ${model.name}`}
          aria-disabled=${!inUse && this.#idle ? 'false' : 'true'}
          @click=${() => this.#onUse(model, inUse)}
        >
          ${inUse ? html`${tick}In use` : 'Use this'}
        </button>
      </li>
    `;
  }

  /** Not disabled, so that the button keeps the keyboard while it turns from one thing into another. */
  #onUse({ id }: ModelInfo, inUse: boolean): void {
    if (!inUse && this.#idle) emit(this, 'os-choose-model', { modelId: id });
  }

  readonly #onAutomatic = (): void => {
    if (!this.#idle) return;
    this.#keepFocus();
    emit(this, 'os-choose-model', { modelId: undefined });
  };

  /** The button that was pressed goes; what has the keyboard next stays. */
  readonly #keepFocus = (): void => {
    this.renderRoot.querySelector<HTMLElement>('.in-use button')?.focus();
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 0.625rem;
        overflow-wrap: anywhere;
      }

      ul {
        display: grid;
        gap: 0.5rem;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.25rem 0.75rem;
        padding: 0.625rem 0.75rem 0.75rem 0.875rem;
        border: 1px solid var(--line);
        border-radius: 12px;
      }

      .in-use {
        border-color: var(--blue);
      }

      li p {
        grid-column: 1 / -1;
      }

      /* Read last, seen beside the name. */
      li button {
        grid-area: 1 / 2;
        min-height: 2.25rem;
        padding-block: 0.25rem;
      }

      .in-use button,
      .in-use button:hover {
        padding-inline: 0.25rem;
        border-color: transparent;
        background: none;
        color: var(--blue);
        cursor: default;
      }

      .coming {
        display: grid;
        gap: 0.375rem;
      }
    `,
  ];
}

function coming({ name, progress }: Exchanging) {
  const { stage, bytes, share } = showProgress(progress);
  return html`
    <div class="coming">
      <p class="head"><strong id="coming">Getting ${name} ready</strong></p>
      <p class="soft small head"><span>${stage}</span><span class="mono">${bytes}</span></p>
      <progress aria-labelledby="coming" max="1" value=${ifDefined(share === undefined ? undefined : String(share))}></progress>
    </div>
  `;
}

/** Said aloud; the bytes are not, or nothing else would be heard. */
function gettingReady({ name, progress }: Exchanging): string {
  return `Getting ${name} ready. ${showProgress(progress).stage}…`;
}

/** What a model costs in time, beside the others. */
function paceWords({ parameters }: ModelInfo, models: readonly ModelInfo[]): string {
  return models.every((other) => other.parameters >= parameters)
    ? 'Loads and writes quickest, on any device.'
    : 'Takes longer to load and to write, above all without a graphics processor.';
}
