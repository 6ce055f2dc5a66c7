import { css } from 'lit';

export const offerListStyles = css`
  section {
    display: grid;
    gap: 1.25rem;
  }

  /* Belongs to the heading. */
  .order {
    margin-top: -0.75rem;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr));
    gap: 1.25rem;
  }

  .cards li {
    min-width: 0;
  }

  .blank {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr));
    gap: 1.25rem;
  }

  .blank p {
    grid-column: 1 / -1;
  }

  .outline {
    min-height: 15.75rem;
    padding: 1.125rem;
    border: 2px dashed var(--line);
    border-radius: var(--radius);
    background: linear-gradient(var(--line), var(--line)) 0 calc(100% - 4.25rem) / 100% 1px no-repeat;
  }

  .outline svg {
    display: block;
    width: 6rem;
    margin-left: auto;
    fill: none;
    stroke: var(--line);
    stroke-width: 0.7;
  }

  .foot {
    display: grid;
    gap: 0.5rem;
  }

  .refused {
    display: grid;
    gap: 0.875rem;
    margin: 0.5rem 0 0.5rem 0.25rem;
    padding-left: 1rem;
    border-left: 3px solid var(--coral);
  }

  kbd {
    padding: 0 0.375rem;
    border: 1px solid var(--edge);
    border-radius: 5px;
    font: 600 0.8125rem var(--mono);
    color: var(--text);
  }

  @media (hover: none), (pointer: coarse), (max-width: 480px) {
    .keys {
      display: none;
    }
  }

  @media (max-width: 700px) {
      .outline + .outline {
      display: none;
    }
  }
`;
