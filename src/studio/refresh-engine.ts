import type { StudioContext } from './studio-context.ts';

/** Asks what runs now; where nothing does, the view stays as it is. */
export async function refreshEngine({ service, store }: StudioContext): Promise<void> {
  const engine = await service.info().catch(() => undefined);
  if (engine !== undefined) store.set({ startup: { phase: 'ready', engine } });
}
