import { css, html } from 'lit';
import type { Failure } from '../domain/result.ts';

/** A problem in words, with a way to try again where there is one, and to put it away. */
export function problemNote(
  { failures, canRetry }: { readonly failures: readonly Failure[]; readonly canRetry: boolean },
  retry: () => void,
  dismiss: () => void,
) {
  return html`
    <div class="note bad" role="alert">
      <ul>
        ${failures.map(
          ({ message, path }) =>
            html`<li>${path === undefined ? '' : html`<strong>${path}:</strong> `}${message}</li>`,
        )}
      </ul>
      <div class="row">
        ${canRetry ? html`<button type="button" @click=${retry}>Try again</button>` : ''}
        <button class="quiet" type="button" @click=${dismiss}>Dismiss</button>
      </div>
    </div>
  `;
}

export const problemNoteStyles = css`
  :host {
    display: contents;
  }

  .row {
    margin-top: 0.75rem;
  }

  li + li {
    margin-top: 0.5rem;
  }
`;
