import { failure, type Result, success } from '../domain/result.ts';
import type { DrawnCoupon } from './draw-coupon.ts';
import { withDensity } from './png-density.ts';

/**
 * The coupon as a PNG of its exact size in pixels, made on this device; for print it carries its dots per inch.
 * Needs a page: browsers decode SVG in an image element only, which workers do not have.
 * @returns the failure `no-picture-decoder` where SVG cannot be decoded, and `png` where the picture cannot be written.
 */
export async function renderPng(
  coupon: Pick<DrawnCoupon, 'svg' | 'width' | 'height' | 'dpi'>,
): Promise<Result<Blob>> {
  const { svg, width, height, dpi } = coupon;
  if (typeof document === 'undefined' || typeof OffscreenCanvas === 'undefined') {
    return failure(
      'no-picture-decoder',
      'Pictures of coupons are made in the page, not in a worker or on the command line; take the SVG there.',
    );
  }
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) return failure('png', 'This browser gives no canvas to draw the coupon on.');
    // Drawn at the size of the canvas, vectors are sharp, whatever lengths the SVG states.
    context.drawImage(image, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    if (dpi === undefined) return success(blob);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return success(new Blob([withDensity(bytes, dpi)], { type: 'image/png' }));
  } catch (error) {
    const reason = error instanceof Error || error instanceof DOMException ? error.message : String(error);
    return failure('png', `The picture of the coupon could not be made: ${reason}`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
