import { css } from 'lit';

export const learnPanelStyles = css`
  section {
    display: grid;
    gap: 1.25rem;
  }

  .pips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 2.5rem;
  }

  .pip-row {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    font-weight: 600;
  }

  .pip-row .soft {
    font-weight: 400;
  }

  .holes {
    display: flex;
    gap: 0.3125rem;
  }

  .hole {
    display: grid;
    place-items: center;
    width: 1.5rem;
    height: 1.5rem;
    border: 2px dashed var(--edge);
    border-radius: 50%;
  }

  .hole svg {
    width: 0.875rem;
  }

  .hole.full {
    border: 0;
    background: var(--blue);
    color: var(--on-blue);
  }

  .rejected .hole.full {
    background: var(--coral-deep);
    color: var(--sheet);
  }

  @media (max-width: 640px) {
    .pip-row {
      flex-wrap: wrap;
    }
  }
`;
