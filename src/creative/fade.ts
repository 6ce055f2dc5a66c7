import type { Scene } from './coupon-style.ts';
import { element } from './svg.ts';

/**
 * Lets an ornament of the main part fade out to the left, where the text begins: nothing of it at `from`, all of it at
 * `to`, as shares of the width.
 */
export function fadedLeft({ id, main }: Scene, content: string, from: number, to: number): string {
  const at = (share: number) => main.x + main.width * share;
  const stop = (offset: number, opacity: number) =>
    element('stop', { offset, 'stop-color': '#fff', 'stop-opacity': opacity });
  const gradient = element(
    'linearGradient',
    { id: `${id}fade`, gradientUnits: 'userSpaceOnUse', x1: at(from), y1: 0, x2: at(to), y2: 0 },
    stop(0, 0) + stop(1, 1),
  );
  const mask = element(
    'mask',
    { id: `${id}mask`, maskUnits: 'userSpaceOnUse', ...main },
    element('rect', { ...main, fill: `url(#${id}fade)` }),
  );
  return element('defs', {}, gradient + mask) + element('g', { mask: `url(#${id}mask)` }, content);
}
