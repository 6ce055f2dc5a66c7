/** Hears how much has arrived; the total is 0 where the server does not say how much there will be. */
export type OnBytes = (loadedBytes: number, totalBytes: number) => void;

/** Each telling crosses to the page and has it drawn again; more often would only hold the download up. */
const TELL_MS = 50;

/** A file as a whole, told as it comes in; undefined where it cannot be had. */
export async function fetchWithProgress(address: string, onBytes: OnBytes): Promise<ArrayBuffer | undefined> {
  try {
    const response = await fetch(address);
    // A server for single-page applications answers a missing file with its start page.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (!response.ok || isPage || response.body === null) return undefined;
    // The length that is told is that on the way; packed, it is not what arrives here.
    const packed = response.headers.has('content-encoding');
    const totalBytes = packed ? 0 : Number(response.headers.get('content-length') ?? 0);
    let loadedBytes = 0;
    let toldAt = performance.now();
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(part, controller) {
        loadedBytes += part.length;
        controller.enqueue(part);
        if (performance.now() - toldAt < TELL_MS) return;
        toldAt = performance.now();
        onBytes(loadedBytes, totalBytes);
      },
      flush: () => onBytes(loadedBytes, totalBytes),
    });
    return await new Response(response.body.pipeThrough(counted)).arrayBuffer();
  } catch {
    return undefined;
  }
}
