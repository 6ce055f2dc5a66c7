/** Between two lines, so that a log stays short; a terminal's one line can change more often. */
const EVERY_MS = 10_000;
const EVERY_MS_AT_TERMINAL = 500;

/**
 * Reports how far something long is, on standard error, so that standard output holds results alone.
 *
 * @returns what to call with the number done, of `all`.
 */
export function progress(label: string, all: number): (done: number) => void {
  const began = performance.now();
  const terminal = process.stderr.isTTY === true;
  let last = began;
  return (done) => {
    const now = performance.now();
    const ended = done >= all;
    if (!ended && now - last < (terminal ? EVERY_MS_AT_TERMINAL : EVERY_MS)) return;
    last = now;
    const left = ((now - began) / done) * (all - done);
    const text = `${label}: ${done} of ${all}${ended ? '' : `, ${duration(left)} left`}`;
    process.stderr.write(terminal ? `\r\x1b[K${text}${ended ? '\n' : ''}` : `${text}\n`);
  };
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`;
}
