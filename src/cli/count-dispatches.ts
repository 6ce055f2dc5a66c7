export interface DispatchCounts {
  readonly dispatches: number;
  /** The processor's time from the start of the run until its last submit. */
  readonly untilLastSubmitMs: number;
}

/**
 * Counts what reaches the graphics processor, by wrapping WebGPU's own methods; call it once WebGPU's classes
 * are there or about to be. Nothing is changed but the counting.
 */
export function countDispatches() {
  let dispatches = 0;
  let lastSubmit = 0;
  let wrapped = false;

  const wrap = () => {
    if (wrapped) return;
    wrapped = true;
    const pass = GPUComputePassEncoder.prototype;
    const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass;
    pass.dispatchWorkgroups = function (...args) {
      dispatches += 1;
      return dispatchWorkgroups.apply(this, args);
    };
    pass.dispatchWorkgroupsIndirect = function (...args) {
      dispatches += 1;
      return dispatchWorkgroupsIndirect.apply(this, args);
    };
    const queue = GPUQueue.prototype;
    const { submit } = queue;
    queue.submit = function (...args) {
      lastSubmit = performance.now();
      return submit.apply(this, args);
    };
  };

  return {
    async during(run: () => Promise<unknown>): Promise<DispatchCounts> {
      wrap();
      dispatches = 0;
      const began = performance.now();
      await run();
      return { dispatches, untilLastSubmitMs: lastSubmit - began };
    },
  };
}
