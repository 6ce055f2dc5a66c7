import { html } from 'lit';
import { valueIn } from '../value-in.ts';

/** A field for the name that a kiosk's key goes by. */
export function kioskName(words: string, name: string, take: (name: string) => void) {
  return html`
    <div class="field">
      <label for="kiosk">${words}</label>
      <input
        id="kiosk"
        type="text"
        maxlength="40"
        autocomplete="off"
        .value=${name}
        @input=${(event: Event) => take(valueIn(event))}
      />
    </div>
  `;
}
