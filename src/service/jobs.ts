/** Running jobs by name, so that they can be cancelled, and one after the other, since they share the engine. */
export class Jobs {
  private readonly controllers = new Map<string, AbortController>();
  private queue: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all earlier jobs are done; it is handed the signal that `cancel` raises. */
  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.controllers.set(id, controller);
    const result = this.queue.then(() => work(controller.signal));
    this.queue = result.catch(() => undefined);
    return result.finally(() => {
      if (this.controllers.get(id) === controller) this.controllers.delete(id);
    });
  }

  cancel(id: string): void {
    this.controllers.get(id)?.abort();
  }
}
