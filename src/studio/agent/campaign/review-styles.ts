import { css } from 'lit';

/** The card of the offer that is looked at, and what is pressed there. */
export const reviewStyles = css`
  .pick[aria-pressed='true'] {
    border-color: var(--blue);
    background: var(--blue-wash);
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.125rem;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet-2);
  }

  h4 span {
    font: 400 0.9375rem var(--body);
  }

  .bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
    margin: 0 -1.25rem -1.25rem;
    padding: 0.875rem 1.25rem;
    border-top: 1px solid var(--line);
    border-radius: 0 0 var(--radius) var(--radius);
    background: var(--sheet-2);
  }

  kbd {
    padding: 0.0625rem 0.375rem;
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--sheet);
    font: 0.8125rem var(--mono);
  }

  @media (hover: none), (max-width: 760px) {
    .keys {
      display: none;
    }
  }

  @media (max-width: 480px) {
    .bar {
      gap: 0.5rem;
    }

    .bar button {
      padding-inline: 0.75rem;
      font-size: 0.9375rem;
    }

    .bar .longer {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
