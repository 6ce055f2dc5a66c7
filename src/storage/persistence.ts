/**
 * Asks the browser not to clear what is stored when the disk runs low; true when it agrees. Only a page may
 * ask: a worker, which cannot, is told whether the page was granted it.
 */
export async function requestPersistence(
  manager: (Pick<StorageManager, 'persisted'> & Partial<StorageManager>) | undefined = globalThis.navigator
    ?.storage,
): Promise<boolean> {
  if (manager === undefined) return false;
  if (await manager.persisted()) return true;
  return (await manager.persist?.()) ?? false;
}
