import { css } from 'lit';
import { formStyles } from '../form-styles.ts';

/** Fields, choices and drop zones of the coupon pages. */
export const couponFormStyles = css`
  ${formStyles}

  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }

  .field {
    font-weight: 400;
  }

  .field > label,
  legend {
    font-weight: 600;
    font-size: 0.9375rem;
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
    gap: 1rem;
  }

  textarea {
    padding-block: 0.5rem;
    resize: vertical;
  }

  input:focus-visible,
  textarea:focus-visible {
    outline: 3px solid var(--blue);
    outline-offset: 1px;
  }

  ::placeholder {
    color: var(--text-soft);
    opacity: 1;
  }

  .choice {
    display: flex;
    align-items: flex-start;
    gap: 0.625rem;
    padding: 0.25rem 0;
    cursor: pointer;
  }

  .choice input {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    margin: 0.0625rem 0 0;
    accent-color: var(--blue);
  }

  .drop {
    gap: 0.625rem;
    padding: 1rem;
  }

  .faults {
    display: grid;
    gap: 0.25rem;
    max-height: 12rem;
    overflow-y: auto;
    padding-left: 1.125rem;
    list-style: disc;
  }
`;
