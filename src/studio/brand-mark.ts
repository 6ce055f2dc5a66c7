import { html } from 'lit';

export const brandMark = html`
  <svg viewBox="0 0 32 32" width="34" height="34" aria-hidden="true">
    <path
      fill="var(--blue)"
      d="M5 3h22a3 3 0 0 1 3 3v6.5a3.5 3.5 0 0 0 0 7V26a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3v-6.5a3.5 3.5 0 0 0 0-7V6a3 3 0 0 1 3-3z"
    />
    <circle cx="16" cy="16" r="7" fill="none" stroke="var(--on-blue)" stroke-width="2.5" />
    <circle cx="22" cy="16" r="3.5" fill="var(--coral)" />
  </svg>
`;
