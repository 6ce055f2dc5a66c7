export interface GpuWatch {
  /** Devices in the order in which they were asked for. */
  readonly devices: readonly GPUDevice[];
  /** Buffers that were made and not destroyed. */
  live(): { readonly buffers: number; readonly bytes: number };
  stop(): void;
}

/** Looks on while a page makes devices and buffers, until it is stopped. Nothing is changed. */
export function watchGpu(): GpuWatch {
  const devices: GPUDevice[] = [];
  const sizes = new Map<GPUBuffer, number>();
  const { requestDevice } = GPUAdapter.prototype;
  const { createBuffer } = GPUDevice.prototype;
  const { destroy } = GPUBuffer.prototype;
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
  return {
    devices,
    stop: () => {
      GPUAdapter.prototype.requestDevice = requestDevice;
      GPUDevice.prototype.createBuffer = createBuffer;
      GPUBuffer.prototype.destroy = destroy;
    },
    live: () => ({ buffers: sizes.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) }),
  };
}
