export interface GpuWatch {
  /** Devices in the order in which they were asked for. */
  readonly devices: readonly GPUDevice[];
  /** Buffers that were made and not destroyed. */
  live(): { readonly buffers: number; readonly bytes: number };
  /** Bytes of every time that a buffer was made readable to the processor, in order. */
  readonly reads: readonly number[];
  stop(): void;
}

/** Looks on while a page makes devices and buffers, until it is stopped. Nothing is changed. */
export function watchGpu(): GpuWatch {
  const devices: GPUDevice[] = [];
  const sizes = new Map<GPUBuffer, number>();
  const { requestDevice } = GPUAdapter.prototype;
  const { createBuffer } = GPUDevice.prototype;
  const { destroy, mapAsync } = GPUBuffer.prototype;
  const reads: number[] = [];
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    return device;
  };
  GPUDevice.prototype.createBuffer = function (...args) {
    const buffer = createBuffer.apply(this, args);
    sizes.set(buffer, buffer.size);
    return buffer;
  };
  GPUBuffer.prototype.destroy = function () {
    sizes.delete(this);
    return destroy.apply(this);
  };
  GPUBuffer.prototype.mapAsync = function (...[mode, offset = 0, size]) {
    // Buffers are made writable in the same way.
    if ((mode & GPUMapMode.READ) !== 0) reads.push(size ?? this.size - offset);
    return mapAsync.call(this, mode, offset, size);
  };
  return {
    devices,
    reads,
    stop: () => {
      GPUAdapter.prototype.requestDevice = requestDevice;
      GPUDevice.prototype.createBuffer = createBuffer;
      GPUBuffer.prototype.destroy = destroy;
      GPUBuffer.prototype.mapAsync = mapAsync;
    },
    live: () => ({ buffers: sizes.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) }),
  };
}
