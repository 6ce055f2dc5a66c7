export type PageName = 'offers' | 'customers';

/** `#customers` is the customers page; every other address is the page of offers. */
export function pageInAddress(): PageName {
  return new URLSearchParams(location.hash.slice(1)).has('customers') ? 'customers' : 'offers';
}

/** A step to come back from, as a link would be. */
export function goToPage(page: PageName): void {
  location.hash = page === 'customers' ? 'customers' : '';
}
