import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { FormByHand, Inspection } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { valueIn } from '../value-in.ts';
import { wish } from './agent-events.ts';
import { fieldStyles } from './agent-field-styles.ts';
import { delimiterWords, encodingWords, quoteWords } from './agent-words.ts';

const headerWords: Readonly<Record<string, string>> = {
  true: 'Names of the columns',
  false: 'The first customer or purchase',
};

/** How the file is written, guessed, and to be said by hand where the guess is wrong or there is none. */
export class OsFileForm extends LitElement {
  /** The file's place among those that were chosen. */
  @property({ attribute: false }) key = 0;
  @property({ attribute: false }) byHand: FormByHand = {};
  /** Absent where nothing could be made of the file. */
  @property({ attribute: false }) plan: Inspection | undefined;

  override render() {
    const { plan } = this;
    return html`
      ${this.#choice('Separated by', 'delimiter', delimiterWords, plan?.delimiter.value)}
      ${this.#choice('Cells may stand in', 'quote', quoteWords, '"')}
      ${this.#choice('The first row has', 'header', headerWords, plan?.header.value)}
      ${this.#choice('Letters are in', 'encoding', encodingWords, plan?.encoding.name)}
    `;
  }

  /** @param found what the file was read with. */
  #choice(
    label: string,
    name: Exclude<keyof FormByHand, 'kind'>,
    words: Readonly<Record<string, string>>,
    found: string | boolean | undefined,
  ) {
    const chosen = this.byHand[name];
    const guess = found === undefined ? 'As guessed' : `As guessed: ${words[String(found)] ?? found}`;
    return html`
      <label class="field">
        <span>${label}</span>
        <select @change=${(event: Event) => this.#say(name, valueIn(event))}>
          <option value="" .selected=${chosen === undefined}>${chosen === undefined ? guess : 'As guessed'}</option>
          ${Object.entries(words).map(
            ([value, word]) =>
              html`<option value=${value} .selected=${chosen !== undefined && String(chosen) === value}>${word}</option>`,
          )}
        </select>
      </label>
    `;
  }

  #say(name: Exclude<keyof FormByHand, 'kind'>, value: string): void {
    const { [name]: _, ...others } = this.byHand;
    const said = value === '' ? {} : { [name]: name === 'header' ? value === 'true' : value };
    wish(this, 'read-as', { key: this.key, byHand: { ...others, ...said } as FormByHand });
  }

  static override styles = [
    sharedStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
        gap: 0.75rem 1rem;
        min-width: 0;
      }

      .field {
        display: grid;
        gap: 0.25rem;
        font-weight: 600;
        min-width: 0;
      }

      select {
        width: 100%;
      }
    `,
  ];
}
