import { css } from 'lit';

/** Small fields and lists within a file's form. */
export const fieldStyles = css`
  select,
  input {
    min-height: 2.25rem;
    max-width: 100%;
    padding: 0.25rem 0.5rem;
    border: 1.5px solid var(--edge);
    border-radius: 8px;
    background: var(--sheet-2);
    color: var(--text);
    font: inherit;
    font-weight: 400;
  }
`;
