import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { FollowState } from '../../follow-state.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { sheetStyles } from '../../sheet-styles.ts';
import { type Grants, grantWish } from '../../wishes.ts';
import type { CampaignWishes } from './campaign-events.ts';
import type { CampaignState } from './campaign-state.ts';
import { type CampaignStep, type CampaignView, initialCampaignView, stepsDone } from './campaign-view.ts';

/** What each wish asks of the state. */
const grants: Grants<CampaignState, CampaignWishes> = {
  'go-to': (state, { step }) => state.goTo(step),
  stop: (state) => state.stop(),
  retry: (state, { place }) => state.retry(place),
  dismiss: (state, { place }) => state.dismiss(place),
  'simulate-rewards': ({ rewards }) => rewards.useSimulated(),
  'choose-rewards': ({ rewards }, { file }) => rewards.choose(file),
  'take-rewards': ({ rewards }) => rewards.take(),
  'leave-rewards': ({ rewards }) => rewards.leave(),
  'erase-rewards': ({ rewards }) => rewards.erase(),
  'find-rewards': ({ rewards }, query) => rewards.find(query),
  'change-draft': ({ planning }, change) => planning.change(change),
  'new-campaign': ({ planning }) => planning.startAnew(),
  'open-campaign': ({ planning }, { id }) => planning.open(id),
  'remove-campaign': ({ planning }, { id }) => planning.remove(id),
  'save-campaign': ({ planning }) => planning.save('goal'),
  preview: async (state) => {
    await state.goTo('preview');
    await state.previews.make();
  },
  'let-model-write': (state, { on }) => state.letModelWrite(on),
  'find-offers': ({ previews }, query) => previews.find(query),
  'show-person': ({ previews }, { customerId }) => previews.show(customerId),
  'close-person': ({ previews }) => previews.close(),
  'start-run': ({ runs }) => runs.start(),
  'resume-run': ({ runs }) => runs.resume(),
  'cancel-run': ({ runs }) => runs.cancel(),
  'look-at-run': ({ runs }, { id }) => runs.look(id),
  'remove-run': ({ runs }, { id }) => runs.remove(id),
  'list-review': ({ reviews }, { status }) => reviews.list(status),
  'look-at': ({ reviews }, { at }) => reviews.look(at),
  'count-rule': ({ reviews }, { rule }) => reviews.count(rule),
  approve: ({ reviews }, { select }) => reviews.approve(select),
  refuse: ({ reviews }, { select }) => reviews.refuse(select),
  edit: ({ reviews }, { offerId, text }) => reviews.edit(offerId, text),
  export: ({ outcome }, { codes }) => outcome.export(codes),
  'save-export': ({ outcome }, { file }) => outcome.save(file),
  'save-calendar': ({ outcome }) => outcome.saveCalendar(),
  'mark-sent': ({ outcome }) => outcome.markSent(),
  measure: ({ outcome }, { days, simulated }) => outcome.measure(days, simulated),
  'show-log': ({ outcome }, { offset }) => outcome.showLog(offset),
  'check-log': ({ outcome }) => outcome.checkLog(),
  replay: ({ outcome }, { entry }) => outcome.replay(entry),
  'save-log': ({ outcome }) => outcome.saveLog(),
};

/** How often schedules are looked at while the page is open. */
const MINUTE = 60_000;

/** A campaign, step by step, for the customers that are here. */
export class OsCampaign extends LitElement {
  @property({ attribute: false }) campaign: CampaignState | undefined;
  /** Names the customers that are here; another one after every import. */
  @property() revision = '';
  #clock: ReturnType<typeof setInterval> | undefined;
  #shown: CampaignStep | undefined;

  constructor() {
    super();
    new FollowState(this, () => this.campaign, { seenAgain: (campaign) => campaign.refresh() });
    this.addEventListener('os-campaign-wish', ({ detail }) => {
      if (this.campaign !== undefined) grantWish(grants, this.campaign, detail);
    });
  }

  private get view(): CampaignView {
    return this.campaign?.view ?? initialCampaignView;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => void this.campaign?.runs.startDue(), MINUTE);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if ((changed.has('campaign') || changed.has('revision')) && this.revision !== '')
      void this.campaign?.open(this.revision);
  }

  override updated(): void {
    const { step, open } = this.view;
    const before = this.#shown;
    this.#shown = open ? step : undefined;
    // The step that a person went to is where they read on; the one that the page opened with is not.
    if (open && before !== undefined && before !== step) void this.#toHeading();
  }

  override render() {
    const { view } = this;
    return html`
      <p class="soft">From what you can give to what it brought. Nothing is sent from here, and nothing leaves this page unless you save it.</p>
      <os-campaign-problem .place=${'open'} .problem=${view.problems.open}></os-campaign-problem>
      ${view.started === undefined ? nothing : html`<p class="note" role="status">${view.started}</p>`}
      <os-campaign-steps .current=${view.step} .done=${stepsDone(view)}></os-campaign-steps>
      <div class="sheet">${view.open ? this.#step() : html`<p class="soft">Looking what is kept here…</p>`}</div>
      <p class="hidden-words" role="status">${view.message}</p>
    `;
  }

  #step() {
    const { view } = this;
    switch (view.step) {
      case 'rewards':
        return html`<os-rewards-step .view=${view}></os-rewards-step>`;
      case 'goal':
        return html`<os-goal-step .view=${view}></os-goal-step>`;
      case 'preview':
        return html`<os-preview-step .view=${view}></os-preview-step>`;
      case 'run':
        return html`<os-run-step .view=${view}></os-run-step>`;
      case 'review':
        return html`<os-review-step .view=${view}></os-review-step>`;
      case 'take-out':
        return html`<os-take-out-step .view=${view}></os-take-out-step>`;
      case 'results':
        return html`<os-results-step .view=${view}></os-results-step>`;
      case 'record':
        return html`<os-record-step .view=${view}></os-record-step>`;
    }
  }

  async #toHeading(): Promise<void> {
    const step = this.renderRoot.querySelector<LitElement>('.sheet > *');
    await step?.updateComplete;
    step?.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
    const top = this.getBoundingClientRect().top;
    if (top < 0) this.scrollIntoView({ block: 'start' });
  }

  static override styles = [
    sharedStyles,
    sheetStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.125rem;
        scroll-margin-top: 1rem;
      }
    `,
  ];
}
