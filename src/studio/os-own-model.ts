import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { EngineInfo } from '../service/contract.ts';
import { emit } from './events.ts';
import { fileButton } from './file-button.ts';
import { FileDrop } from './file-drop.ts';
import { ownModel, ownModelFromDrop } from './own-model.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Exchanging } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { stageWords } from './words.ts';

/** Lets a person write with a model from their own disk, and go back to the built-in one. */
export class OsOwnModel extends LitElement {
  @property({ attribute: false }) engine: EngineInfo | undefined;
  @property({ attribute: false }) exchanging: Exchanging | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** While it writes or learns, the model is not exchanged. */
  @property({ type: Boolean }) locked = false;
  readonly #drop = new FileDrop(
    this,
    async (data) => emit(this, 'os-use-model', { model: await ownModelFromDrop(data) }),
    { locked: () => this.locked },
  );

  override render() {
    const own = this.engine?.ownModel === true;
    return html`
      <details
        ?open=${own || this.problem !== undefined}
        class=${this.#drop.over ? 'dragged' : ''}
        @dragover=${this.#drop.onOver}
        @dragleave=${this.#drop.onLeave}
        @drop=${this.#drop.onDrop}
      >
        <summary>Use a model of your own</summary>
        <div class="content">
          ${
            own
              ? html`<p>
                  <strong>Your model ${this.engine?.model.name} writes now,</strong> until this page is loaded again. What the
                  built-in writer has learned waits for it.
                </p>`
              : html`<p class="small">
                  Choose the folder of a T5 model in the Hugging Face layout: <span class="mono">config.json</span>,
                  <span class="mono">tokenizer.json</span> and <span class="mono">model.safetensors</span>, as it is or packed as <span class="mono">model.safetensors.gzip</span>. <span class="by-mouse">You can
                  also drop it here.</span>
                </p>
                <p class="soft small">
                  It is read on this device and sent nowhere, and it writes until this page is loaded again; then the
                  built-in writer is back.
                </p>`
          }
          <div role="status">${this.exchanging === undefined || this.exchanging.listed ? nothing : this.#progress(this.exchanging)}</div>
          <os-problem .place=${'model'} .problem=${this.problem}></os-problem>
          <div class="row">
            ${own ? html`<button type="button" ?disabled=${this.locked} @click=${this.#onBack}>Use the built-in writer</button>` : nothing}
            ${fileButton({
              words: own ? 'Choose another folder' : 'Choose a folder',
              folder: true,
              disabled: this.locked,
              take: (files) => emit(this, 'os-use-model', { model: ownModel(files) }),
            })}
          </div>
        </div>
      </details>
    `;
  }

  #progress({ name, progress }: Exchanging) {
    const { stage, loadedBytes } = progress ?? { stage: 'runtime', loadedBytes: 0 };
    // What was downloaded for the built-in writer mostly does for this one.
    const words = stage === 'runtime' && loadedBytes === 0 ? 'Starting up' : stageWords[stage];
    return html`<p><strong>Getting ${name} ready.</strong> ${words}…</p>`;
  }

  readonly #onBack = (): void => {
    // The button goes; what has the keyboard next stays.
    this.renderRoot.querySelector('summary')?.focus();
    emit(this, 'os-use-built-in', undefined);
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        margin-top: 0.75rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
      }

      details {
        border-radius: 8px;
        outline-offset: 6px;
      }

      .dragged {
        outline: 3px dashed var(--blue);
      }

      .content {
        display: grid;
        gap: 0.625rem;
        padding-top: 0.5rem;
        overflow-wrap: anywhere;
      }

      @media (pointer: coarse) {
        .by-mouse {
          display: none;
        }
      }
    `,
  ];
}
