import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { AdapterVersion } from '../domain/adapter-version.ts';
import { emit } from './events.ts';
import { fileButton } from './file-button.ts';
import { tick, tray } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Problem } from './view-store.ts';
import { plural, versionName, when } from './words.ts';

/** What the writer has learned so far, newest first; each can be put back in use, down to how it was shipped. */
export class OsVersions extends LitElement {
  @property({ attribute: false }) versions: readonly AdapterVersion[] = [];
  /** The version in use; 0 is the writer as shipped. */
  @property({ attribute: false }) current = 0;
  /** Name of the model that they belong to, where there is more than one that it could be. */
  @property({ attribute: false }) model: string | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** While the writer works, it is not exchanged. */
  @property({ type: Boolean }) locked = false;

  override render() {
    const learned = this.versions.toSorted((a, b) => b.version - a.version);
    return html`
      <p class="soft">
        Each time it learns, the writer becomes a new version. You can go back to any version in this list. The newest 8
        are kept: save one as files if you want to have it for longer.
      </p>
      ${
        this.model === undefined
          ? nothing
          : html`<p>
              <strong>All of these belong to ${this.model},</strong> which writes now. Another model has versions of its
              own, which wait until it writes again.
            </p>`
      }
      <os-problem .place=${'versions'} .problem=${this.problem}></os-problem>
      <ol>
        ${learned.map((version) => this.#entry(version.version, this.#facts(version)))}
        ${this.#entry(0, html`<p class="soft small">How the writer came to you, before it learned anything here.</p>`)}
      </ol>
      <details>
        <summary class="small">Carry a version to another device</summary>
        <p class="small">
          A version holds traces of the verdicts that it learned from, so treat its two files as personal data. Nothing
          is saved or imported unless you press it.
        </p>
        ${fileButton({
          words: 'Import a version',
          accept: '.json,.safetensors',
          multiple: true,
          disabled: this.locked,
          take: (files) => emit(this, 'os-import-version', { files }),
        })}
      </details>
    `;
  }

  #entry(version: number, facts: unknown) {
    const inUse = version === this.current;
    return html`
      <li class=${inUse ? 'in-use' : ''}>
        <span class="number" aria-hidden="true">${version}</span>
        <div>
          <h3>${versionName(version)}</h3>
          ${facts}
        </div>
        <div class="row acts">
          ${
            version === 0
              ? nothing
              : html`<button
                  class="quiet"
                  type="button"
                  aria-label=${`Save as files: ${versionName(version)}`}
                  ?disabled=${this.locked}
                  @click=${() => emit(this, 'os-export-version', { version })}
                >
                  ${tray}Save as files
                </button>`
          }
          ${
            inUse
              ? html`<p class="using">${tick}In use</p>`
              : html`<button
                  type="button"
                  aria-label=${`Use this: ${versionName(version)}`}
                  ?disabled=${this.locked}
                  @click=${() => emit(this, 'os-restore-version', { version })}
                >
                  Use this
                </button>`
          }
        </div>
      </li>
    `;
  }

  #facts({ createdAt, feedbackCount, steps, heldBack, replay }: AdapterVersion) {
    const change = (name: string, { before, after }: { before: number; after: number }) => html`
      <li>
        ${name}: ${before.toFixed(2)} → <strong>${after.toFixed(2)}</strong>
        <span class=${trend(before, after)}>${trendWords[trend(before, after)]}</span>
      </li>
    `;
    return html`
      <p class="soft small">${when(createdAt)} · ${feedbackCount === 0 ? 'imported from files' : `learned from ${plural(feedbackCount, 'verdict')} in ${plural(steps, 'step')}`}</p>
      <ul class="small">
        ${Number.isFinite(heldBack.after) ? change('Error on verdicts it had not practised on', heldBack) : nothing}
        ${Number.isFinite(replay.after) ? change('Error on what it knew before', replay) : nothing}
      </ul>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }

      ol > li {
        display: grid;
        grid-template-columns: 2.75rem minmax(0, 1fr) auto;
        gap: 0.5rem 1rem;
        align-items: center;
        padding: 1rem 0;
        border-top: 1px solid var(--line);
      }

      .number {
        display: grid;
        place-items: center;
        align-self: start;
        width: 2.75rem;
        height: 2.75rem;
        border: 2px solid var(--edge);
        border-radius: 50%;
        font: 700 1.125rem var(--display);
      }

      .in-use .number {
        border-color: var(--blue);
        background: var(--blue);
        color: var(--on-blue);
      }

      .using {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        color: var(--blue);
        font-weight: 600;
      }

      .acts {
        justify-content: end;
      }

      .button {
        margin-top: 0.75rem;
      }

      details p {
        max-width: 42rem;
      }

      .better {
        color: var(--blue);
        font-weight: 600;
      }

      .worse {
        color: var(--text-soft);
      }

      @media (max-width: 560px) {
        ol > li {
          grid-template-columns: 2.75rem minmax(0, 1fr);
        }

        ol > li > :last-child {
          grid-column: 2;
          justify-content: start;
        }
      }
    `,
  ];
}

/** What got much worse was not kept, so it is in no list. */
const trendWords = {
  better: 'better',
  worse: 'a little worse, within what is allowed',
  unchanged: 'unchanged',
} as const;

/** A change of less than one part in fifty is no news. */
function trend(before: number, after: number): 'better' | 'worse' | 'unchanged' {
  if (Math.abs(after - before) < Math.abs(before) / 50) return 'unchanged';
  return after < before ? 'better' : 'worse';
}
