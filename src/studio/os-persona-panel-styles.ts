import { css } from 'lit';

export const personaPanelStyles = css`
  .panel {
    display: grid;
    gap: 1.125rem;
    border-radius: 20px;
    outline-offset: 10px;
  }

  .panel.dragged {
    outline: 3px dashed var(--blue);
  }

  .tags {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr));
    gap: 0.5rem;
    max-height: 19rem;
    margin: -4px;
    padding: 4px;
    overflow-y: auto;
  }

  .tag {
    position: relative;
    min-width: 0;
  }

  .tag span {
    display: block;
    height: 100%;
    padding: 0.3125rem 0.75rem 0.375rem;
    border: 1.5px solid var(--edge);
    border-radius: 12px;
    background: var(--sheet);
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .tag small {
    display: -webkit-box;
    overflow: hidden;
    color: var(--text-soft);
    font-size: 0.8125rem;
    font-weight: 400;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .tag input:checked + span small {
    color: inherit;
  }

  .tag span:hover {
    border-color: var(--blue);
    background: var(--blue-wash);
  }

  .tag input:checked + span {
    border-color: var(--blue);
    background: var(--blue);
    color: var(--on-blue);
  }

  .tag input:focus-visible + span {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }

  .tag input:disabled:not(:checked) + span {
    border-color: var(--line);
    color: var(--text-soft);
    cursor: not-allowed;
  }

  .extras {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.5rem;
    margin-top: -0.625rem;
  }

  .extra {
    min-height: 2.25rem;
    padding: 0.125rem 0.875rem;
    border-style: dashed;
    border-radius: 12px;
    background: transparent;
    color: var(--blue);
  }

  .tools {
    display: flex;
    align-self: start;
    margin: -0.5rem -0.5rem 0 0;
  }

  .tools button {
    width: 2.25rem;
    padding: 0;
  }

  .card {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 1rem;
    align-items: center;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--sheet);
  }

  .card > dl {
    grid-column: 1 / -1;
  }

  .face {
    position: relative;
    display: grid;
    place-items: center;
    width: 4.25rem;
    height: 4.25rem;
    font: 700 1.375rem var(--display);
    color: var(--blue-deep);
  }

  .face svg {
    position: absolute;
    inset: 0;
    fill: none;
    stroke: var(--coral);
    stroke-width: 0.8;
  }

  dl {
    display: grid;
    gap: 0.5rem;
    font-size: 0.9375rem;
  }

  dl div {
    display: grid;
    grid-template-columns: 4rem 1fr;
    gap: 0.5rem;
  }

  dt {
    color: var(--text-soft);
  }

  .write {
    min-height: 3.5rem;
    font-size: 1.1875rem;
  }

  /* On a phone the button stays within reach of the thumb while the person is read. */
  @media (max-width: 860px) {
    :host([choosing]) .write:not([aria-disabled='true']) {
      position: sticky;
      bottom: 0.75rem;
      box-shadow: 0 6px 20px var(--shadow);
    }
  }

  /* Stays beside the offers while they are read; a form may be longer than the window and scrolls along. */
  @media (min-width: 861px) and (min-height: 640px) {
    :host([choosing]) {
      position: sticky;
      top: 1.5rem;
    }
  }

  .note .row {
    margin-top: 0.75rem;
  }
`;
