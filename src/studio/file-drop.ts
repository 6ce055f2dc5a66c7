import { css, html, type ReactiveController, type ReactiveControllerHost } from 'lit';

interface Where {
  /** A drop beside the place counts as well: a browser would leave the page for the file. */
  readonly everywhere?: boolean;
  /** Nothing is taken now. */
  readonly locked?: () => boolean;
}

/** Lets an element take files that are dropped on a place of it; links and pieces of text stay what they are. */
export class FileDrop implements ReactiveController {
  #over = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly take: (dropped: DataTransfer) => void,
    private readonly where: Where = {},
  ) {
    host.addController(this);
  }

  /** Whether files are held over the place. */
  get over(): boolean {
    return this.#over;
  }

  /** The place, with what it says and what else can be done there; its look is in `dropStyles`. */
  place(content: unknown) {
    return html`
      <div
        class="drop ${this.#over ? 'over' : ''}"
        @dragover=${this.onOver}
        @dragleave=${this.onLeave}
        @drop=${this.onDrop}
      >
        ${content}
      </div>
    `;
  }

  hostConnected(): void {
    if (!this.where.everywhere) return;
    window.addEventListener('dragover', this.onOver);
    window.addEventListener('dragleave', this.onLeave);
    window.addEventListener('drop', this.onDrop);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.onOver);
    window.removeEventListener('dragleave', this.onLeave);
    window.removeEventListener('drop', this.onDrop);
  }

  readonly onOver = (event: DragEvent): void => {
    if (this.#takes(event) === undefined) return;
    this.#keep(event);
    this.#show(true);
  };

  /** From one element of the place to another there is a related target; out of the window there is none. */
  readonly onLeave = ({ currentTarget, relatedTarget }: DragEvent): void => {
    const within = currentTarget instanceof Node ? currentTarget : document;
    if (relatedTarget instanceof Node && within.contains(relatedTarget)) return;
    this.#show(false);
  };

  readonly onDrop = (event: DragEvent): void => {
    this.#show(false);
    const dropped = this.#takes(event);
    if (dropped === undefined) return;
    this.#keep(event);
    this.take(dropped);
  };

  #takes({ dataTransfer }: DragEvent): DataTransfer | undefined {
    if (this.where.locked?.() || !dataTransfer?.types.includes('Files')) return undefined;
    return dataTransfer;
  }

  /** From the browser, which would open the file, and from a place around this one. */
  #keep(event: DragEvent): void {
    event.preventDefault();
    event.stopPropagation();
  }

  #show(over: boolean): void {
    if (this.#over === over) return;
    this.#over = over;
    this.host.requestUpdate();
  }
}

/** A place that waits for files. */
export const dropStyles = css`
  .drop {
    display: grid;
    gap: 0.875rem;
    justify-items: start;
    padding: 1.25rem;
    border: 2px dashed var(--edge);
    border-radius: var(--radius);
  }

  .over {
    border-color: var(--blue);
    background: var(--blue-wash);
  }
`;
