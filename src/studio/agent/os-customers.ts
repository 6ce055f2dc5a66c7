import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CustomerOverview } from '../../service/agent-contract.ts';
import { sharedStyles } from '../shared-styles.ts';
import { plural } from '../words.ts';
import type { AgentWish, AgentWishes } from './agent-events.ts';
import type { AgentState } from './agent-state.ts';
import { type AgentView, initialAgentView } from './agent-view.ts';
import { day, daysAgo, money, number } from './agent-words.ts';

/** What each wish asks of the state; a new one without an entry does not compile. */
const wishes: {
  readonly [Name in keyof AgentWishes]: (agent: AgentState, detail: AgentWishes[Name]) => unknown;
} = {
  'choose-files': (agent, { files }) => agent.chooseFiles(files),
  'use-sample': (agent) => agent.useSample(),
  'leave-out': (agent, { key }) => agent.leaveOut(key),
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
  @state() private view: AgentView = initialAgentView;
  #unsubscribe: (() => void) | undefined;

  constructor() {
    super();
    this.addEventListener('os-agent-wish', ({ detail }) => this.#grant(detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#unsubscribe?.();
    super.disconnectedCallback();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('agent')) this.#follow();
  }

  #follow(): void {
    const { agent } = this;
    this.#unsubscribe?.();
    if (agent === undefined) return;
    this.view = agent.view;
    this.#unsubscribe = agent.subscribe(() => {
      this.view = agent.view;
    });
    void agent.open();
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
        ${this.#summary(overview)}
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
      ${/* What is done with the customers, rewards and campaigns, has its place here. */ nothing}
      <section aria-labelledby="kept">
        <h2 id="kept">What is kept</h2>
        ${
          overview.files.some(({ report }) => report.refused.count + report.leftOut.count > 0)
            ? html`<os-import-report .files=${overview.files}></os-import-report>`
            : nothing
        }
        <os-erase-customers .overview=${overview} .problem=${view.problems.erase}></os-erase-customers>
      </section>
    `;
  }

  #summary(overview: CustomerOverview) {
    const { customers, buyers, purchases, responses, currency, recencyDays, frequency, monetary } = overview;
    const facts: readonly (readonly [string, string, string])[] = [
      [
        'Customers',
        number(customers),
        buyers < customers ? `${number(buyers)} of them bought something` : 'all of them bought',
      ],
      ...(recencyDays === undefined
        ? []
        : ([
            [
              'How recently',
              daysAgo(recencyDays.median),
              `half of them between ${number(recencyDays.lower)} and ${number(recencyDays.upper)} days`,
            ],
          ] as const)),
      [
        'How often',
        `${number(frequency.median, 1)} ${frequency.median === 1 ? 'time' : 'times'}`,
        `half of them between ${number(frequency.lower, 1)} and ${number(frequency.upper, 1)}`,
      ],
      [
        'How much',
        money(monetary.median, currency),
        `half of them between ${money(monetary.lower, currency)} and ${money(monetary.upper, currency)}`,
      ],
    ];
    const rows = [
      ...(purchases > 0 ? [plural(purchases, 'purchase')] : []),
      ...(responses > 0 ? [`${plural(responses, 'past answer')} to offers`] : []),
    ];
    return html`
      ${
        overview.files.some(({ simulated }) => simulated)
          ? html`<p class="note"><strong>Simulated:</strong> nobody here exists. Erase them or put your own files in their place at any time.</p>`
          : nothing
      }
      <dl>
        ${facts.map(
          ([term, value, more]) => html`
            <div>
              <dt>${term}</dt>
              <dd><strong>${value}</strong><span class="soft small">${more}</span></dd>
            </div>
          `,
        )}
      </dl>
      <p class="soft small">
        ${rows.length > 0 ? html`From ${rows.join(' and ')}. ` : nothing}Days are counted to ${day(overview.reference)}.
        Large values are those of the customer in the middle.
      </p>
      ${
        overview.notes.length === 0
          ? nothing
          : html`<details>
              <summary class="small">What is estimated or not known</summary>
              <ul class="notes small">
                ${overview.notes.map((note) => html`<li>${note}</li>`)}
              </ul>
            </details>`
      }
    `;
  }

  #grant({ name, detail }: AgentWish): void {
    const { agent } = this;
    if (agent === undefined) return;
    const grant = wishes[name] as (agent: AgentState, detail: AgentWish['detail']) => unknown;
    void grant(agent, detail);
  }

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') void this.agent?.open();
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

      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
        gap: 1rem;
      }

      dl div {
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
      }

      dd {
        display: grid;
      }

      dd strong {
        font: 700 1.5rem var(--display);
      }

      .notes {
        display: grid;
        gap: 0.25rem;
        max-width: 46rem;
        padding-left: 1.125rem;
        list-style: disc;
      }
    `,
  ];
}
