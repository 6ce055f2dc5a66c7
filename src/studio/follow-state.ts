import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Followed {
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

interface Moments<State> {
  /** The element is on the page with this state. */
  readonly opened?: (state: State) => unknown;
  /** The page comes back into view; another tab may have changed what is stored. */
  readonly seenAgain?: (state: State) => unknown;
}

/** Draws an element anew whenever its state changes, for as long as the element is on the page. */
export class FollowState<State extends Followed> implements ReactiveController {
  #followed: State | undefined;
  #end: (() => void) | undefined;

  /** @param state the one that the element has now. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly state: () => State | undefined,
    private readonly moments: Moments<State>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisible);
    // An element that was taken off the page and put back has let go of its state.
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#letGo();
  }

  hostUpdate(): void {
    const state = this.state();
    if (state === this.#followed) return;
    this.#letGo();
    if (state === undefined) return;
    this.#followed = state;
    this.#end = state.subscribe(() => this.host.requestUpdate());
    this.moments.opened?.(state);
  }

  #letGo(): void {
    this.#end?.();
    this.#end = undefined;
    this.#followed = undefined;
  }

  readonly #onVisible = (): void => {
    const state = this.state();
    if (document.visibilityState === 'visible' && state !== undefined) this.moments.seenAgain?.(state);
  };
}
