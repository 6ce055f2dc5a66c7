/** What a field holds now; empty for an event of anything else. */
export function textIn(event: Event): string {
  const { currentTarget } = event;
  const isField = currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement;
  return isField ? currentTarget.value : '';
}

/** The one file of a drop or a choice; the field is emptied, so that the same file can be chosen again. */
export function fileIn(event: Event): File | undefined {
  if (event instanceof DragEvent) return event.dataTransfer?.files[0];
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLInputElement)) return undefined;
  const file = currentTarget.files?.[0];
  currentTarget.value = '';
  return file;
}
