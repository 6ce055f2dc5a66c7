import axe from 'axe-core';
import type { JSHandle, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import type { Verdict } from '../../src/domain/feedback.ts';
import type { Generated, Nearness, OfferService } from '../../src/service/contract.ts';
// For the types alone: they name the page's elements.
import type {} from '../../src/studio/define.ts';
import type {} from '../../src/studio/define-pages.ts';

export interface ShownOffer {
  readonly text: string;
  readonly card: Locator;
}

export type Judged = Readonly<Record<Verdict, readonly string[]>>;

/** A row of the table of similarities, as shown. */
export interface ShownChange {
  readonly text: string;
  readonly verdict: string;
  readonly before: number;
  readonly after: number;
}

const buttons: Readonly<Record<Verdict, string>> = { accepted: 'Accept', rejected: 'Reject' };
const patience = 120_000;

/** What a person does on the page and reads there, by roles and words. */
export class StudioPage {
  constructor(readonly page: Page) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  }

  tab(name: string): Promise<void> {
    return this.page.getByRole('tab', { name }).click();
  }

  /** The badge that says what runs; it is there as soon as the writer is ready. */
  get badge(): Locator {
    return this.button(/^Runs on/);
  }

  ready(): Promise<void> {
    return this.badge.waitFor({ timeout: patience });
  }

  choose(name: string): Promise<void> {
    return this.page
      .locator('label')
      .filter({ has: this.person(name) })
      .click();
  }

  /** The radio button, which is not seen itself; people press its label. */
  person(name: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^${name}\\b`) });
  }

  alert(text: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: text });
  }

  /** Asks for offers without waiting for them. */
  ask(): Promise<void> {
    return this.button(/^Write (more )?offers$/).click();
  }

  async write(): Promise<void> {
    await this.ask();
    await this.button('Write more offers').waitFor({ timeout: patience });
  }

  /** The offers of the round on the table, the refused ones left out. */
  async offers(): Promise<readonly ShownOffer[]> {
    const cards = this.page
      .getByRole('article')
      .filter({ has: this.page.getByRole('button', { name: 'Accept' }) });
    return Promise.all(
      (await cards.all()).map(async (card) => ({
        card,
        text: oneLine(await card.getByRole('paragraph').nth(1).innerText()),
      })),
    );
  }

  async judge({ card }: ShownOffer, verdict: Verdict): Promise<void> {
    const button = card.getByRole('button', { name: buttons[verdict] });
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
  }

  /**
   * Writes rounds and judges what they bring, until as many are accepted and rejected as wanted; what `likes`
   * says is accepted. Where too few are liked after eight rounds, the kinds take turns instead.
   */
  async teach(likes: (text: string) => boolean, wanted: Readonly<Record<Verdict, number>>): Promise<Judged> {
    const judged: Record<Verdict, string[]> = { accepted: [], rejected: [] };
    const missing = (verdict: Verdict) => judged[verdict].length < wanted[verdict];
    for (let round = 0; missing('accepted') || missing('rejected'); round += 1) {
      if (round === 16) throw new Error(`Too few offers after ${round} rounds: ${JSON.stringify(judged)}`);
      await this.write();
      for (const offer of await this.offers()) {
        const other = round < 8 ? 'rejected' : missing('accepted') ? 'accepted' : 'rejected';
        const verdict = likes(offer.text) ? 'accepted' : other;
        if (!missing(verdict)) continue;
        await this.judge(offer, verdict);
        judged[verdict].push(offer.text);
      }
    }
    return judged;
  }

  /** Asks it to learn without waiting for it. */
  askToLearn(): Promise<void> {
    return this.button(/^Learn (from this|again)$/).click();
  }

  get learnedHeading(): Locator {
    return this.page.getByRole('heading', { name: /^(Learned: version|Not kept)/ });
  }

  /** Whether the result was kept; the comparison that follows is then on the page. */
  async learned(): Promise<boolean> {
    await this.learnedHeading.waitFor({ timeout: patience });
    const kept = (await this.learnedHeading.innerText()).startsWith('Learned');
    if (kept) await this.comparison.waitFor({ timeout: patience });
    return kept;
  }

  async learn(): Promise<boolean> {
    await this.askToLearn();
    await this.learnedHeading.waitFor({ state: 'hidden' });
    return this.learned();
  }

  get comparison(): Locator {
    return this.page.getByRole('heading', { name: /again, before and after$/ });
  }

  async versionInUse(): Promise<string> {
    await this.tab('Versions');
    const inUse = this.page.getByRole('listitem').filter({ hasText: 'In use' });
    return inUse.getByRole('heading').innerText();
  }

  async similarities(): Promise<readonly ShownChange[]> {
    // It is folded away at first.
    const region = this.page.getByRole('region', {
      name: 'Fit before and after learning',
      includeHidden: true,
    });
    const fold = (words: string) =>
      this.page.locator('details', { has: region }).getByText(words, { exact: true });
    const table = fold('As a table');
    if (!(await table.isVisible())) await fold('The fit of each offer, before and after').click();
    if (!(await region.isVisible())) await table.click();
    const rows = await region.getByRole('row').all();
    return Promise.all(
      rows.slice(1).map(async (row) => {
        const [text = '', verdict = '', before = '', after = ''] = await row
          .getByRole('cell')
          .allInnerTexts();
        const number = (shown: string) => Number(shown.replace('\u2212', '-'));
        return { text: oneLine(text), verdict, before: number(before), after: number(after) };
      }),
    );
  }

  /** Asks the page's own service for numbers that the page does not show. */
  async nearness(texts: readonly string[]): Promise<readonly Nearness[]> {
    const asked = { id: this.#personInAddress(), texts };
    const service = await this.#service();
    const result = await service.evaluate((service, { id, texts }) => service.nearness(id, texts), asked);
    if (!result.ok) throw new Error(JSON.stringify(result.failures));
    return result.value;
  }

  /** Writes with a seed of one's own choice, which the page does not offer; nothing of it is stored. */
  async writeWithSeed(seed: number): Promise<Generated> {
    const asked = { id: this.#personInAddress(), seed };
    const service = await this.#service();
    const result = await service.evaluate(async (service, { id, seed }) => {
      const people = await service.personas();
      const person = people.ok ? people.value.find((one) => one.id === id) : undefined;
      if (person === undefined) throw new Error(`Nobody is stored as ${id}.`);
      const { id: _, createdAt: __, ...persona } = person;
      return service.generate(
        { jobId: 'with-seed', persona, personaId: id, keep: false, count: 4, seed },
        () => {},
      );
    }, asked);
    if (!result.ok) throw new Error(JSON.stringify(result.failures));
    return result.value;
  }

  #personInAddress(): string {
    return new URLSearchParams(new URL(this.page.url()).hash.slice(1)).get('person') ?? '';
  }

  #service(): Promise<JSHandle<OfferService>> {
    return this.page.evaluateHandle(() => {
      const studio = document.querySelector('os-studio')?.studio;
      if (studio === undefined) throw new Error('The page has not opened yet.');
      return (studio as unknown as { readonly service: OfferService }).service;
    });
  }

  /** What axe-core finds against WCAG 2.2 A and AA, and its best practice. */
  async violations(): Promise<readonly string[]> {
    // Not a script element, which the page's policy would refuse.
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
      );
    });
  }
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
