import { html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { cross } from '../icons.ts';
import { progressNote, progressNoteStyles } from '../progress-note.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import type { Importing } from './agent-view.ts';
import { number, stageShares, stageWords } from './agent-words.ts';

/** How far an import is, and the way to stop it. */
export class OsImportProgress extends LitElement {
  @property({ attribute: false }) importing: Importing | undefined;

  override render() {
    const { importing } = this;
    const stage = importing?.progress?.stage ?? 'reading';
    const { share = 0, file, lines } = importing?.progress ?? {};
    const [from, to] = stageShares[stage];
    const detail = file === undefined || lines === undefined ? '' : `: ${file}, ${number(lines)} lines`;
    const stopping = importing?.stopping === true;
    return progressNote({
      words: stopping ? 'Stopping' : stageWords[stage],
      share: from + (to - from) * share,
      label: 'Import',
      detail: `${stageWords[stage]}${detail}`,
      stop: html`${cross}Cancel`,
      stopping,
      onStop: () => wish(this, 'cancel-import', undefined),
    });
  }

  static override styles = [sharedStyles, progressNoteStyles];
}
