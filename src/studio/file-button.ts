import { html, nothing } from 'lit';

interface FileButton {
  readonly words: unknown;
  /** Endings and kinds as a field of files has them; every file where it is absent. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A folder with all that is in it, instead of files. */
  readonly folder?: boolean;
  /** Lets a phone take a picture. */
  readonly camera?: boolean;
  readonly disabled?: boolean;
  readonly take: (files: readonly File[]) => void;
}

/** A button with which files are chosen; its look is in the shared styles. */
export function fileButton({ words, accept, multiple, folder, camera, disabled, take }: FileButton) {
  const onChange = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const files = [...(currentTarget.files ?? [])];
    // So that the same file can be chosen again after it was mended.
    currentTarget.value = '';
    take(files);
  };
  return html`
    <label class="button">
      ${words}
      <input
        class="hidden-words"
        type="file"
        accept=${accept ?? nothing}
        capture=${camera ? 'environment' : nothing}
        ?multiple=${multiple || folder}
        ?webkitdirectory=${folder}
        ?disabled=${disabled}
        @change=${onChange}
      />
    </label>
  `;
}
