import { css } from 'lit';

/** A white sheet on the paper, for what belongs together. */
export const sheetStyles = css`
  .sheet {
    display: grid;
    gap: 1.125rem;
    min-width: 0;
    padding: 1.375rem;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--sheet);
  }

  .sheet > * {
    min-width: 0;
  }
`;
