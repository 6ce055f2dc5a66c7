const WORDS: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  t: true,
  yes: true,
  y: true,
  accepted: true,
  accept: true,
  redeemed: true,
  used: true,
  converted: true,
  clicked: true,
  '0': false,
  false: false,
  f: false,
  no: false,
  n: false,
  rejected: false,
  reject: false,
  declined: false,
  refused: false,
  ignored: false,
  expired: false,
  unused: false,
  'not redeemed': false,
};

/** A trimmed cell as yes or no, in the words that exports use for it; undefined where it is neither. */
export function readBoolean(cell: string): boolean | undefined {
  return Object.hasOwn(WORDS, cell.toLowerCase()) ? WORDS[cell.toLowerCase()] : undefined;
}

/** Whether every cell says yes or no, and both words belong to the same pair or the column says only one. */
export function isBooleanColumn(cells: readonly string[]): boolean {
  const words = new Set(cells.map((cell) => cell.toLowerCase()));
  return cells.length > 0 && words.size <= 2 && cells.every((cell) => readBoolean(cell) !== undefined);
}
