/**
 * Adjusted Rand index (Hubert & Arabie 1985): agreement of two groupings of the same items over all pairs, 1 where
 * they are the same, about 0 where they agree as by chance; it may be negative. The names of the groups do not
 * matter. 1 where there are fewer than two items. Throws a RangeError for lists of different lengths.
 */
export function adjustedRandIndex(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const items = first.length;
  if (items !== second.length)
    throw new RangeError(`adjustedRandIndex: ${items} items against ${second.length}`);
  const cells = new Map<number, Map<number, number>>();
  for (let i = 0; i < items; i += 1) {
    const [row, column] = [first[i] as number, second[i] as number];
    const counts = cells.get(row) ?? new Map<number, number>();
    cells.set(row, counts.set(column, (counts.get(column) ?? 0) + 1));
  }
  const columnSums = new Map<number, number>();
  let [together, inFirst] = [0, 0];
  for (const counts of cells.values()) {
    let rowSum = 0;
    for (const [column, count] of counts) {
      together += pairs(count);
      rowSum += count;
      columnSums.set(column, (columnSums.get(column) ?? 0) + count);
    }
    inFirst += pairs(rowSum);
  }
  const inSecond = [...columnSums.values()].reduce((sum, count) => sum + pairs(count), 0);
  if (together === inFirst && together === inSecond) return 1;
  const expected = (inFirst * inSecond) / pairs(items);
  return (together - expected) / ((inFirst + inSecond) / 2 - expected);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
