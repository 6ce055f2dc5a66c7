import { failure, type Result, success } from '../domain/result.ts';

/** The signs that a QR code packs into 5½ bits each. */
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Bytes as text for the alphanumeric mode of QR codes (RFC 9285): two bytes in three signs, a last one in two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const [a = 0, b] = [bytes[i], bytes[i + 1]];
    let value = b === undefined ? a : a * 256 + b;
    for (let left = b === undefined ? 2 : 3; left > 0; left -= 1) {
      text += SIGNS[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** Takes {@link encodeBase45} back; the failure `base45` for text that it cannot have made. */
export function decodeBase45(text: string): Result<Uint8Array<ArrayBuffer>> {
  const wrong = () => failure('base45', 'The text is not base 45, as RFC 9285 defines it.');
  if (text.length % 3 === 1) return wrong();
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const values = [...text.slice(i, i + 3)].map((sign) => SIGNS.indexOf(sign));
    if (values.some((value) => value < 0)) return wrong();
    const [a = 0, b = 0, c] = values;
    const value = a + b * 45 + (c ?? 0) * 2025;
    if (value > (c === undefined ? 255 : 65_535)) return wrong();
    if (c !== undefined) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return success(Uint8Array.from(bytes));
}
