import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armRows } from '../../src/cli/arm-rows.ts';
import { type ArmSettings, readArmsOptions } from '../../src/cli/arms-options.ts';
import { promptsMovedOn, SWEEP, sweepArms } from '../../src/cli/arms-sweep.ts';
import { type ArmModel, type ArmTraining, armModel, trainingPlan } from '../../src/cli/arms-training.ts';
import { findArms } from '../../src/cli/find-arms.ts';
import { ARM_LAMBDAS, STAGED_LOSS, trainArms } from '../../src/cli/train-arms.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { loadCheckpoint } from '../../src/training/node-checkpoint.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';

const root = path.join(import.meta.dirname, '../..');
const tiny: ArmSettings = {
  ...{ steps: 2, warmSteps: 2, batch: 4, personas: 16, rate: 0.002, temperature: 0.1 },
  ...{ inBatchNegatives: true, width: 64, feedForward: 64, layers: 1 },
};

let out = '';
let runtime: Runtime;
let model: ArmModel;
beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'offersmith-arms-'));
  runtime = unwrap(await openNative());
  model = unwrap(armModel(tiny, { vocabulary: 600, corpus: 40 }));
}, 60_000);
afterAll(async () => {
  await runtime.dispose();
  await rm(out, { recursive: true, force: true });
});

const place = (settings = tiny, report: (line: string) => void = () => undefined) => ({
  ...{ runtime, model, settings, out, report },
});

describe('the options', () => {
  it('are three seeds of a small model; a sweep is shorter', () => {
    const usual = unwrap(readArmsOptions([]));
    expect(usual).toMatchObject({ seeds: [1, 2, 3], sweep: false });
    expect(usual.settings).toMatchObject({ width: 128, layers: 2, steps: 2500, personas: 21_600 });
    expect(usual.settings).toMatchObject({ temperature: 0.1, inBatchNegatives: true });
    const sweep = unwrap(readArmsOptions(['--sweep']));
    expect(sweep).toMatchObject({ sweep: true, settings: { steps: 600, inBatchNegatives: true } });
    const own = unwrap(readArmsOptions(['--own-negatives']));
    expect(own).toMatchObject({ settings: { steps: 2500, inBatchNegatives: false } });
    expect(usual.further).toEqual([]);
    expect(unwrap(readArmsOptions(['--staged', '--preference'])).further).toEqual(['preference', 'staged']);
    expect(unwrap(readArmsOptions(['--seeds', '2', '--first-seed', '4'])).seeds).toEqual([4, 5]);
  });

  it.each([
    [['--steps', '0'], '--steps is "0"'],
    [['--width', '100'], 'multiple of 64'],
    [['--temperature', '0'], '--temperature is "0"'],
    [['--seeds', 'all'], '--seeds is "all"'],
    [['--backend', 'wasm'], '--backend is "wasm", but must be cpu or webgpu'],
    [['--out', ''], '--out is empty'],
    [['--sweep', '--temperature', '0.2'], '--temperature does not go with --sweep'],
    [['--sweep', '--own-negatives'], '--own-negatives does not go with --sweep'],
    [['--sweep', '--preference'], '--preference does not go with --sweep'],
    [['--sweep', '--staged'], '--staged does not go with --sweep'],
    [['--sweep', '--seeds', '2'], '--seeds does not go with --sweep'],
    [['--sweep', '--batch', '1'], '--batch is 1, but --sweep'],
    [['--lambda', '1'], '--lambda'],
  ])('%j is refused with a reason', (args, reason) => {
    const read = readArmsOptions(args);
    expect(read.ok ? '' : read.failures.map(({ message }) => message).join()).toContain(reason);
  });
});

describe('two arms', () => {
  const training = (arm: keyof typeof ARM_LAMBDAS): ArmTraining => ({
    ...{ name: `${arm}-1`, seed: 1, rows: 'paper', steps: 2 },
    loss: { lambda: ARM_LAMBDAS[arm], temperature: 0.1 },
    start: () => new Float32Array(0),
  });

  it('differ in λ alone: the same rows in the same order, rates, sizes and validation', () => {
    const contrastive = trainingPlan(place(), training('contrastive'));
    const supervised = trainingPlan(place(), training('supervised'));
    for (const step of [0, 1, 7]) {
      expect(contrastive.batch(step)).toEqual(supervised.batch(step));
      expect(contrastive.learningRate(step)).toBe(supervised.learningRate(step));
      expect(contrastive.loss(step)).toEqual({ ...supervised.loss(step), lambda: 0.5 });
      expect(supervised.loss(step).lambda).toBe(0);
    }
    expect(contrastive.validation.batch(0)).toEqual(supervised.validation.batch(0));
    const { name, loss, ...shared } = contrastive.settings as Record<string, unknown>;
    expect(supervised.settings).toEqual({
      name: 'supervised-1',
      ...shared,
      loss: { ...(loss as object), lambda: 0 },
    });
    expect(name).toBe('contrastive-1');
  });

  it('have a third beside them whose λ rises on the way, and nothing else', () => {
    const rising = trainingPlan(place({ ...tiny, steps: 10 }), {
      ...training('contrastive'),
      steps: 10,
      loss: { ...STAGED_LOSS, temperature: 0.1 },
    });
    expect([0, 5, 6, 9].map((step) => rising.loss(step).lambda)).toEqual([0.1, 0.1, 0.5, 0.5]);
    expect(rising.loss(9)).toMatchObject({ temperature: 0.1, denominator: 'standard' });
    expect(rising.batch(3)).toEqual(trainingPlan(place(), training('contrastive')).batch(3));
  });

  it('get three accepted and three rejected offers of everyone before anyone comes again', () => {
    const rows = armRows({ seed: 1, personas: 16, batch: 4 });
    const round = [0, 1, 2, 3].flatMap(rows.paper);
    expect(round.every(({ accepted, rejected }) => accepted.length === 3 && rejected.length === 3)).toBe(
      true,
    );
    expect(new Set(round.map(({ accepted }) => accepted.join())).size).toBe(16);
    const sorted = (all: typeof round) => all.map(({ accepted }) => [...accepted].sort().join()).sort();
    expect(sorted([4, 5, 6, 7].flatMap(rows.paper))).toEqual(sorted(round));
    expect(armRows({ seed: 2, personas: 16, batch: 4 }).paper(0)).not.toEqual(round.slice(0, 4));
    expect(rows.warmUp(0).map(({ prompt }) => prompt.includes('list: products'))).toEqual([
      ...[false, true, false, true],
    ]);
  });

  it('start from one base and are written as models, each with its curve', { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    unwrap(
      await trainArms(
        place(tiny, (line) => lines.push(line)),
        [1],
        ['staged'],
      ),
    );
    expect(lines.filter((line) => line.includes('λ'))).toEqual([
      'base-1: 2 steps, λ = 0, τ = 0.1',
      'supervised-1: 2 steps, λ = 0, τ = 0.1',
      'contrastive-1: 2 steps, λ = 0.5, τ = 0.1',
      'staged-1: 2 steps, λ = 0.1 and then 0.5, τ = 0.1',
    ]);
    const [found] = await findArms(out);
    expect(found).toMatchObject({ seed: 1, base: path.join(out, 'base-1'), preference: undefined });
    expect(found?.staged).toBe(path.join(out, 'staged-1'));
    const curve = async (name: string) =>
      (await readFile(path.join(out, 'work', name, 'curve.jsonl'), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const [supervised, contrastive] = [await curve('supervised-1'), await curve('contrastive-1')];
    // Losses of the first step are taken before it: of the same weights on the same rows.
    expect(contrastive[0].generative).toBe(supervised[0].generative);
    expect(contrastive[0].contrastive).toBe(supervised[0].contrastive);
    expect(supervised[0].total).toBeCloseTo(supervised[0].generative, 5);
    expect(contrastive[0].total).toBeCloseTo((contrastive[0].generative + contrastive[0].contrastive) / 2, 5);
    expect(contrastive[1].generative).not.toBe(supervised[1].generative);
    expect(contrastive).toHaveLength(3);
    expect(contrastive[2].validation.generative).toBeGreaterThan(0);
  });

  it('go on from checkpoints to the same weights, and refuse those of another training', async () => {
    const weights = async (name: string) =>
      unwrap(await loadCheckpoint(path.join(out, 'work', name)))?.parameters;
    const before = await weights('contrastive-1');
    const lines: string[] = [];
    unwrap(
      await trainArms(
        place(tiny, (line) => lines.push(line)),
        [1],
      ),
    );
    expect(lines.filter((line) => line === 'Going on after step 2.')).toHaveLength(3);
    expect(await weights('contrastive-1')).toEqual(before);
    const other = await trainArms(place({ ...tiny, rate: 0.001 }), [1]);
    expect(failureOf(other)).toBe('checkpoint-other');
    expect(other.ok ? '' : other.failures[0]?.message).toContain('--out');

    // Weights of another tokenizer's tokens would write nonsense.
    const retold = { ...place(), model: unwrap(armModel(tiny, { vocabulary: 600, corpus: 41 })) };
    expect(failureOf(await trainArms(retold, [1]))).toBe('checkpoint-other');
  });
});

describe('the sweep', () => {
  it('has λ at the usual τ, τ at the usual λ, there other negatives, denominators and embeddings, and preferences', () => {
    expect(SWEEP.map(({ lambda, temperature, ...more }) => [lambda, temperature, more])).toEqual([
      ...[0, 0.1, 0.25, 0.5, 0.75].map((lambda) => [lambda, 0.1, {}]),
      ...[0.03, 0.3].map((temperature) => [0.5, temperature, {}]),
      [0.5, 0.1, { ownNegatives: true }],
      [0.5, 0.1, { denominator: 'paper' }],
      [0.5, 0.1, { queue: 480 }],
      [0.5, 0.1, { offerEmbedding: 'decoder-last' }],
      [0.5, 0.1, { offerEmbedding: 'encoder-mean' }],
      [0, 0.1, { preference: { kind: 'simpo', weight: 0.5, beta: 2, margin: 0.5 } }],
      [0, 0.1, { preference: { kind: 'dpo', weight: 0.5, beta: 0.1, margin: 0 } }],
    ]);
    const [own, paper, queued, last, read, simpo, dpo] = SWEEP.slice(-7).map((loss) =>
      trainingPlan(place(), {
        ...{ name: 'one', seed: 1, rows: 'paper', steps: 2 },
        loss,
        start: () => new Float32Array(0),
      }),
    );
    expect([own?.inBatchNegatives, paper?.inBatchNegatives]).toEqual([false, true]);
    expect([own, paper].map((plan) => plan?.loss(0).denominator)).toEqual(['standard', 'paper']);
    expect([paper, queued].map((plan) => plan?.queue)).toEqual([undefined, 480]);
    const embeddings = [queued, last, read].map((plan) => plan?.config.offerEmbedding);
    expect(embeddings).toEqual([undefined, 'decoder-last', 'encoder-mean']);
    expect([queued, simpo, dpo].map((plan) => plan?.preference)).toEqual([undefined, 'simpo', 'dpo']);
  });

  it('trains and measures every point, and draws them', { timeout: 120_000 }, async () => {
    const { points, files } = unwrap(await sweepArms(place({ ...tiny, steps: 1 }), 1, 2));
    expect(points).toHaveLength(SWEEP.length);
    // One step after a random start nobody is heeded much, but another's prompt is never quite the same.
    expect(points.every(({ heed }) => heed !== 0 && Math.abs(heed) < 0.1)).toBe(true);
    for (const { writing, tellingApart, best, space } of points) {
      expect(space.personaRank).toBeGreaterThanOrEqual(1);
      expect(Math.min(writing, tellingApart)).toBeGreaterThan(0);
      expect(best.low).toBeLessThanOrEqual(best.high);
    }
    const written = JSON.parse(await readFile(files[0] ?? '', 'utf8'));
    expect(written).toMatchObject({ seed: 1, customers: 2, points });
    const table = await readFile(files[1] ?? '', 'utf8');
    expect(table.match(/^\| λ = /gm)).toHaveLength(SWEEP.length);
    const names = ['own rejected offers alone', 'a queue of 480', 'last state', 'reads them'];
    for (const name of [...names, '(SimPO)', '(DPO)']) {
      expect(table).toContain(name);
    }
    const picture = await readFile(files[2] ?? '', 'utf8');
    expect(picture).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(picture).toContain('prefers-color-scheme: dark');
    expect(picture).not.toMatch(/NaN|Infinity|undefined/);
    // The arms of the test before are not mistaken for anything else.
    expect(await findArms(path.join(out, 'sweep'))).toEqual([]);
  });
});

it('moves every prompt on to the next customer, and no offer', () => {
  const examples = [1, 2, 3].map((id) => ({
    prompt: Int32Array.of(id),
    accepted: [Int32Array.of(10 * id)],
    rejected: [Int32Array.of(100 * id)],
  }));
  const moved = promptsMovedOn(examples);
  expect(moved.map(({ prompt }) => prompt[0])).toEqual([2, 3, 1]);
  expect(moved.map(({ accepted, rejected }) => [accepted, rejected])).toEqual(
    examples.map(({ accepted, rejected }) => [accepted, rejected]),
  );
  expect(promptsMovedOn([])).toEqual([]);
});

it('a folder without weights, as of a training under way, is no arm', async () => {
  const folder = await mkdtemp(path.join(out, 'half-'));
  expect(await findArms(folder)).toEqual([]);
  expect(await findArms(path.join(folder, 'nowhere'))).toEqual([]);
  await writeFile(path.join(folder, 'contrastive-1'), '');
  expect(await findArms(folder)).toEqual([]);
  expect(await readdir(folder)).toEqual(['contrastive-1']);
});

it.each([
  [['--width', '100'], /--width is 100, but must be a multiple of 64/],
  [['--out', 'README.md/x'], /Could not write to "README\.md\/x"/],
])('npm run arms %j: says what is wrong and ends with 1', (args, reason) => {
  const command = ['--import', 'tsx', 'src/cli/arms.ts', ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  expect(stderr).toMatch(reason);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});
