/**
 * Opens a database without our code, as another version of it would; rejects with the browser's error. It does
 * not make way for a later version by itself.
 */
export function openByHand(
  name: string,
  version: number,
  onUpgrade: (database: IDBDatabase) => void = () => {},
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => onUpgrade(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
}
