/**
 * The part of the protocol-buffers wire format that an ONNX model needs.
 * Parts are gathered and joined once, so that weights are copied a single time.
 */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  /** Varint field (wire type 0). Negative numbers take ten bytes, as int64 does. */
  integer(field: number, value: number | bigint): this {
    this.push(varint((BigInt(field) << 3n) | 0n));
    this.push(varint(BigInt.asUintN(64, BigInt(value))));
    return this;
  }

  /** 32-bit float field (wire type 5). */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.push(varint((BigInt(field) << 3n) | 5n));
    this.push(bytes);
    return this;
  }

  /** Length-delimited field (wire type 2). */
  bytes(field: number, value: Uint8Array): this {
    this.push(varint((BigInt(field) << 3n) | 2n));
    this.push(varint(BigInt(value.byteLength)));
    this.push(value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, write: (writer: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter();
    write(inner);
    this.push(varint((BigInt(field) << 3n) | 2n));
    this.push(varint(BigInt(inner.length)));
    for (const part of inner.parts) this.push(part);
    return this;
  }

  finish(): Uint8Array {
    const out = new Uint8Array(this.length);
    let offset = 0;
    for (const part of this.parts) {
      out.set(part, offset);
      offset += part.byteLength;
    }
    return out;
  }

  private push(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.byteLength;
  }
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
