import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { FollowState } from '../follow-state.ts';
import { sharedStyles } from '../shared-styles.ts';
import { type Grants, grantWish, type Wish } from '../wishes.ts';
import { plural } from '../words.ts';
import type { AgentWishes } from './agent-events.ts';
import type { AgentState } from './agent-state.ts';
import { type AgentView, initialAgentView } from './agent-view.ts';
import type { CampaignState } from './campaign/campaign-state.ts';

/** What each wish asks of the state. */
const grants: Grants<AgentState, AgentWishes> = {
  'choose-files': (agent, { files, folders }) => agent.chooseFiles(files, { folders }),
  'use-sample': (agent) => agent.useSample(),
  'leave-out': (agent, { key }) => agent.leaveOut(key),
  'read-as': (agent, { key, byHand }) => agent.readAs(key, byHand),
  revise: (agent, { key, change }) => agent.revise(key, change),
  import: (agent, { mode }) => agent.import(mode),
  'cancel-import': (agent) => agent.cancelImport(),
  'save-refusals': (agent, { file }) => agent.saveRefusals(file),
  find: (agent, { search, segment }) => agent.find(search, segment),
  'show-customer': (agent, { id }) => agent.showCustomer(id),
  'close-customer': (agent) => agent.closeCustomer(),
  'write-offers': (agent, { persona }) => agent.writeOffers(persona),
  erase: (agent) => agent.erase(),
  retry: (agent, { place }) => agent.retry(place),
  dismiss: (agent, { place }) => agent.dismiss(place),
};

/** The customers page: import, who the customers are, one by one, and what is kept. */
export class OsCustomers extends LitElement {
  @property({ attribute: false }) agent: AgentState | undefined;
  /** Behind what is done with the customers; without it they are only shown. */
  @property({ attribute: false }) campaign: CampaignState | undefined;

  constructor() {
    super();
    new FollowState(this, () => this.agent, {
      opened: (agent) => agent.open(),
      seenAgain: (agent) => agent.open(),
    });
    this.addEventListener('os-agent-wish', ({ detail }) => this.#grant(detail));
  }

  private get view(): AgentView {
    return this.agent?.view ?? initialAgentView;
  }

  override render() {
    const { view } = this;
    const { overview, reports } = view;
    return html`
      <os-agent-problem .place=${'open'} .problem=${view.problems.open}></os-agent-problem>
      <section aria-labelledby="files">
        <h2 id="files">${overview === undefined ? 'Bring in your customers' : 'Add files or start again'}</h2>
        ${
          view.open
            ? html`<os-customer-files .view=${view}></os-customer-files>`
            : html`<p class="soft">Looking what is kept here…</p>`
        }
        ${
          view.erased === undefined
            ? nothing
            : html`<p class="note" role="status"><strong>Erased:</strong> ${plural(view.erased, 'customer')} and all that came with them.</p>`
        }
        ${
          reports.length === 0
            ? nothing
            : html`<div class="note"><os-import-report .files=${reports}></os-import-report></div>`
        }
      </section>
      ${overview === undefined ? nothing : this.#customers(overview)}
      <p class="hidden-words" role="status">${view.message}</p>
    `;
  }

  #customers(overview: CustomerOverview) {
    const { view } = this;
    return html`
      <section aria-labelledby="who">
        <h2 id="who">Who they are</h2>
        <os-customer-summary .overview=${overview}></os-customer-summary>
      </section>
      <section aria-labelledby="groups">
        <h2 id="groups">${plural(overview.segments.length, 'group')} that buy alike</h2>
        <os-segments .overview=${overview}></os-segments>
      </section>
      <section aria-labelledby="each">
        <h2 id="each">One by one</h2>
        <os-customer-list
          .overview=${overview}
          .page=${view.page}
          .details=${view.details}
          .search=${view.search}
          .segment=${view.segment}
          .problem=${view.problems.list}
        ></os-customer-list>
      </section>
      ${
        this.campaign === undefined
          ? nothing
          : html`<section aria-labelledby="campaign">
              <h2 id="campaign">Make a campaign</h2>
              <os-campaign .campaign=${this.campaign} .revision=${overview.revision} @os-to-files=${this.#toFiles}></os-campaign>
            </section>`
      }
      <section aria-labelledby="kept">
        <h2 id="kept">What is kept</h2>
        ${
          overview.files.some(({ report }) => report.refused.count + report.leftOut.count > 0)
            ? html`<os-import-report .files=${overview.files}></os-import-report>`
            : nothing
        }
        <os-erase-customers .overview=${overview} .problem=${view.problems.erase} ?campaigns=${this.campaign !== undefined}></os-erase-customers>
      </section>
    `;
  }

  #grant(wish: Wish<AgentWishes>): void {
    if (this.agent === undefined) return;
    // Records name people: they go with them.
    if (wish.name === 'erase') void this.campaign?.erase();
    grantWish(grants, this.agent, wish);
  }

  readonly #toFiles = (): void => {
    this.renderRoot.querySelector('#files')?.scrollIntoView({ block: 'start' });
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 3rem;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.125rem;
      }
    `,
  ];
}
