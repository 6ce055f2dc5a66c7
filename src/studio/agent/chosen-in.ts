/** What a field or a list holds now; empty for an event of anything else. */
export function chosenIn(event: Event): string {
  const { currentTarget } = event;
  return currentTarget instanceof HTMLSelectElement || currentTarget instanceof HTMLInputElement
    ? currentTarget.value
    : '';
}
