import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { problemNote, problemNoteStyles } from '../problem-note.ts';
import { sharedStyles } from '../shared-styles.ts';
import type { Problem } from '../view-store.ts';
import { wish } from './coupon-events.ts';
import type { CouponPlace } from './coupon-view.ts';

/** What went wrong at one place of the coupon pages, and the way out. */
export class OsCouponProblem extends LitElement {
  @property({ attribute: false }) place: CouponPlace = 'open';
  @property({ attribute: false }) problem: Problem | undefined;

  override render() {
    if (this.problem === undefined) return nothing;
    // Which field it is stands in the message already.
    const failures = this.problem.failures.map(({ type, message }) => ({ type, message }));
    return problemNote(
      { ...this.problem, failures },
      () => wish(this, 'retry', { place: this.place }),
      () => wish(this, 'dismiss', { place: this.place }),
    );
  }

  static override styles = [sharedStyles, problemNoteStyles];
}
