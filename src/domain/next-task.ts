/**
 * Resolves in a new task, after waiting messages have been handled. A promise alone does not let a worker
 * hear that its job was cancelled, and `setTimeout` waits 4 ms in browsers.
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
