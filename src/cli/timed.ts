/** Seconds of the processor, all threads of this process together, and on the clock. */
export async function timed<T>(
  work: () => Promise<T> | T,
): Promise<{ readonly value: T; readonly processor: number; readonly wall: number }> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, processor: (user + system) / 1e6, wall: (performance.now() - began) / 1000 };
}
