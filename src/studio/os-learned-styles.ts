import { css } from 'lit';

export const learnedStyles = css`
  .sheet {
    gap: 2rem;
  }

  .sheet h3 {
    margin-bottom: 0.375rem;
  }

  details {
    margin-top: 0.75rem;
  }

  .verdict {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 1rem;
    align-items: start;
  }

  .badge {
    display: grid;
    place-items: center;
    width: 3rem;
    height: 3rem;
    border-radius: 50%;
    background: var(--blue);
    color: var(--on-blue);
  }

  .dropped .badge {
    background: var(--coral-deep);
    color: var(--sheet);
  }

  .badge svg {
    width: 1.5rem;
    height: 1.5rem;
  }

  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 1.5rem;
    margin-top: 0.75rem;
  }

  .column li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.75rem;
    padding: 0.625rem 0;
    border-top: 1px solid var(--line);
  }

  .column h4 {
    margin-bottom: 0.5rem;
  }

  .column .new span:first-child {
    font-weight: 600;
  }

  .column .same {
    color: var(--text-soft);
  }

  .counted {
    margin-top: 0.5rem;
  }

  .closer {
    display: inline-block;
    color: var(--blue);
    vertical-align: -0.1875rem;
  }

  @media (max-width: 640px) {
    .pair {
      grid-template-columns: 1fr;
    }
  }
`;
