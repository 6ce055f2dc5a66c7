import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EngineInfo, ModelInfo } from '../service/contract.ts';
import { chip } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Exchanging } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { backendWords, keptWords, megabytes, millions, plural, seconds, versionName } from './words.ts';

/** A badge that says what runs; its reason shows on hover and focus, everything else when it is pressed. */
export class OsStatus extends LitElement {
  @property({ attribute: false }) engine: EngineInfo | undefined;
  @property({ type: Boolean }) failed = false;
  @property({ attribute: false }) exchanging: Exchanging | undefined;
  /** Those that come with the page. */
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** What kept a model of the person's own from being used. */
  @property({ attribute: false }) problem: Problem | undefined;
  /** What kept a listed one from being used. */
  @property({ attribute: false }) choiceProblem: Problem | undefined;
  @property({ attribute: false }) storagePromised: boolean | undefined;
  /** While it writes or learns, the model is not exchanged. */
  @property({ type: Boolean }) locked = false;
  @state() private open = false;
  @state() private tip = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('focusout', this.#onFocusOut);
  }

  override disconnectedCallback(): void {
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('focusout', this.#onFocusOut);
    super.disconnectedCallback();
  }

  override render() {
    const { engine } = this;
    if (engine === undefined)
      return html`<span class="badge waiting">${this.failed ? 'Not running' : 'Getting ready…'}</span>`;
    const show = (tip: boolean) => () => {
      this.tip = tip;
    };
    return html`
      <div class="anchor" @pointerenter=${show(true)} @pointerleave=${show(false)}>
        <button
          class="badge"
          type="button"
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-controls="details"
          aria-describedby="reason"
          @focus=${show(true)}
          @click=${() => {
            this.open = !this.open;
            this.tip = false;
          }}
        >
          ${chip}<span class="hidden-words">Runs on: </span><span>${backendWords[engine.backend]}${
            engine.backend === 'webgpu'
              ? nothing
              : html`<span class="threads">, ${plural(engine.threads, 'thread')}</span>`
          }</span>${engine.ownModel ? html`<span class="own"><span class="hidden-words">, </span>${engine.model.name}</span>` : nothing}
        </button>
        <p id="reason" role="tooltip" class="pop tip" ?hidden=${!this.tip || this.open}>${engine.backendReason}</p>
        <div id="details" class="pop" ?hidden=${!this.open}>${this.#details(engine)}</div>
      </div>
    `;
  }

  #details(engine: EngineInfo) {
    const { model } = engine;
    // Each is described where one is chosen.
    const several = this.models.length > 1;
    return html`
      <h3>What runs here</h3>
      <p>${engine.backendReason}</p>
      <dl>
        <dt>Writer</dt>
        <dd>${model.name}</dd>
        <dt>Size</dt>
        <dd>${megabytes(model.downloadBytes)} MB, ${millions(model.parameters)} parameters</dd>
        <dt>Ready after</dt>
        <dd>${seconds(engine.loadMs / 1000)}</dd>
        <dt>In use</dt>
        <dd>${versionName(engine.adapterVersion)}</dd>
        <dt>Kept here</dt>
        <dd>${keptWords(engine.persistent, this.storagePromised)}</dd>
        <dt>Sent away</dt>
        <dd>Nothing</dd>
        <dt>Fingerprint</dt>
        <dd class="mono">${engine.modelHash.slice(0, 16)}…</dd>
      </dl>
      ${model.description === '' || (several && !engine.ownModel) ? nothing : html`<p class="soft small">${model.description}</p>`}
      ${
        !several
          ? nothing
          : html`<os-models
              .models=${this.models}
              .engine=${engine}
              .exchanging=${this.exchanging}
              .problem=${this.choiceProblem}
              ?locked=${this.locked}
            ></os-models>`
      }
      <os-own-model
        .engine=${engine}
        .exchanging=${this.exchanging}
        .problem=${this.problem}
        ?locked=${this.locked}
      ></os-own-model>
      <button
        type="button"
        @click=${this.#close}
      >
        Close
      </button>
    `;
  }

  readonly #close = (): void => {
    this.open = false;
    this.renderRoot.querySelector('button')?.focus();
    this.tip = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    if (this.open) this.#close();
    this.tip = false;
  };

  readonly #onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.tip = false;
  };

  static override styles = [
    sharedStyles,
    css`
      .anchor {
        position: relative;
      }

      .badge {
        min-height: 2.25rem;
        padding: 0.25rem 0.875rem 0.25rem 0.625rem;
        font-size: 0.9375rem;
      }


      .own {
        overflow: hidden;
        max-width: 10rem;
        padding-left: 0.5rem;
        border-left: 1.5px solid var(--edge);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .waiting {
        color: var(--text-soft);
      }

      .pop {
        position: absolute;
        z-index: 20;
        right: 0;
        top: calc(100% + 0.5rem);
        width: min(23rem, calc(100vw - 2.5rem));
        padding: 1rem 1.125rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
        box-shadow: 0 12px 32px var(--shadow);
        font-size: 0.9375rem;
      }

      @media (max-width: 480px) {
        .threads {
          display: none;
        }

        /* As wide as the page's header, wherever the badge is in it. */
        .anchor {
          position: static;
        }

        .pop {
          inset: auto 1.125rem auto;
          width: auto;
          margin-top: 0.5rem;
        }
      }

      /* The pointer may travel from the badge onto the tip without losing it. */
      .tip::before {
        content: '';
        position: absolute;
        inset: -0.625rem 0 100%;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.375rem 1rem;
        margin: 0.75rem 0;
      }

      dt {
        color: var(--text-soft);
      }

      h3 {
        margin-bottom: 0.375rem;
      }

      .pop > button {
        margin-top: 0.75rem;
      }

      os-models {
        margin-top: 0.75rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];
}
