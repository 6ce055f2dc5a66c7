import { css } from 'lit';

export const offerStyles = css`
  :host {
    --tear: 4.25rem;
    height: 100%;
  }

  .lift {
    height: 100%;
    filter: drop-shadow(0 1px 0.5px var(--shadow)) drop-shadow(0 8px 14px var(--shadow));
  }

  article {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 15.75rem;
    overflow: hidden;
    border-radius: var(--radius) var(--radius) 0 0;
    background: var(--sheet);
    /* Notches where the stub tears off, and a torn lower edge. */
    mask:
      radial-gradient(circle 9px at 0 calc(100% - var(--tear)), #0000 97%, #000),
      radial-gradient(circle 9px at 100% calc(100% - var(--tear)), #0000 97%, #000),
      radial-gradient(circle 4.5px at 50% 100%, #0000 94%, #000) 50% 0 / 15px 100%;
    mask-composite: intersect;
  }

  article::before {
    content: '';
    position: absolute;
    inset: 0 0 auto;
    height: 6px;
    background: linear-gradient(90deg, var(--blue) 0 72%, var(--coral) 72%);
  }

  .body {
    flex: 1;
    display: grid;
    grid-template-columns: 1fr auto;
    align-content: start;
    gap: 0.5rem 1rem;
    padding: 1.375rem 1.375rem 1.125rem;
  }

  .serial {
    color: var(--text-soft);
    letter-spacing: 0.02em;
  }

  .words {
    grid-column: 1;
    font: 700 1.3125rem / 1.32 var(--display);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .seal {
    grid-column: 2;
    grid-row: 1 / span 2;
    width: 6rem;
    height: 6rem;
    margin: -0.25rem -0.375rem 0 0;
  }

  .seal svg {
    display: block;
    overflow: visible;
  }

  .ink-1,
  .ink-2 {
    fill: none;
    stroke: var(--blue);
    stroke-width: 0.55;
  }

  .ink-2 {
    stroke: var(--coral);
    stroke-width: 0.6;
  }

  .track,
  .gauge {
    fill: none;
    stroke: var(--line);
    stroke-width: 3;
  }

  .gauge {
    stroke: var(--blue);
    stroke-linecap: round;
  }

  .plate {
    fill: var(--sheet);
  }

  .value,
  .caption {
    fill: var(--text);
    font: 700 15px var(--display);
    text-anchor: middle;
  }

  .caption {
    fill: var(--text-soft);
    font: 600 9.5px var(--body);
  }

  .stub {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    height: var(--tear);
    padding: 0 1.375rem 0.25rem;
    background: radial-gradient(circle, var(--edge) 1.1px, #0000 1.6px) 0 -4px / 9px 8px repeat-x;
  }

  .verdict {
    flex: 1;
    padding: 0.5rem 0.75rem;
    border-color: currentcolor;
  }

  .verdict.accepted {
    color: var(--blue);
  }

  .verdict.rejected {
    color: var(--coral-deep);
  }

  .verdict.rejected:hover {
    background: var(--coral-wash);
  }

  .verdict.accepted[aria-pressed='true'] {
    border-color: var(--blue);
    background: var(--blue);
    color: var(--on-blue);
  }

  .verdict.rejected[aria-pressed='true'] {
    border-color: var(--coral-deep);
    background: var(--coral-deep);
    color: var(--sheet);
  }

  .stamp {
    position: absolute;
    right: 1.25rem;
    bottom: calc(var(--tear) + 0.75rem);
    padding: 0.125rem 0.625rem;
    border: 3px double currentcolor;
    border-radius: 6px;
    color: var(--blue);
    font: 700 1.0625rem / 1.4 var(--display);
    letter-spacing: 0.04em;
    text-transform: uppercase;
    transform: rotate(-7deg);
    pointer-events: none;
    background: var(--sheet);
  }

  article.rejected .stamp {
    color: var(--coral-deep);
    transform: rotate(5deg);
  }

  article.accepted {
    background: linear-gradient(var(--blue-wash), var(--sheet) 75%);
  }

  article.rejected .words {
    color: var(--text-soft);
  }

  article.rejected .seal {
    opacity: 0.6;
  }

  .blank {
    display: block;
    width: 92%;
    height: 1rem;
    margin-top: 0.375rem;
    border-radius: 6px;
    background: var(--blue-wash);
  }

  .blank.short {
    width: 60%;
  }

  @media (prefers-reduced-motion: no-preference) {
    .word {
      animation: appear 0.35s ease-out both;
    }

    article[aria-busy='true'] .turn {
      animation: turn 9s linear infinite;
    }

    .stamp {
      animation: stamp 0.28s cubic-bezier(0.2, 1.3, 0.4, 1) both;
    }

    .gauge {
      animation: fill 0.7s ease-out both;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @keyframes stamp {
    from {
      opacity: 0;
      scale: 1.7;
    }
  }

  @keyframes fill {
    from {
      stroke-dasharray: 0 100;
    }
  }

  @media (forced-colors: active) {
    article {
      border: 1px solid;
      mask: none;
    }
  }
`;
