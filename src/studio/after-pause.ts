/** Runs the latest work that it was given, once it was given none for so many milliseconds. */
export function afterPause(milliseconds: number): (work: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (work) => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
