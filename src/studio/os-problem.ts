import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { emit } from './events.ts';
import { problemNote, problemNoteStyles } from './problem-note.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Place } from './studio-view.ts';
import type { Problem } from './view-store.ts';

/** What went wrong at one place of the page, what to do about it, and a way to try again. */
export class OsProblem extends LitElement {
  @property({ attribute: false }) place: Place = 'start';
  @property({ attribute: false }) problem: Problem | undefined;

  override render() {
    if (this.problem === undefined) return nothing;
    return problemNote(
      this.problem,
      () => emit(this, 'os-retry', { place: this.place }),
      () => emit(this, 'os-dismiss', { place: this.place }),
    );
  }

  static override styles = [sharedStyles, problemNoteStyles];
}
