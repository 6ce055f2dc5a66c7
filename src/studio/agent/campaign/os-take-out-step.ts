import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  ExportedFile,
  ExportRequest,
  ImportedCodes,
  RunDetails,
  RunExport,
} from '../../../service/agent-campaign-contract.ts';
import { tray } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView } from './campaign-view.ts';

type CodeChoice = 'generated' | 'imported' | 'none';

/** Files for the tools that send, with codes; and the calendar of runs. */
export class OsTakeOutStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;
  @state() private codes: CodeChoice = 'generated';

  override render() {
    const { run, problems } = this.view;
    return html`
      <h3 tabindex="-1">Take it to the tools that send</h3>
      ${
        run?.status === 'finished'
          ? this.#approved(run)
          : html`<os-no-run .run=${run} what="Here you save what is approved, for e-mail, text message and push tools."></os-no-run>`
      }
      <os-campaign-problem .place=${'take-out'} .problem=${problems['take-out']}></os-campaign-problem>
      ${this.#calendar()}
    `;
  }

  #approved({ review, simulated }: RunDetails) {
    const ready = review.approved + review.sent;
    return html`
      <p>
        A browser sends no e-mail and no text message. Your own tools do, from these files: one row a message, in the
        columns that such tools know.
      </p>
      ${simulated ? html`<p class="note"><strong>Simulated:</strong> nobody in these files exists.</p>` : nothing}
      ${
        ready === 0
          ? html`<div class="row">
              <p>Nothing is approved yet.</p>
              <button class="primary" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'review' })}>Review the offers</button>
            </div>`
          : html`
              <fieldset>
                <legend class="small"><strong>Codes to redeem</strong></legend>
                ${this.#choice('generated', 'A code of its own for every offer, with a check sign against typing errors')}
                ${this.#choice('imported', importedWords(this.view.codes), this.view.codes?.used === 0 && this.view.codes.free === 0)}
                ${this.#choice('none', 'No codes')}
              </fieldset>
              <div class="row">
                <button class="primary" type="button" @click=${() => campaignWish(this, 'export', { codes: this.#wanted() })}>
                  Make the files for ${plural(ready, 'offer')}
                </button>
              </div>
            `
      }
      ${this.view.exported === undefined ? nothing : this.#files(this.view.exported, review.approved)}
    `;
  }

  #wanted(): ExportRequest['codes'] {
    if (this.codes !== 'imported') return this.codes;
    const { codes } = this.view;
    return codes === undefined ? 'none' : { pool: codes.pool };
  }

  #choice(value: CodeChoice, words: unknown, disabled = false) {
    return html`
      <label class="tick">
        <input
          type="radio"
          name="codes"
          .checked=${value === this.codes}
          ?disabled=${disabled}
          @change=${() => {
            this.codes = value;
          }}
        />
        <span>${words}</span>
      </label>
    `;
  }

  #files({ files, problems }: RunExport, approved: number) {
    return html`
      <ul class="files" aria-label="Files to save">
        ${byTool(files).map(
          ([name, forms]) => html`
            <li>
              <span><strong>${name}</strong> <span class="soft small">${plural(forms[0]?.messages ?? 0, 'message')}</span></span>
              <span class="row">${forms.map((file) => this.#save(file))}</span>
            </li>
          `,
        )}
      </ul>
      ${
        problems.length === 0
          ? nothing
          : html`<div class="note"><p><strong>To know:</strong></p><ul class="small">${problems.slice(0, 10).map(({ message }) => html`<li>${message}</li>`)}</ul></div>`
      }
      <div class="row onward">
        ${
          approved > 0
            ? html`<button type="button" @click=${() => campaignWish(this, 'mark-sent', undefined)}>They went out: mark ${number(approved)} as sent</button>`
            : html`<span class="tag">All marked as sent</span>`
        }
        <button class="quiet" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'results' })}>Next: what came of it</button>
      </div>
    `;
  }

  #save(file: ExportedFile) {
    const form = file.name.split('.').at(-1)?.toUpperCase();
    return html`<button type="button" @click=${() => campaignWish(this, 'save-export', { file })}>
      ${tray}<span><span class="hidden-words">Save </span>${form}<span class="hidden-words">: ${file.name}</span></span>
    </button>`;
  }

  #calendar() {
    const { saved, draft } = this.view;
    if (saved === undefined || draft.schedule?.kind !== 'by-time') return nothing;
    return html`
      <div class="block onward">
        <h4>The calendar</h4>
        <p class="small">The coming runs for your calendar program, with a reminder: open this page then.</p>
        <div class="row"><button type="button" @click=${() => campaignWish(this, 'save-calendar', undefined)}>${tray}Save the calendar</button></div>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    campaignStyles,
    css`
      .files {
        display: grid;
        gap: 0.5rem;
      }

      .files li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.625rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet-2);
        overflow-wrap: anywhere;
      }
    `,
  ];
}

function importedWords(codes: ImportedCodes | undefined) {
  if (codes === undefined) return 'The next codes of your own list';
  if (codes.free === 0 && codes.used === 0)
    return html`The next codes of your own list: none is imported yet; do so under <a href="#coupons">Coupons</a>, “Its code”`;
  return `The next codes of your own list: ${plural(codes.free, 'code')} left, ${number(codes.used)} used`;
}

/** The forms of each tool's file under the name that they share. */
function byTool(files: readonly ExportedFile[]): readonly (readonly [string, readonly ExportedFile[]])[] {
  const tools = new Map<string, ExportedFile[]>();
  for (const file of files) {
    const name = file.name.replace(/\.\w+$/, '');
    tools.set(name, [...(tools.get(name) ?? []), file]);
  }
  return [...tools];
}
