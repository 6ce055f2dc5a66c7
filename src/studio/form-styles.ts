import { css } from 'lit';

/** Fields and lists to choose from, each with words above it. */
export const formStyles = css`
  .field {
    display: grid;
    gap: 0.25rem;
    align-content: start;
    min-width: 0;
    font-weight: 600;
  }

  input:not([type='checkbox'], [type='radio'], [type='file'], [type='color']),
  select,
  textarea {
    min-height: 2.75rem;
    width: 100%;
    padding: 0.375rem 0.75rem;
    border: 1.5px solid var(--edge);
    border-radius: 10px;
    background: var(--sheet);
    color: var(--text);
    font: inherit;
    font-weight: 400;
  }
`;
