/** Positions of the rows whose mark is as wanted, ascending. */
export function rowsWhere(marks: Uint8Array, isWanted: (mark: number) => boolean): Uint32Array {
  const rows = new Uint32Array(marks.length);
  let count = 0;
  for (let row = 0; row < marks.length; row += 1) {
    if (isWanted(marks[row] as number)) rows[count++] = row;
  }
  return rows.slice(0, count);
}
