import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { cross, tray } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { type AgentView, canImport, initialAgentView } from './agent-view.ts';
import { number, stageShares, stageWords } from './agent-words.ts';

/** Where files are dropped, looked at, and imported, with progress and a way to stop. */
export class OsCustomerFiles extends LitElement {
  @property({ attribute: false }) view: AgentView = initialAgentView;
  @state() private over = false;
  @state() private mode: 'add' | 'replace' = 'add';

  override render() {
    const { importing, chosen } = this.view;
    return html`
      <os-agent-problem .place=${'files'} .problem=${this.view.problems.files}></os-agent-problem>
      ${importing === undefined ? this.#drop() : nothing}
      ${importing === undefined && chosen.length > 0 ? this.#chosen() : nothing}
      <os-agent-problem .place=${'import'} .problem=${this.view.problems.import}></os-agent-problem>
      ${importing === undefined ? nothing : this.#progress()}
    `;
  }

  #drop() {
    const { overview, chosen } = this.view;
    return html`
      <div
        class="drop ${this.over ? 'over' : ''} ${overview === undefined && chosen.length === 0 ? '' : 'small-drop'}"
        @dragenter=${this.#onOver}
        @dragover=${this.#onOver}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${this.#onDrop}
      >
        <p>
          <strong>Drop files here</strong>: customers, purchases, past offers, as your system exports them (CSV, TSV, or
          separated by blanks).
        </p>
        <div class="row">
          <label class="button">
            ${tray}Choose files
            <input
              class="hidden-words"
              type="file"
              multiple
              accept=".csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values"
              @change=${this.#onChoice}
            />
          </label>
          <button class="quiet" type="button" @click=${() => wish(this, 'use-sample', undefined)}>
            Try it with simulated customers
          </button>
        </div>
        <p class="soft small">They are read on this device and go nowhere.</p>
      </div>
    `;
  }

  #chosen() {
    const { view } = this;
    const looking = view.chosen.some(
      ({ inspected, failures }) => inspected === undefined && failures.length === 0,
    );
    const ready = canImport(view);
    return html`
      ${
        view.simulated
          ? html`<p class="note"><strong>Simulated:</strong> nobody in these files exists. They show what the page does.</p>`
          : nothing
      }
      <ol class="files">
        ${view.chosen.map(
          (one, i) => html`<li><os-planned-file .chosen=${one} ?opened=${i === 0}></os-planned-file></li>`,
        )}
      </ol>
      ${view.overview === undefined ? nothing : this.#modes()}
      <div class="row">
        <button class="primary" type="button" ?disabled=${!ready} @click=${this.#import}>
          Import ${plural(view.chosen.length, 'file')}
        </button>
        ${
          ready
            ? nothing
            : html`<p class="soft small">
                ${looking ? 'Looking at the files…' : 'First mend or leave out what is marked above.'}
              </p>`
        }
      </div>
    `;
  }

  #modes() {
    const choice = (mode: 'add' | 'replace', words: string) => html`
      <label class="choice">
        <input
          type="radio"
          name="mode"
          .checked=${this.mode === mode}
          @change=${() => {
            this.mode = mode;
          }}
        />
        ${words}
      </label>
    `;
    return html`
      <fieldset>
        <legend class="small"><strong>What is here already</strong></legend>
        ${choice('add', 'Keep it, and add these files. A file of the same kind takes the place of the old one.')}
        ${choice('replace', 'Put these files in the place of everything.')}
      </fieldset>
    `;
  }

  #progress() {
    const { importing } = this.view;
    const stage = importing?.progress?.stage ?? 'reading';
    const { share = 0, file, lines } = importing?.progress ?? {};
    const [from, to] = stageShares[stage];
    const done = from + (to - from) * share;
    const detail = file === undefined || lines === undefined ? '' : `: ${file}, ${number(lines)} lines`;
    return html`
      <div class="note">
        <p role="status">${importing?.stopping ? 'Stopping…' : `${stageWords[stage]}…`}</p>
        <progress max="1" .value=${done} aria-label="Import"></progress>
        <div class="head">
          <p class="soft small">${`${stageWords[stage]}${detail}`}</p>
          <button type="button" ?disabled=${importing?.stopping === true} @click=${() => wish(this, 'cancel-import', undefined)}>
            ${cross}Cancel
          </button>
        </div>
      </div>
    `;
  }

  readonly #import = (): void => {
    wish(this, 'import', { mode: this.view.overview === undefined ? 'replace' : this.mode });
  };

  readonly #onOver = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) wish(this, 'choose-files', { files });
  };

  readonly #onChoice = (event: Event): void => {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement)) return;
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again after it was mended.
    input.value = '';
    if (files.length > 0) wish(this, 'choose-files', { files });
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
      }

      .drop {
        display: grid;
        gap: 0.875rem;
        justify-items: start;
        padding: 2rem 1.5rem;
        border: 2px dashed var(--edge);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      .small-drop {
        padding: 1rem 1.25rem;
      }

      .over {
        border-color: var(--blue);
        background: var(--blue-wash);
      }

      .button:focus-within {
        outline: 3px solid var(--blue);
        outline-offset: 2px;
      }

      .button {
        position: relative;
      }

      .files {
        display: grid;
        gap: 1.25rem;
      }

      div.note {
        display: grid;
        gap: 0.625rem;
      }

      fieldset {
        display: grid;
        gap: 0.25rem;
      }

      .choice {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        min-height: 2rem;
        cursor: pointer;
      }

      .choice input {
        flex: none;
        width: 1.5rem;
        height: 1.5rem;
        margin: 0;
        accent-color: var(--blue);
      }
    `,
  ];
}
