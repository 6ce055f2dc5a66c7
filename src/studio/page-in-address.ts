const pages = ['offers', 'customers', 'coupons', 'verify'] as const;

export type PageName = (typeof pages)[number];

/** `#customers`, `#coupons` and `#verify` are pages of their own; every other address is the page of offers. */
export function pageInAddress(): PageName {
  const named = new URLSearchParams(location.hash.slice(1));
  return pages.find((page) => named.has(page)) ?? 'offers';
}

/** A step to come back from, as a link would be. */
export function goToPage(page: PageName): void {
  location.hash = page === 'offers' ? '' : page;
}
