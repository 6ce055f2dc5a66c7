/** Features that ONNX Runtime's kernels use where the adapter has them. */
const WANTED: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query'];

/** Limits that large models need; the defaults are those of the weakest hardware. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

/** A device with every limit and useful feature that its adapter has. */
export function requestFullDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  return adapter.requestDevice({
    requiredFeatures: WANTED.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
}

/** Adapters that only imitate a graphics processor are far slower than WebAssembly. */
export function isSoftware(adapter: GPUAdapter): boolean {
  const { architecture, description, vendor, isFallbackAdapter } = adapter.info;
  return (
    isFallbackAdapter ||
    /swiftshader|llvmpipe|softpipe|basic render/i.test(`${architecture} ${description} ${vendor}`)
  );
}

/** A name for a person, such as "nvidia hopper". */
export function adapterName({ info }: GPUAdapter): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'of unknown make';
}
