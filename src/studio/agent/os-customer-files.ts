import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import { wish } from './agent-events.ts';
import { type AgentView, canImport, initialAgentView, sameKind } from './agent-view.ts';
import { kindWords } from './agent-words.ts';

/** Where files are dropped, looked at, and imported, with progress and a way to stop. */
export class OsCustomerFiles extends LitElement {
  @property({ attribute: false }) view: AgentView = initialAgentView;
  @state() private mode: 'add' | 'replace' = 'add';

  override render() {
    const { importing, chosen, overview } = this.view;
    const small = overview !== undefined || chosen.length > 0;
    return html`
      <os-agent-problem .place=${'files'} .problem=${this.view.problems.files}></os-agent-problem>
      ${importing === undefined ? html`<os-drop-files ?small=${small}></os-drop-files>` : nothing}
      ${importing === undefined && chosen.length > 0 ? this.#chosen() : nothing}
      <os-agent-problem .place=${'import'} .problem=${this.view.problems.import}></os-agent-problem>
      ${importing === undefined ? nothing : html`<os-import-progress .importing=${importing}></os-import-progress>`}
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
      ${sameKind(view.chosen).map(
        ([kind, names]) => html`
          <p class="note bad" role="alert">
            ${names.join(' and ')} both hold “${kindWords[kind]}”. Leave one of them out, or say above that one holds
            something else.
          </p>
        `,
      )}
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

  readonly #import = (): void => {
    wish(this, 'import', { mode: this.view.overview === undefined ? 'replace' : this.mode });
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
      }

      .files {
        display: grid;
        gap: 1.25rem;
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
