import { css } from 'lit';
import { formStyles } from '../../form-styles.ts';

/** What the steps of a campaign have in common: fields, cards to choose from, chips. */
export const campaignStyles = css`
  ${formStyles}

  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    min-width: 0;
  }

  h3:focus-visible {
    outline: none;
  }

  .field .small {
    font-weight: 400;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: 1rem 1.25rem;
  }

  .tick {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.25rem;
    cursor: pointer;
  }

  .tick input {
    flex: none;
    width: 1.5rem;
    height: 1.5rem;
    margin: 0;
    accent-color: var(--blue);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    padding: 0.25rem 0.875rem;
    border: 1.5px solid var(--edge);
    border-radius: 999px;
    background: var(--sheet);
    cursor: pointer;
  }

  .chip:has(input:checked) {
    border-color: var(--blue);
    background: var(--blue-wash);
    font-weight: 600;
  }

  .chip:has(input:focus-visible),
  .card:has(input:focus-visible) {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }

  .chip input,
  .card input {
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--blue);
  }

  .chip input:focus-visible,
  .card input:focus-visible {
    outline: none;
  }

  .block {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    min-width: 0;
  }

  h4 {
    font-size: 1.0625rem;
  }

  div.note {
    display: grid;
    gap: 0.625rem;
  }

  .tall {
    max-height: 26rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet);
  }

  .tall table th:first-child,
  .tall table td:first-child {
    padding-left: 0.875rem;
  }

  th .small {
    font-weight: 400;
  }

  .tall thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--sheet-2);
  }

  .onward {
    padding-top: 0.5rem;
    border-top: 1px solid var(--line);
  }

  .tag {
    display: inline-block;
    padding: 0.0625rem 0.5rem;
    border-radius: 6px;
    background: var(--blue-wash);
    font-size: 0.875rem;
    font-weight: 600;
    white-space: nowrap;
  }

  .tag.off {
    background: var(--coral-wash);
    color: var(--coral-deep);
  }

  .tag.plain {
    background: var(--sheet-2);
    color: var(--text-soft);
  }
`;

/** A list with search above it; on a narrow page the `wide` columns go, and `narrow` words stand in for them. */
export const listStyles = css`
  :host {
    gap: 0.75rem;
  }

  .empty {
    padding: 1rem;
  }

  @media (max-width: 560px) {
    .wide {
      display: none;
    }
  }

  @media not all and (max-width: 560px) {
    .narrow {
      display: none;
    }
  }
`;
