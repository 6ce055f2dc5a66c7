import { encode } from 'uqr';
import { failure, type Result, success } from '../domain/result.ts';
import { num } from './svg.ts';

/** Light modules around a code (ISO/IEC 18004, section 5.3.8). */
export const QUIET_ZONE = 4;

export interface QrCode {
  /** Rows of modules, dark ones true, without the quiet zone. */
  readonly modules: readonly (readonly boolean[])[];
  /** Modules on a side, the quiet zone included. */
  readonly span: number;
  readonly version: number;
}

/**
 * A QR code with error correction of at least level M (15%), more where it costs no larger version.
 * @returns the failure `qr-too-long` for a text beyond the largest version.
 */
export function qrCode(text: string): Result<QrCode> {
  try {
    const { data, size, version } = encode(text, { ecc: 'M', boostEcc: true, border: 0 });
    return success({ modules: data, span: size + 2 * QUIET_ZONE, version });
  } catch {
    return failure(
      'qr-too-long',
      `A QR code cannot hold ${text.length} characters; shorten what it is to say.`,
      'qr',
    );
  }
}

/** The dark modules as one path, from the corner of the quiet zone; `module` is the side of one, best a whole number. */
export function qrPath({ modules }: QrCode, x: number, y: number, module: number): string {
  let path = '';
  for (const [row, cells] of modules.entries()) {
    for (let column = 0; column < cells.length; column += 1) {
      if (!cells[column]) continue;
      let end = column;
      while (cells[end]) end += 1;
      const left = x + (column + QUIET_ZONE) * module;
      const width = (end - column) * module;
      path += `M${num(left)} ${num(y + (row + QUIET_ZONE) * module)}h${num(width)}v${num(module)}h${num(-width)}z`;
      column = end;
    }
  }
  return path;
}
