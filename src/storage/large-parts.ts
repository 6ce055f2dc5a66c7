/** Bytes of an array that are stored as one value: few enough to be copied within a few milliseconds. */
const PIECE_BYTES = 4 * 1024 * 1024;

const ARRAYS = { Float64Array, Float32Array, Int32Array, Uint32Array, Int8Array, Uint8Array } as const;
type Kind = keyof typeof ARRAYS;
type Numbers = InstanceType<(typeof ARRAYS)[Kind]>;

/** Stands where a large array was. */
interface Absent {
  readonly inPieces: Kind;
  readonly length: number;
  readonly pieces: readonly string[];
}

/** A value to be stored under a name of its own. */
export interface NamedPiece {
  readonly name: string;
  readonly data: unknown;
}

/**
 * The same data without its large arrays, and these in pieces: a browser stores no single value beyond some 128 MB,
 * and copies whatever it stores at once. Each is made when it is asked for. Looks into plain objects, and into lists of them.
 */
export function* takeApart(name: string, data: unknown): Generator<NamedPiece, void> {
  const pieces: { readonly name: string; readonly of: Numbers; readonly start: number }[] = [];
  const without = (value: unknown): unknown => {
    const kind = kindOf(value);
    if (kind !== undefined) {
      const numbers = value as Numbers;
      if (numbers.byteLength <= PIECE_BYTES) return value;
      const step = PIECE_BYTES / numbers.BYTES_PER_ELEMENT;
      const names: string[] = [];
      for (let start = 0; start < numbers.length; start += step) {
        const piece = `${name}/${pieces.length}`;
        names.push(piece);
        pieces.push({ name: piece, of: numbers, start });
      }
      return { inPieces: kind, length: numbers.length, pieces: names } satisfies Absent;
    }
    if (Array.isArray(value)) return isObject(value[0]) ? value.map(without) : value;
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one)]));
  };
  yield { name, data: without(data) };
  for (const { name: piece, of, start } of pieces) {
    // A copy: to store a view stores everything that it is a view of.
    yield { name: piece, data: of.slice(start, start + PIECE_BYTES / of.BYTES_PER_ELEMENT) };
  }
}

/** Inverse of {@link takeApart}; a piece that is missing throws a RangeError. @param piece what is stored under a name. */
export async function putTogether(
  head: unknown,
  piece: (name: string) => Promise<unknown>,
): Promise<unknown> {
  if (isAbsent(head)) {
    const numbers = new ARRAYS[head.inPieces](head.length);
    let start = 0;
    for (const name of head.pieces) {
      const part = (await piece(name)) as Numbers | undefined;
      if (part === undefined) throw new RangeError(`putTogether: there is no "${name}"`);
      numbers.set(part, start);
      start += part.length;
    }
    return numbers;
  }
  if (Array.isArray(head)) {
    if (!isObject(head[0])) return head;
    const list: unknown[] = [];
    for (const one of head) list.push(await putTogether(one, piece));
    return list;
  }
  if (!isPlain(head)) return head;
  const whole: [string, unknown][] = [];
  for (const [key, one] of Object.entries(head)) whole.push([key, await putTogether(one, piece)]);
  return Object.fromEntries(whole);
}

function kindOf(value: unknown): Kind | undefined {
  return (Object.keys(ARRAYS) as Kind[]).find((kind) => value instanceof ARRAYS[kind]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isAbsent(value: unknown): value is Absent {
  return isPlain(value) && typeof value.inPieces === 'string' && Array.isArray(value.pieces);
}
