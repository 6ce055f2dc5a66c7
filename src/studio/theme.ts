export type Theme = 'light' | 'dark';

const storageKey = 'offersmith-theme';

function isTheme(value: unknown): value is Theme {
  return value === 'light' || value === 'dark';
}

/** What is seen now: the person's choice, or else what the device prefers. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (isTheme(chosen)) return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is shut, as in some private windows; the choice then lasts for this visit.
  }
}

/** Puts the choice of an earlier visit back. */
export function recallTheme(): void {
  try {
    const chosen = localStorage.getItem(storageKey);
    if (isTheme(chosen)) document.documentElement.dataset.theme = chosen;
  } catch {
    // As above.
  }
}
