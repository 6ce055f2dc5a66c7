/**
 * Arguments for a Chromium in tests and comparisons. WebGPU runs on SwiftShader, a software adapter, so that every
 * machine computes the same; `OFFERSMITH_GPU=1` takes the machine's own graphics processor instead.
 */
export function launchArguments(env: Readonly<Record<string, string | undefined>> = process.env): string[] {
  return [
    '--enable-unsafe-webgpu',
    ...(env.OFFERSMITH_GPU === '1'
      ? ['--enable-features=Vulkan', '--ignore-gpu-blocklist']
      : ['--use-webgpu-adapter=swiftshader']),
    // Chromium refuses to start its sandbox as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // No traffic of its own while requests are counted.
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
