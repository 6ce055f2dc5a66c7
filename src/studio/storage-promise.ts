type Manager = Partial<Pick<StorageManager, 'persist' | 'persisted'>>;

/** Whether the browser has promised not to clear what is stored when the disk runs low. */
export async function storageIsPromised(
  manager: Manager | undefined = globalThis.navigator?.storage,
): Promise<boolean> {
  return answered(() => manager?.persisted?.());
}

/** Asks the browser for that promise; true when it agrees. Only a page may ask, a worker may not. */
export async function askForStorage(
  manager: Manager | undefined = globalThis.navigator?.storage,
): Promise<boolean> {
  return (await storageIsPromised(manager)) || answered(() => manager?.persist?.());
}

/** Where pages may store nothing, even the question is refused. */
async function answered(ask: () => Promise<boolean> | undefined): Promise<boolean> {
  try {
    return (await ask()) ?? false;
  } catch {
    return false;
  }
}
