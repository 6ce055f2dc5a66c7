import { float16ToFloat32, float32ToFloat16 } from './float16.ts';
import type { SafeTensor } from './safetensors.ts';

/** Stores values as they are; the tensor is a view of them. */
export function float32Tensor(shape: readonly number[], values: Float32Array): SafeTensor {
  return { dtype: 'F32', shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** Stores values rounded to float16. */
export function float16Tensor(shape: readonly number[], values: Float32Array): SafeTensor {
  return { dtype: 'F16', shape, data: new Uint8Array(float32ToFloat16(values).buffer) };
}

/** The values of a stored tensor; a view of its bytes where it is float32 and aligned. */
export function tensorToFloat32({ dtype, data }: SafeTensor): Float32Array {
  switch (dtype) {
    case 'F32': {
      const { buffer, byteOffset } = aligned(data, 4);
      return new Float32Array(buffer, byteOffset, data.length / 4);
    }
    case 'F16': {
      const { buffer, byteOffset } = aligned(data, 2);
      return float16ToFloat32(new Uint16Array(buffer, byteOffset, data.length / 2));
    }
    case 'BF16': {
      const { buffer, byteOffset } = aligned(data, 2);
      // bfloat16 is the upper half of float32.
      const bits = Uint32Array.from(new Uint16Array(buffer, byteOffset, data.length / 2), (b) => b << 16);
      return new Float32Array(bits.buffer);
    }
    case 'I32': {
      const { buffer, byteOffset } = aligned(data, 4);
      return Float32Array.from(new Int32Array(buffer, byteOffset, data.length / 4));
    }
    case 'U8':
      return Float32Array.from(data);
  }
}

/** The same bytes where a typed array of that element size may start; copied only if they do not lie so. */
function aligned(data: Uint8Array, size: number): Uint8Array {
  return data.byteOffset % size === 0 ? data : data.slice();
}
