import type { StudioContext } from './studio-context.ts';

/** Nothing went wrong that the person could mend, but they should know. */
export function remark(store: StudioContext['store'], messages: readonly string[]): void {
  store.fail(
    'start',
    messages.map((message) => ({ type: 'remark', message })),
  );
}
