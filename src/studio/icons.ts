import { svg, type TemplateResult } from 'lit';

function icon(paths: TemplateResult): TemplateResult {
  return svg`<svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

export const tick = icon(svg`<path d="M4 10.5l4 4 8-9" />`);
export const cross = icon(svg`<path d="M5 5l10 10M15 5L5 15" />`);
export const pen = icon(svg`<path d="M3 17l1-4 9.5-9.5 3 3L7 16z" />`);
export const plus = icon(svg`<path d="M10 4v12M4 10h12" />`);
export const tray = icon(svg`<path d="M10 3v9M6 8.5l4 4 4-4M3 13v4h14v-4" />`);
export const bin = icon(svg`<path d="M4 6h12M8 6V3.5h4V6M6 6l.7 10.5h6.6L14 6" />`);
export const square = icon(svg`<rect x="5" y="5" width="10" height="10" rx="1.5" fill="currentColor" />`);
export const back = icon(svg`<path d="M4 9h8a4 4 0 0 1 0 8H8M4 9l4-4M4 9l4 4" />`);
export const moon = icon(svg`<path d="M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z" />`);
export const sun = icon(
  svg`<circle cx="10" cy="10" r="3.5" /><path d="M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4" />`,
);
export const chip = icon(
  svg`<rect x="5" y="5" width="10" height="10" rx="1.5" /><path d="M8 2v3M12 2v3M8 15v3M12 15v3M2 8h3M2 12h3M15 8h3M15 12h3" />`,
);
