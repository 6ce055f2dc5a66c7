import { css } from 'lit';

/** One ink a segment, at least 3 to 1 against the sheet in either scheme; a number beside it says the same. */
export const segmentColours = css`
  .seg-0 {
    --ink: light-dark(#2b35d8, #9aa4ff);
  }

  .seg-1 {
    --ink: light-dark(#c23a12, #ff8d6e);
  }

  .seg-2 {
    --ink: light-dark(#0b7357, #4fd1a5);
  }

  .seg-3 {
    --ink: light-dark(#855600, #e3b341);
  }

  .seg-4 {
    --ink: light-dark(#8b2fb0, #d48cff);
  }

  .seg-5 {
    --ink: light-dark(#0b6a86, #5cc8e8);
  }

  .seg-6 {
    --ink: light-dark(#a81b5d, #ff8cc0);
  }

  .seg-7 {
    --ink: light-dark(#4f546b, #b9bdd0);
  }

  .badge {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 1.75rem;
    height: 1.75rem;
    border-radius: 50%;
    background: var(--ink);
    color: var(--on-blue);
    font: 700 1rem / 1 var(--display);
  }
`;

/** Eight at most are tried; a ninth would take the first ink again, with its own number. */
export function inkOf(segment: number): string {
  return `seg-${segment % 8}`;
}
