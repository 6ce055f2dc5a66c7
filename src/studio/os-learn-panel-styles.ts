import { css } from 'lit';

export const learnPanelStyles = css`
  section {
    display: grid;
    gap: 1.25rem;
  }

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

  .result {
    gap: 2rem;
  }

  .result h3 {
    margin-bottom: 0.375rem;
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

  .fit {
    padding-top: 0.25rem;
  }

  @media (max-width: 640px) {
    .pair {
      grid-template-columns: 1fr;
    }

    .pip-row {
      flex-wrap: wrap;
    }
  }
`;
