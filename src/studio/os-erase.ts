import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { emit } from './events.ts';
import { bin } from './icons.ts';
import { dialogStyles, sharedStyles } from './shared-styles.ts';
import type { Problem } from './view-store.ts';
import { plural } from './words.ts';

/** What the service calls its stores, and what a person would. */
const storeWords: Readonly<Record<string, readonly [one: string, many: string]>> = {
  personas: ['person', 'people'],
  offers: ['offer', 'offers'],
  feedback: ['verdict', 'verdicts'],
  adapters: ['learned version', 'learned versions'],
  learningRuns: ['note that learning was cut off', 'notes that learning was cut off'],
  settings: ['setting', 'settings'],
  customers: ['imported customer', 'imported customers'],
  customerSets: ['set of imported customers', 'sets of imported customers'],
  customerParts: ['table of imported customers', 'tables of imported customers'],
  rewardSets: ['catalogue of rewards', 'catalogues of rewards'],
  rewardParts: ['table of rewards', 'tables of rewards'],
  campaigns: ['campaign', 'campaigns'],
  runs: ['run of a campaign', 'runs of campaigns'],
  runParts: ['table of a run', 'tables of runs'],
  runLog: ['part of a run’s log', 'parts of runs’ logs'],
  ledgers: ['record of what was handed out', 'records of what was handed out'],
  couponCodes: ['coupon code', 'coupon codes'],
  coupons: ['coupon', 'coupons'],
  kioskKeys: ['key for coupons', 'keys for coupons'],
  redemptions: ['redeemed coupon', 'redeemed coupons'],
};

/** Erases all that this device has kept: says what, asks once more, and shows what went. */
export class OsErase extends LitElement {
  @property({ attribute: false }) held: Readonly<Record<string, number>> | undefined;
  @property({ attribute: false }) erased: Readonly<Record<string, number>> | undefined;
  @property({ attribute: false }) problem: Problem | undefined;
  /** Whether the browser has promised to keep it; undefined until it was asked. */
  @property({ attribute: false }) storagePromised: boolean | undefined;

  override updated(): void {
    const dialog = this.#dialog();
    if (this.erased !== undefined && dialog?.open) dialog.close();
  }

  override render() {
    return html`
      <p class="soft">
        People, offers, verdicts and what the writer learned from them are kept on this device only. Nothing is sent
        anywhere, so nobody else can erase it for you either.
      </p>
      ${this.storagePromised === undefined ? nothing : promise(this.storagePromised)}
      <os-problem .place=${'data'} .problem=${this.problem}></os-problem>
      <div role="status">
        ${
          this.erased === undefined
            ? nothing
            : html`<div class="note">
                <p><strong>Erased.</strong></p>
                ${list(this.erased)}
              </div>`
        }
      </div>
      <button class="danger" type="button" @click=${this.#ask}>${bin}Erase everything…</button>
      <dialog aria-labelledby="question">
        <h3 id="question">Erase everything on this device?</h3>
        ${
          this.held === undefined
            ? html`<p class="soft">Counting…</p>`
            : html`<p>For good:</p>
                ${list(this.held)}`
        }
        <p class="soft small">The writer itself stays, as it was shipped.</p>
        <div class="row">
          <button class="danger" type="button" @click=${() => emit(this, 'os-erase', undefined)}>Erase all of it</button>
          <button type="button" autofocus @click=${() => this.#dialog()?.close()}>Keep it</button>
        </div>
      </dialog>
    `;
  }

  #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #ask = (): void => {
    emit(this, 'os-count-data', undefined);
    this.#dialog()?.showModal();
  };

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      :host {
        display: grid;
        gap: 1rem;
        justify-items: start;
      }

      p {
        max-width: 42rem;
      }

      .counts {
        display: grid;
        gap: 0.25rem;
        padding-left: 1.125rem;
        list-style: disc;
      }
    `,
  ];
}

function promise(given: boolean) {
  return given
    ? html`<p><strong>The browser has agreed to keep it</strong> until you erase it, even when the disk is nearly full.</p>`
    : html`<p>
        <strong>The browser has not promised to keep it.</strong> It was asked, and may still clear it when the disk is
        nearly full. Pages that you have bookmarked or use often are more likely to get that promise.
      </p>`;
}

function list(counts: Readonly<Record<string, number>>) {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  if (some.length === 0) return html`<p>Nothing is kept here.</p>`;
  return html`
    <ul class="counts">
      ${some.map(([store, count]) => {
        const [one, many] = storeWords[store] ?? [store, store];
        return html`<li>${plural(count, one, many)}</li>`;
      })}
    </ul>
  `;
}
