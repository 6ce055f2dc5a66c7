import { expect, onTestFinished, test, vi } from 'vitest';
import type { GenerateEvent } from '../../src/service/contract.ts';
import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { type OpenRuntime, tinyService } from '../support/tiny-service.ts';

const open: OpenRuntime = (backend, because) =>
  openBrowserRuntime({
    runtimeUrl: '/runtime/',
    ...(backend === 'webgpu' || backend === 'wasm' ? { backend } : {}),
    ...(because ? { because } : {}),
  });

for (const where of ["after map"] as const)
for (const what of ['generate', 'learn'] as const)
test(`${what} lost ${where}`, async () => {
  const devices: GPUDevice[] = [];
  const restore: (() => void)[] = [];
  onTestFinished(() => restore.forEach((r) => r()));
  const original = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const d = await original.apply(this, args);
    devices.push(d);
    return d;
  };
  restore.push(() => { GPUAdapter.prototype.requestDevice = original; });
  const t0 = performance.now();
  const log = (...a: unknown[]) => console.log(Math.round(performance.now() - t0), ...a);
  const tiny = await tinyService({ openRuntime: open });
  const started = await tiny.service.start({ backend: 'webgpu' }, () => {});
  log('started', started.ok && started.value.backendReason, devices.length);
  const { persona, accepted, rejected } = tinyExamples(1)[0]!;
  const p = await tiny.storage.savePersona(persona);
  if (!p.ok) throw new Error();
  const scored = [...accepted, ...rejected].map((text) => ({ text, score: 0, decision: 'offer' as const, audit: { rules: [], issues: [], seed: 0, modelHash: '', adapterVersion: 0 } }));
  const o = await tiny.storage.saveOffers(p.value.id, 'tiny', scored);
  if (!o.ok) throw new Error();
  for (const [i, off] of o.value.entries()) await tiny.storage.judge(off.id, i < 3 ? 'accepted' : 'rejected');
  devices[0]!.lost.then((i) => log('LOST', i.reason, i.message));
  let count = -1;
  const submit = GPUQueue.prototype.submit;
  const map = GPUBuffer.prototype.mapAsync;
  restore.push(() => { GPUQueue.prototype.submit = submit; GPUBuffer.prototype.mapAsync = map; });
  GPUQueue.prototype.submit = function (...args) {
    if (where === 'before submit' && count >= 0 && ++count === 3) { log('destroy'); devices[0]!.destroy(); }
    submit.apply(this, args);
    if (where === 'after submit' && count >= 0 && ++count === 3) { log('destroy'); devices[0]!.destroy(); }
    return undefined;
  };
  GPUBuffer.prototype.mapAsync = function (...args) {
    if (where === 'before map' && count >= 0 && ++count === 2) { log('destroy'); devices[0]!.destroy(); }
    const r = map.apply(this, args);
    if (where === 'after map' && count >= 0 && ++count === 2) { log('destroy'); devices[0]!.destroy(); }
    return r;
  };
  const r = what === 'generate' ? await tiny.service.generate({ jobId: 'a', persona, count: 3, seed: 1 }, (e) => {
    if (e.type === 'text') count = Math.max(count, 0);
    if (e.type !== 'text') log(e.type);
  }) : await tiny.service.learn({ jobId: 'a', personaId: p.value.id, seed: 1, steps: 3 }, (e) => {
    if (e.type === 'step') count = Math.max(count, 0);
    log(JSON.stringify(e));
  });
  log('done', JSON.stringify(r).slice(0, 300));
}, 30000);
