// IEEE 754 binary16 by table lookup. `Float16Array` is too new for the browsers and Node we support.

let decodeTable: Float32Array | undefined;
const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** Expands float16 bit patterns to float32, exactly. */
export function float16ToFloat32(bits: Uint16Array): Float32Array {
  decodeTable ??= buildDecodeTable();
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = decodeTable[bits[i] as number] as number;
  return out;
}

/** Rounds float32 values to float16 bit patterns: to nearest, ties to even; above 65504 becomes infinity. */
export function float32ToFloat16(values: Float32Array): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = float16Bits(values[i] as number);
  return out;
}

/** The smallest float16 value that is at least `value`, which must not be negative; infinity above 65504. */
export function roundUpToFloat16(value: number): number {
  decodeTable ??= buildDecodeTable();
  const bits = float16Bits(value);
  const nearest = decodeTable[bits] as number;
  return nearest < value ? (decodeTable[bits + 1] as number) : nearest;
}

function float16Bits(value: number): number {
  scratch[0] = value;
  const bits = scratchBits[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const half = exponent - 112; // exponent under float16's bias, 15 instead of 127
  if (half >= 31) return sign | 0x7c00;
  if (half <= 0) {
    if (half < -10) return sign;
    return sign | shiftToEven(mantissa | 0x800000, 14 - half);
  }
  // A carry out of the mantissa raises the exponent, up to infinity, which is what rounding asks for.
  return sign | ((half << 10) + shiftToEven(mantissa, 13));
}

function shiftToEven(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
}

function buildDecodeTable(): Float32Array {
  const table = new Float32Array(1 << 16);
  for (let bits = 0; bits < table.length; bits++) {
    const exponent = (bits >>> 10) & 0x1f;
    const mantissa = bits & 0x3ff;
    const sign = bits & 0x8000 ? -1 : 1;
    if (exponent === 31) table[bits] = mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    else if (exponent === 0) table[bits] = sign * mantissa * 2 ** -24;
    else table[bits] = sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  }
  return table;
}
