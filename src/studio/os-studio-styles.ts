import { css } from 'lit';

export const studioStyles = css`
  header {
    position: relative;
    /* What opens from the bar lies above the offers. */
    z-index: 1;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem 1rem;
    max-width: 78rem;
    margin: 0 auto;
    padding: 1.125rem 1.5rem;
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    font: 700 1.375rem var(--display);
    letter-spacing: -0.02em;
  }

  nav {
    display: flex;
    gap: 0.25rem;
    margin-right: auto;
  }

  nav a {
    display: inline-flex;
    align-items: center;
    min-height: 2.25rem;
    padding: 0.25rem 0.75rem;
    border-radius: 999px;
    color: var(--text);
    font-weight: 600;
    text-decoration: none;
  }

  nav a:hover {
    background: var(--blue-wash);
  }

  nav a[aria-current='page'] {
    background: var(--blue-wash);
    color: var(--blue-deep);
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 0.3em;
  }

  .theme {
    width: 2.25rem;
    min-height: 2.25rem;
    padding: 0;
  }

  .waves {
    position: absolute;
    z-index: -1;
    top: 4.25rem;
    right: 0;
    width: 58%;
    height: calc(100% - 4.25rem);
    fill: none;
    stroke-width: 1;
    mask: linear-gradient(90deg, #0000, #000 45%);
  }

  .waves path {
    vector-effect: non-scaling-stroke;
  }

  .ink-1 {
    stroke: var(--blue);
  }

  .ink-2 {
    stroke: var(--coral);
  }

  .intro {
    max-width: 78rem;
    margin: 0 auto;
    padding: 0.75rem 1.5rem 0;
  }

  h1 {
    max-width: 18ch;
    margin: 0;
    font: 700 clamp(2rem, 1.3rem + 2.6vw, 3.125rem) / 1.08 var(--display);
    letter-spacing: -0.025em;
    text-wrap: balance;
  }

  .intro p {
    max-width: 36rem;
    margin-top: 0.75rem;
    color: var(--text-soft);
    font-size: 1.1875rem;
  }

  main {
    display: grid;
    grid-template-columns: minmax(0, 21rem) minmax(0, 1fr);
    gap: 2.5rem 3rem;
    max-width: 78rem;
    margin: 0 auto;
    padding: 2.25rem 1.5rem 5rem;
  }

  main.wide {
    grid-template-columns: minmax(0, 1fr);
  }

  .work {
    display: grid;
    gap: 2rem;
    align-content: start;
    scroll-margin-top: 1rem;
  }

  .alarm,
  .closer {
    grid-column: 1 / -1;
  }

  @media (max-width: 860px) {
    main {
      grid-template-columns: minmax(0, 1fr);
      gap: 2.5rem;
    }
  }

  @media (max-width: 480px) {
    .bar,
    .intro {
      padding-inline: 1.125rem;
    }

    /* Four pages fit beside each other, the first in line with what is below. */
    nav {
      gap: 0;
      margin-left: -0.625rem;
    }

    nav a {
      padding-inline: 0.625rem;
    }

    main {
      padding: 2rem 1.125rem 4rem;
    }

    .waves {
      position: static;
      display: block;
      width: 100%;
      height: 3rem;
      mask: none;
    }
  }
`;
