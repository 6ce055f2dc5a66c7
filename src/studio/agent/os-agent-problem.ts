import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { problemNote, problemNoteStyles } from '../problem-note.ts';
import { sharedStyles } from '../shared-styles.ts';
import type { Problem } from '../view-store.ts';
import { wish } from './agent-events.ts';
import type { AgentPlace } from './agent-view.ts';

/** What went wrong at one place of the customers page, and the way out. */
export class OsAgentProblem extends LitElement {
  @property({ attribute: false }) place: AgentPlace = 'open';
  @property({ attribute: false }) problem: Problem | undefined;

  override render() {
    if (this.problem === undefined) return nothing;
    return problemNote(
      this.problem,
      () => wish(this, 'retry', { place: this.place }),
      () => wish(this, 'dismiss', { place: this.place }),
    );
  }

  static override styles = [sharedStyles, problemNoteStyles];
}
