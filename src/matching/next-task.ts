/**
 * Resolves in a new task, after waiting messages have been handled: a promise alone does not let a worker hear that
 * its job was cancelled. A copy of the runtime's, because this folder may look at the domain alone.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
