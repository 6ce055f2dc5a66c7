import { html, LitElement, nothing, svg } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AgentState } from './agent/agent-state.ts';
import type { CampaignState } from './agent/campaign/campaign-state.ts';
import { brandMark } from './brand-mark.ts';
import type { CouponState } from './coupon/coupon-state.ts';
import type { StudioEvents } from './events.ts';
import { FollowState } from './follow-state.ts';
import { wavePath } from './guilloche.ts';
import { moon, sun } from './icons.ts';
import type { OsPersonaPanel } from './os-persona-panel.ts';
import { studioStyles } from './os-studio-styles.ts';
import { OsTabs, type Tab } from './os-tabs.ts';
import { type PageName, pageInAddress } from './page-in-address.ts';
import { sharedStyles } from './shared-styles.ts';
import type { StudioState } from './studio-state.ts';
import {
  countVerdicts,
  initialView,
  isBusy,
  listPeople,
  type Person,
  type StudioView,
  selectedPerson,
} from './studio-view.ts';
import { chooseTheme, currentTheme } from './theme.ts';
import type { Grants } from './wishes.ts';

const tabs: readonly Tab[] = [
  { id: 'map', label: 'Map' },
  { id: 'history', label: 'History' },
  { id: 'versions', label: 'Versions' },
  { id: 'data', label: 'Your data' },
];

/** What each page says of itself. */
const intros: Readonly<Record<PageName, readonly [title: string, words: string]>> = {
  offers: [
    'Offers for one person, written on your device',
    'Choose a person, read what is written for them, say what fits. It learns, and nothing leaves this page.',
  ],
  customers: [
    'Your customers, understood on your device',
    'Drop what your shop exports, see who buys how, pick somebody to write for. Nothing leaves this page.',
  ],
  coupons: [
    'Coupons worth keeping, made on your device',
    'Choose what is given and how it looks, and take it as a picture with a code of its own. Nothing leaves this page.',
  ],
  verify: [
    'Is this coupon genuine?',
    'Type its code or show its QR code. The answer comes from this device, without a network.',
  ],
};

const waves = [
  { ink: 'ink-2', path: wavePath(900, 220, 5, 1.2, 9) },
  { ink: 'ink-1', path: wavePath(900, 220, 3.5, 0, 12) },
];

/** The whole page: shows what the state holds, and hands every wish of its elements to the state. */
export class OsStudio extends LitElement {
  @property({ attribute: false }) studio: StudioState | undefined;
  /** Behind the page of customers; without it there is only the page of offers. */
  @property({ attribute: false }) agent: AgentState | undefined;
  /** Behind the campaigns on the page of customers. */
  @property({ attribute: false }) campaign: CampaignState | undefined;
  /** Behind the pages that make and verify coupons. */
  @property({ attribute: false }) coupons: CouponState | undefined;
  /** Whether the pages beside that of offers are still to come, or did not. */
  @property({ attribute: false }) waits: 'loading' | 'failed' | undefined;
  @state() private page: PageName = pageInAddress();
  @state() private theme = currentTheme();
  @state() private tab = 'map';
  /** The lower part of the page is in the window. */
  @state() private closerSeen = false;
  readonly #seen = new IntersectionObserver((entries) => {
    this.closerSeen = entries.some(({ isIntersecting }) => isIntersecting);
  });

  /** What each event asks of the state. */
  readonly #wishes: Grants<StudioState, StudioEvents> = {
    'os-select-person': (studio, { key }) => studio.people.select(key),
    'os-save-person': async (studio, { persona, id }) => {
      if (await studio.people.save(persona, id)) await this.#panel()?.close();
    },
    'os-import-people': (studio, { personas }) => studio.people.import(personas),
    'os-remove-person': (studio, { id }) => studio.people.remove(id),
    'os-write': (studio) => this.#write(studio),
    'os-stop-writing': (studio) => studio.writing.stop(),
    'os-verdict': (studio, { offerId, verdict }) => studio.verdicts.judge(offerId, verdict),
    'os-take-back': (studio, { offerId }) => studio.verdicts.takeBack(offerId),
    'os-learn': (studio) => studio.learning.learn(),
    'os-stop-learning': (studio) => studio.learning.stop(),
    'os-restore-version': (studio, { version }) => studio.versions.restore(version),
    'os-export-version': (studio, { version }) => studio.versions.export(version),
    'os-import-version': (studio, { files }) => studio.versions.import(files),
    'os-use-model': (studio, { model }) => studio.model.use(model),
    'os-use-built-in': (studio) => studio.model.useBuiltIn(),
    'os-choose-model': (studio, { modelId }) => studio.chooseModel(modelId),
    'os-count-data': (studio) => studio.data.count(),
    'os-erase': (studio) => studio.data.erase(),
    'os-retry': (studio, { place }) => studio.retry(place),
    'os-dismiss': (studio, { place }) => studio.dismiss(place),
    // These two stay between a form and the element around it.
    'os-chips': () => {},
    'os-close-form': () => {},
  };

  constructor() {
    super();
    new FollowState(this, () => this.studio, { seenAgain: (studio) => studio.refresh() });
    for (const name of Object.keys(this.#wishes) as (keyof StudioEvents)[]) this.#listen(name);
  }

  private get view(): StudioView {
    return this.studio?.view ?? initialView;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onAddress);
    this.page = pageInAddress();
    // Taken up again where it was let go when the element left the page.
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    removeEventListener('hashchange', this.#onAddress);
    this.#seen.disconnect();
    super.disconnectedCallback();
  }

  #watch(): void {
    const closer = this.renderRoot.querySelector('.closer');
    if (closer !== null) this.#seen.observe(closer);
  }

  /** Working out the map costs time, so it is asked for only while it can be seen. */
  override updated(): void {
    if (this.tab === 'map' && this.closerSeen) void this.studio?.map.show();
  }

  override firstUpdated(): void {
    this.#watch();
  }

  override render() {
    const { view } = this;
    const person = selectedPerson(view);
    const engine = view.startup.phase === 'ready' ? view.startup.engine : undefined;
    const busy = isBusy(view);
    const graphics = engine?.backend === 'webgpu';
    const failed = view.startup.phase === 'failed';
    const page = this.#shownPage();
    const [title, words] = intros[page];
    const startup = html`
      <os-startup
        .startup=${view.startup}
        .problem=${view.problems.start}
        .models=${view.models}
        ?queued=${view.queued}
      ></os-startup>
    `;
    return html`
      <header>
        <div class="bar">
          <p class="brand">${brandMark}<span>Offersmith</span></p>
          ${this.#navigation(person, page)}
          <div class="row">
            <os-status
              .engine=${engine}
              .exchanging=${view.exchanging}
              .models=${view.models}
              .problem=${view.problems.model}
              .choiceProblem=${view.problems.choice}
              .storagePromised=${view.storagePromised}
              ?locked=${view.writing !== undefined || view.learning !== undefined}
              ?failed=${failed}
            ></os-status>
            <button
              class="theme"
              type="button"
              aria-label=${this.theme === 'dark' ? 'Switch to light colours' : 'Switch to dark colours'}
              @click=${this.#onTheme}
            >
              ${this.theme === 'dark' ? sun : moon}
            </button>
          </div>
        </div>
        <svg class="waves" viewBox="0 0 900 220" preserveAspectRatio="none" aria-hidden="true">
          ${waves.map(({ ink, path }) => svg`<path class=${ink} d=${path} />`)}
        </svg>
        <div class="intro">
          <h1>${title}</h1>
          <p>${words}</p>
        </div>
      </header>
      ${this.#otherPage(page)}
      <main ?hidden=${page !== 'offers'}>
        ${failed ? html`<div class="alarm">${startup}</div>` : nothing}
        <div class="who">${this.#personPanel(person, busy)}</div>
        <div class="work">
          ${failed ? nothing : startup}
          <os-offer-list
            .writing=${view.writing}
            .batch=${view.batch}
            .history=${view.history}
            .problem=${view.problems.offers}
            .name=${person?.persona.name ?? ''}
            ?graphics=${graphics}
            ?ready=${engine !== undefined && !busy}
          ></os-offer-list>
          ${
            view.history.length === 0 && view.learned === undefined
              ? nothing
              : html`<os-learn-panel
                  .counts=${countVerdicts(view.history)}
                  .learning=${view.learning}
                  .learned=${view.learned}
                  .rewriting=${view.writing?.again ? view.writing : undefined}
                  .problem=${view.problems.learn}
                  .name=${person?.persona.name ?? ''}
                  ?graphics=${graphics}
                  ?ready=${engine !== undefined && !busy}
                ></os-learn-panel>`
          }
        </div>
        <section class="closer" aria-labelledby="closer">
          <h2 id="closer" class="hidden-words">A closer look</h2>
          <os-tabs .tabs=${tabs} label="A closer look" .selected=${this.tab} @change=${this.#onTab}>
            <os-map slot="map" .map=${view.map} .problem=${view.problems.map} ?bare=${view.history.length === 0}></os-map>
            <os-history
              slot="history"
              .history=${view.history}
              .problem=${view.problems.history}
              .name=${person?.persona.name ?? ''}
            ></os-history>
            <os-versions
              slot="versions"
              .versions=${view.versions}
              .current=${engine?.adapterVersion ?? 0}
              .model=${engine !== undefined && (engine.ownModel || view.models.length > 1) ? engine.model.name : undefined}
              .problem=${view.problems.versions}
              ?locked=${busy || engine === undefined}
            ></os-versions>
            <os-erase
              slot="data"
              .held=${view.held}
              .erased=${view.erased}
              .problem=${view.problems.data}
              .storagePromised=${view.storagePromised}
            ></os-erase>
          </os-tabs>
        </section>
      </main>
      <p class="hidden-words" role="status">${view.message}</p>
    `;
  }

  /** The page of offers where the one in the address has nothing behind it. */
  #shownPage(): PageName {
    const { agent, coupons, page, waits } = this;
    if (waits !== undefined) return page;
    const there = { offers: true, customers: agent, coupons, verify: coupons };
    return there[page] === undefined ? 'offers' : page;
  }

  #otherPage(page: PageName) {
    const { agent, coupons, waits } = this;
    if (waits !== undefined && page !== 'offers') return this.#waiting(waits);
    switch (page) {
      case 'customers':
        return html`<main class="wide"><os-customers .agent=${agent} .campaign=${this.campaign}></os-customers></main>`;
      case 'coupons':
        return html`<main class="wide"><os-coupons .coupons=${coupons}></os-coupons></main>`;
      case 'verify':
        return html`<main class="wide"><os-verify .coupons=${coupons}></os-verify></main>`;
      default:
        return nothing;
    }
  }

  #waiting(waits: 'loading' | 'failed') {
    return html`
      <main class="wide">
        <p role="status">${
          waits === 'loading'
            ? 'This page is opening…'
            : 'This page could not be loaded. Load it again once the network is back; nothing that is kept is lost.'
        }</p>
        ${waits === 'failed' ? html`<button type="button" @click=${() => location.reload()}>Load again</button>` : nothing}
      </main>
    `;
  }

  #navigation(person: Person | undefined, page: PageName) {
    const toCome = this.waits !== undefined;
    const customers = toCome || this.agent !== undefined;
    const coupons = toCome || this.coupons !== undefined;
    if (!customers && !coupons) return nothing;
    const current = (name: PageName) => (name === page ? 'page' : 'false');
    return html`
      <nav aria-label="Pages">
        <a href=${person?.id === undefined ? '#' : `#person=${encodeURIComponent(person.id)}`} aria-current=${current('offers')}>Offers</a>
        ${!customers ? nothing : html`<a href="#customers" aria-current=${current('customers')}>Customers</a>`}
        ${
          !coupons
            ? nothing
            : html`<a href="#coupons" aria-current=${current('coupons')}>Coupons</a>
                <a href="#verify" aria-current=${current('verify')}>Verify</a>`
        }
      </nav>
    `;
  }

  #personPanel(person: Person | undefined, busy: boolean) {
    const { view } = this;
    const failed = view.startup.phase === 'failed';
    const action = view.writing
      ? 'Writing…'
      : view.learning
        ? 'Learning…'
        : view.exchanging
          ? 'Getting ready…'
          : view.queued
            ? 'Starts when ready…'
            : view.batch
              ? 'Write more offers'
              : 'Write offers';
    return html`
      <os-persona-panel
        .people=${listPeople(view)}
        .selected=${person}
        .problem=${view.problems.person}
        .exampleProblem=${view.problems.examples}
        ?locked=${busy}
        .action=${action}
        ?ready=${!busy && !failed && !view.queued && person !== undefined}
      ></os-persona-panel>
    `;
  }

  /** On a narrow page the offers are below the person; bring them into view as they begin to appear. */
  async #write(studio: StudioState): Promise<void> {
    const done = studio.writing.write();
    await this.updateComplete;
    const offers = this.renderRoot.querySelector('.work');
    const top = offers?.getBoundingClientRect().top ?? 0;
    if (top > innerHeight * 0.6 || top < 0) {
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      offers?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
    }
    await done;
  }

  #listen<Name extends keyof StudioEvents>(name: Name): void {
    this.addEventListener(name, (event) => {
      const { studio } = this;
      if (studio !== undefined)
        void this.#wishes[name](studio, (event as CustomEvent<StudioEvents[Name]>).detail);
    });
  }

  #panel(): OsPersonaPanel | null {
    return this.renderRoot.querySelector<OsPersonaPanel>('os-persona-panel');
  }

  readonly #onAddress = (): void => {
    const before = this.page;
    this.page = pageInAddress();
    if (this.page !== before) scrollTo(0, 0);
  };

  readonly #onTheme = (): void => {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    chooseTheme(this.theme);
  };

  readonly #onTab = (event: Event): void => {
    if (!(event.currentTarget instanceof OsTabs)) return;
    this.tab = event.currentTarget.selected;
  };

  static override styles = [sharedStyles, studioStyles];
}
