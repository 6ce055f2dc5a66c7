import { pageInAddress } from './page-in-address.ts';

const key = 'person';

function parameters(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

/** The id in `#person=…`. It is random and local, so an address that is shared tells nobody who it was. */
export function personInAddress(): string | undefined {
  return parameters().get(key) ?? undefined;
}

export function putPersonInAddress(id: string | undefined): void {
  // The customers page has no person in its address, and must not lose its own name.
  if (pageInAddress() === 'customers') return;
  const next = parameters();
  if (id === undefined) next.delete(key);
  else next.set(key, id);
  const hash = next.size === 0 ? '' : `#${next}`;
  // Replaced, not pushed: choosing a person is no step to come back from.
  history.replaceState(history.state, '', `${location.pathname}${location.search}${hash}`);
}
