import { css, html, LitElement, type PropertyValues, unsafeCSS } from 'lit';
import { property } from 'lit/decorators.js';
import uPlot from 'uplot';
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { dataTable } from './data-table.ts';
import { sharedStyles } from './shared-styles.ts';
import type { LearningStep } from './studio-view.ts';

const height = 200;

/** How far off the writer still is, step by step; the same numbers stand in a table. */
export class OsLossChart extends LitElement {
  @property({ attribute: false }) done: readonly LearningStep[] = [];
  /** The axis reaches to the last step from the start, so that the line grows instead of shrinking. */
  @property({ attribute: false }) steps = 1;
  #plot: uPlot | undefined;
  #resized: ResizeObserver | undefined;
  #scheme: MediaQueryList | undefined;
  #theme: MutationObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.#fit());
    this.#resized.observe(this);
    this.#scheme = matchMedia('(prefers-color-scheme: dark)');
    this.#scheme.addEventListener('change', this.#redraw);
    this.#theme = new MutationObserver(this.#redraw);
    this.#theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }

  override disconnectedCallback(): void {
    this.#resized?.disconnect();
    this.#theme?.disconnect();
    this.#scheme?.removeEventListener('change', this.#redraw);
    this.#plot?.destroy();
    this.#plot = undefined;
    super.disconnectedCallback();
  }

  override render() {
    const last = this.done.at(-1);
    const summary =
      last === undefined
        ? 'No step yet.'
        : `Step ${this.done.length} of ${this.steps}: ${last.loss.toFixed(2)}; it began at ${this.done[0]?.loss.toFixed(2)}.`;
    return html`
      <figure>
        <figcaption class="small soft">How far off it still is, step by step. Lower is better.</figcaption>
        <div class="plot" role="img" aria-label=${`Line chart. ${summary}`}></div>
        <details>
          <summary class="small">As a table</summary>
          ${dataTable(
            'Loss by step',
            [
              ['Step', 'numbers'],
              ['All', 'numbers'],
              ['Telling apart', 'numbers'],
              ['Wording', 'numbers'],
            ],
            this.done.map(({ loss, contrastive, generative }, i) => [
              i + 1,
              ...[loss, contrastive, generative].map((value) => value.toFixed(3)),
            ]),
          )}
        </details>
      </figure>
    `;
  }

  override updated(_changed: PropertyValues): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (target === null) return;
    this.#plot ??= new uPlot(this.#options(target.clientWidth || 300), this.#data(), target);
    this.#plot.setData(this.#data());
  }

  #data(): uPlot.AlignedData {
    return [this.done.map((_, index) => index + 1), this.done.map(({ loss }) => loss)];
  }

  #options(width: number): uPlot.Options {
    const colour = (name: string, alpha?: number) => () => resolveColour(this.renderRoot, name, alpha);
    const axis: uPlot.Axis = {
      stroke: colour('--text-soft'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: '13px sans-serif',
    };
    return {
      width,
      height,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [1, Math.max(2, this.steps)] },
        y: { range: (_plot, _low, high) => [0, (high || 1) * 1.08] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 28 },
        { ...axis, size: 42 },
      ],
      series: [
        {},
        {
          stroke: colour('--blue'),
          width: 3,
          fill: colour('--blue', 0.14),
          points: {
            show: (_plot, _series, first, last) => last - first < 2,
            size: 7,
            fill: colour('--blue'),
          },
        },
      ],
    };
  }

  #fit(): void {
    const width = this.renderRoot.querySelector('.plot')?.clientWidth;
    if (width) this.#plot?.setSize({ width, height });
  }

  readonly #redraw = (): void => {
    this.#plot?.redraw(false, true);
  };

  static override styles = [
    unsafeCSS(uplotStyles),
    sharedStyles,
    css`
      figure {
        display: grid;
        gap: 0.5rem;
        min-width: 0;
      }

      .plot {
        min-height: ${height}px;
        min-width: 0;
        overflow: hidden;
      }

      .scroll {
        max-height: 16rem;
        overflow: auto;
      }
    `,
  ];
}

/** A canvas knows neither custom properties nor light-dark(), so an element resolves the colour. */
function resolveColour(root: ParentNode, name: string, alpha = 1): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  root.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return alpha === 1 ? color : color.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
}
