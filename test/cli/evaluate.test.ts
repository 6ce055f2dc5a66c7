import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvaluateOptions } from '../../src/cli/evaluate-options.ts';
import { runEvaluation } from '../../src/cli/evaluation-run.ts';
import { keptOffers } from '../../src/cli/kept-offers.ts';
import { ON_DEVICE_ARMS } from '../../src/cli/on-device-arms.ts';
import { measurementKey } from '../../src/cli/on-device-run.ts';
import { openAiJudge } from '../../src/evaluation/openai-judge.ts';
import { reportTables } from '../../src/evaluation/report-tables.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { judgeServer } from '../evaluation/judge-server.ts';
import { unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { writeTinyModels } from '../support/tiny-folder.ts';

const root = path.join(import.meta.dirname, '../..');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-evaluate-'));
  await writeTinyModels(path.join(folder, 'models'));
  await writeTinyModels(
    path.join(folder, 'arms'),
    ...[1, 2].flatMap((seed) => [
      { id: `contrastive-${seed}`, seed: 4 + seed },
      { id: `supervised-${seed}`, seed: 6 + seed },
      { id: `base-${seed}`, seed: 8 + seed },
    ]),
    { id: 'preference-1', seed: 11 },
    { id: 'staged-2', seed: 12 },
    // Of this seed, one arm is still to be trained.
    { id: 'contrastive-3' },
  );
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the options', () => {
  it('are a thousand customers, a hundred people and three seeds; --quick asks for a few', () => {
    expect(unwrap(readEvaluateOptions([]))).toMatchObject({ personas: 1000, people: 100, seeds: 3 });
    expect(unwrap(readEvaluateOptions(['--quick', '--json']))).toMatchObject({
      ...{ personas: 60, people: 6, seeds: 1, json: true, onDevice: false },
    });
    expect(unwrap(readEvaluateOptions(['--quick', '--personas', '7', '--on-device']))).toMatchObject({
      ...{ personas: 7, people: 6, onDevice: true },
    });
  });

  it('learn otherwise where asked to', () => {
    const { learn } = unwrap(
      readEvaluateOptions(['--on-device', '--learn', 'steps=48, rate=0.002,judged=0']),
    );
    expect(learn).toEqual({
      ...{ settings: { steps: 48, learningRate: 0.002 }, judgedWeight: 0 },
      // Of others than those that the tables are about.
      split: 'validation',
    });
    expect(unwrap(readEvaluateOptions([])).learn).toEqual({});
    const model = { hash: 'a', catalogue: undefined, replay: undefined };
    expect(measurementKey(model, learn)).not.toBe(measurementKey(model, {}));
    expect(unwrap(readEvaluateOptions(['--on-device', '--learn', 'own=3'])).learn).toEqual({
      ...{ settings: { ownRows: 3 }, split: 'validation' },
    });
    const { lora, ...rest } = unwrap(readEvaluateOptions(['--on-device', '--learn', 'rank=4'])).learn;
    expect(lora).toMatchObject({ rank: 4, alpha: 4 });
    expect(rest).toEqual({ settings: {}, split: 'validation' });
    expect(measurementKey(model, lora && { lora })).not.toBe(measurementKey(model));
  });

  it('ask people of another taste where asked to', () => {
    const { learn } = unwrap(readEvaluateOptions(['--on-device', '--taste', 'halves']));
    expect(learn).toEqual({ taste: 'halves' });
  });

  it.each([
    [['--personas', 'many'], '--personas is "many"'],
    [['--personas', '1'], '--personas is "1"'],
    [['--on-device', '--people', '0'], '--people is "0"'],
    [['--seeds', '1.5'], '--seeds is "1.5"'],
    [['--on-device', '--ways', 'none,luck'], '--ways names "luck"'],
    [['--on-device', '--ways', 'toString'], '--ways names "toString"'],
    [['--on-device', '--learn', 'luck=3'], '--learn names "luck"'],
    [['--on-device', '--taste', 'good'], '--taste is "good", but must be contrary or halves'],
    [['--taste', 'halves'], '--taste is about learning on the device'],
    [['--on-device', '--learn', 'steps=48,rate=many'], '--learn rate is "many"'],
    [['--on-device', '--learn', 'steps'], '--learn steps is ""'],
    [['--on-device', '--learn', 'rank=0'], '--learn rank is "0"'],
    [['--on-device', '--learn', 'own=5'], '--learn own is "5"'],
    [['--on-device', '--part', '3/2'], '--part is "3/2"'],
    [['--on-device', '--part', '0/2'], '--part is "0/2"'],
    [['--on-device', '--part', 'half'], '--part is "half"'],
    [['--on-device', '--part', '1/7', '--people', '6'], '--part is "1/7"'],
    [['--arms', ' '], '--arms is empty'],
    [['--part', '1/2'], '--part is about learning on the device: add --on-device'],
    [['--fresh'], '--fresh is about learning'],
    [['--persona', '3'], '--persona'],
    [['stray'], 'stray'],
  ])('%j is refused with a reason', (args, reason) => {
    expect(readEvaluateOptions(args)).toMatchObject({
      ok: false,
      failures: [{ message: expect.stringContaining(reason) }],
    });
  });

  it('of learning are the ways and a part of the people', () => {
    expect(unwrap(readEvaluateOptions([]))).toMatchObject({
      ...{ ways: ON_DEVICE_ARMS, part: { index: 0, of: 1 }, fresh: false },
    });
    const given = ['--on-device', '--ways', 'rank, none', '--part', '2/3', '--fresh'];
    expect(unwrap(readEvaluateOptions(given))).toMatchObject({
      ...{ ways: ['none', 'rank'], part: { index: 1, of: 3 }, fresh: true },
    });
  });

  const openai = ['--judge', 'openai', '--judge-url', 'http://127.0.0.1:9/v1', '--judge-model', 'm'];

  it('of a second judge are its address, its model and how many people it is asked about', () => {
    expect(unwrap(readEvaluateOptions(['--judge', 'simulated']))).not.toHaveProperty('judge');
    expect(unwrap(readEvaluateOptions([])).judge).toBeUndefined();
    const judge = { url: 'http://127.0.0.1:9/v1', model: 'm', people: 100 };
    expect(unwrap(readEvaluateOptions(openai)).judge).toEqual(judge);
    expect(unwrap(readEvaluateOptions([...openai, '--judge-people', '7'])).judge).toEqual({
      ...judge,
      people: 7,
    });
  });

  it.each([
    [['--judge', 'me'], '--judge is "me", but must be simulated or openai.'],
    [['--judge', 'browser'], 'can be asked from a page only. At the terminal, --judge can be'],
    [['--judge', 'openai'], '--judge openai needs --judge-url; there is no default'],
    [['--judge', 'openai', '--judge-url', 'http://x'], '--judge openai needs --judge-model'],
    [['--judge-url', 'http://x'], '--judge-url is for another judge: add --judge openai'],
    [[...openai, '--judge-people', '0'], '--judge-people is "0"'],
    [[...openai, '--on-device'], 'leave out --on-device'],
  ])('%j is refused with a reason', (args, reason) => {
    const read = readEvaluateOptions(args);
    expect(read.ok ? '' : read.failures[0]?.message).toContain(reason);
  });

  it('names everything that is wrong at once', () => {
    const read = readEvaluateOptions(['--personas', 'x', '--seeds', 'y', '--out', '']);
    expect(read.ok ? [] : read.failures.map((each) => each.path)).toEqual(['--personas', '--seeds', '--out']);
  });
});

describe('the measurement', () => {
  const measured = async (arms: string, seeds = 3, kept = keptOffers(folder, false)) => {
    const runtime = unwrap(await openNative());
    const models = path.join(folder, 'models');
    const settings = { personas: 3, seeds, models, arms, trainingPersonas: 40, kept };
    const evaluated = unwrap(await runEvaluation(runtime, settings));
    await runtime.dispose();
    return evaluated;
  };

  it('has the promised shape, every number a share, and is the same each time', {
    timeout: 120_000,
  }, async () => {
    const { report, offers } = await measured(path.join(folder, 'arms'));
    expect(Object.keys(report).slice(0, 10)).toEqual([
      ...['personas', 'seeds', 'arms', 'relativeLift', 'pValue', 'violations'],
      ...['traceable', 'distinct2', 'novelty', 'copyRate'],
    ]);
    expect(report.personas).toBe(3);
    expect(report.seeds).toEqual([1, 2]);
    expect(report.of).toBe('contrastive');
    expect(report.violations).toBe(0);
    for (const name of ['supervised', 'contrastive', 'template', 'retrieved', 'shuffled'] as const) {
      const { acceptance, low, high } = report.arms[name] ?? { acceptance: -1, low: -1, high: -1 };
      expect(low, name).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(acceptance);
      expect(acceptance).toBeLessThanOrEqual(high);
      expect(high).toBeLessThanOrEqual(1);
    }
    expect(report.models.base?.seeds).toEqual([1, 2]);
    expect(report.models.preference?.seeds).toEqual([1]);
    expect(report.preference).toEqual(report.models.preference?.best);
    expect(report.staged).toEqual(report.models.staged?.best);
    // Of the one seed that both have.
    expect(report.stagedComparison?.best).toMatchObject({
      persons: { p: expect.any(Number) },
      seeds: undefined,
    });
    expect(report.layers.supervised?.map(({ seed }) => seed)).toEqual([1, 2]);
    // Untrained models are never accepted, under either seed: no spread, no test.
    expect(report.comparison?.best.difference).toEqual({ mean: 0, low: 0, high: 0 });
    expect(report.comparison?.best.seeds).toBeUndefined();
    expect(report.pValue).toBeNull();
    expect(report.pValueOverPersons).toBe(report.comparison?.best.persons.p);
    expect(offers).toHaveLength(3);
    const names = [
      ...['contrastive-1', 'supervised-1', 'preference-1', 'base-1'],
      ...['contrastive-2', 'supervised-2', 'staged-2', 'base-2'],
    ];
    expect(offers[0]).toMatchObject({ persona: { name: 'P1000' }, offers: { template: expect.any(String) } });
    expect(Object.keys(offers[0]?.offers ?? {})).toEqual([
      ...names,
      ...['shipped model', 'template', 'retrieved'],
    ]);
    expect(await measured(path.join(folder, 'arms'))).toEqual({ report, offers });
  });

  it('measures the shipped model alone where there are no arms, and says how to make them', async () => {
    const { report } = await measured(path.join(folder, 'nowhere'));
    expect(report.seeds).toEqual([]);
    expect(report.arms).toMatchObject({ contrastive: null, supervised: null });
    expect([report.relativeLift, report.pValue, report.base, report.comparison]).toEqual(Array(4).fill(null));
    expect(report.of).toBe('model');
    expect(report.model?.acceptance).toBeGreaterThanOrEqual(0);
    expect(report.notes.join()).toContain('npm run arms');
    const tables = reportTables(report);
    expect(report.secondJudge).toBeNull();
    expect(tables).not.toContain('second judge');
    for (const title of [
      'Table 2',
      'What ranking adds',
      'tell apart',
      'texts',
      'Table 1',
      'Table 3',
      'npm run arms',
    ]) {
      expect(tables).toContain(title);
    }
    expect(tables).not.toMatch(/undefined|NaN/);
  });

  it('takes up what a stopped run has written, when asked to, and only of the same model and customers', async () => {
    const kept = path.join(folder, 'kept');
    const nowhere = path.join(folder, 'nowhere');
    const first = await measured(nowhere, 3, keptOffers(kept, true));
    const [file = ''] = await readdir(kept);
    const written = JSON.parse(await readFile(path.join(kept, file), 'utf8'));
    expect(written.best).toHaveLength(3);
    const marked = { ...written, best: written.best.map(() => 'Taken up: 20% off tents.') };
    await writeFile(path.join(kept, file), JSON.stringify(marked));
    const shown = ({ offers }: typeof first) =>
      offers.map(({ offers: of }) => Object(of)['shipped model'] as string);
    expect(shown(await measured(nowhere, 3, keptOffers(kept, true)))).toEqual(marked.best);
    expect(shown(await measured(nowhere, 3, keptOffers(kept, false)))).toEqual(shown(first));
    await writeFile(path.join(kept, file), '{"best": [');
    expect(shown(await measured(nowhere, 3, keptOffers(kept, true)))).toEqual(shown(first));
  });

  it('takes no more seeds than asked for', async () => {
    expect((await measured(path.join(folder, 'arms'), 1)).report.seeds).toEqual([1]);
  });
});

describe('a second judge', () => {
  const settings = {
    ...{ personas: 8, seeds: 1, trainingPersonas: 40 },
    ...{ models: path.join(root, 'models'), model: 'offer-mini', arms: path.join(root, 'nowhere') },
  };
  const second = async (baseUrl: string, people = 6) => {
    const judge = unwrap(openAiJudge({ baseUrl, model: 'some-model', apiKey: '' }, fetch));
    const runtime = unwrap(await openNative());
    const evaluated = await runEvaluation(runtime, { ...settings, second: { judge, people } });
    await runtime.dispose();
    return evaluated;
  };

  it('judges what the shipped model wrote, beside the simulated customers', {
    timeout: 120_000,
  }, async () => {
    // It knows the interests from the prompt: an offer for one that the customer has is accepted.
    const { baseUrl, asked } = await judgeServer(({ customer, offers }) =>
      offers.map(({ text }) => {
        const interests = parseOffer(text)?.interests ?? [];
        return interests.some((interest) => customer.includes(interest)) ? 'accept' : 'reject';
      }),
    );
    const { report, offers } = unwrap(await second(baseUrl));
    const { secondJudge } = report;
    expect(secondJudge).toMatchObject({ name: expect.stringMatching(/^some-model at 127/), offers: 12 });
    expect(secondJudge?.accepted.own.acceptance).toBe(1);
    expect(secondJudge?.simulated.own.acceptance).toBe(1);
    const judged = offers.map((entry) => entry.judged);
    expect(judged.slice(6)).toEqual([null, null]);
    // What it said of each is kept, and is what the summary counts.
    const said = (which: 'own' | 'next') =>
      judged.slice(0, 6).filter((entry) => Object(entry)[which].verdict === 'accepted').length / 6;
    expect([said('own'), said('next')]).toEqual([
      secondJudge?.accepted.own.acceptance,
      secondJudge?.accepted.next.acceptance,
    ]);
    const [[neither, onlySecond], [onlyFirst, both]] = secondJudge?.agreement.table ?? [
      [0, 0],
      [0, 0],
    ];
    expect(neither + onlySecond + onlyFirst + both).toBe(12);
    expect(onlySecond + both).toBe(6 + 6 * (secondJudge?.accepted.next.acceptance ?? 0));
    expect(report.judges.map(({ acceptsFrom }) => acceptsFrom)).toEqual([0.5, null]);
    const tables = reportTables(report);
    expect(tables).toContain('## A second judge: some-model at 127');
    expect(tables).toContain(`both accept ${both}`);
    expect(tables).not.toMatch(/undefined|NaN/);
    // Once before the work; then each with what the customer said to six offers, and no name.
    expect(asked).toHaveLength(7);
    expect(asked.slice(1).map(({ history }) => history.length)).toEqual(Array(6).fill(6));
    const places = asked
      .slice(1)
      .map(({ offers: [first] }, i) => Object(offers[i]?.offers)['shipped model'] === first?.text);
    expect(new Set(places)).toEqual(new Set([true, false]));
  });

  it('that refuses ends the run before it begins', async () => {
    const { baseUrl, asked } = await judgeServer(() => 'no', 500);
    expect(await second(baseUrl)).toMatchObject({ ok: false, failures: [{ type: 'judge-status' }] });
    expect(asked).toHaveLength(1);
  });
});

describe('npm run evaluate', () => {
  const evaluate = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/evaluate.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
    });

  it('--on-device prints one object and writes the same', { timeout: 120_000 }, async () => {
    const out = path.join(folder, 'out');
    const given = ['--models', path.join(folder, 'models'), '--out', out, '--people', '1', '--seeds', '1'];
    const { stdout, stderr, status } = evaluate('--on-device', '--json', ...given);
    expect(status, stderr).toBe(0);
    const result = JSON.parse(stdout);
    expect(Object.keys(result.arms)).toEqual([...ON_DEVICE_ARMS]);
    expect(Object.keys(result.arms.none)).toEqual(['0', '4', '8', '16', '32']);
    expect(result).toMatchObject({
      people: 1,
      seeds: [1],
      rounds: { all: { learned: expect.any(Number), rolledBack: expect.any(Number) } },
    });
    expect(await readFile(path.join(out, 'on-device.json'), 'utf8')).toBe(stdout);
    expect(await readFile(path.join(out, 'on-device.md'), 'utf8')).toContain('(e) fine-tuned and ranked');
  });

  it('asks the second judge before its work, with the key of the environment', async () => {
    const { baseUrl, asked } = await judgeServer(() => 'no', 401);
    const judge = ['--judge', 'openai', '--judge-url', baseUrl, '--judge-model', 'some-model'];
    const env = { ...process.env, OFFERSMITH_JUDGE_KEY: 'a-key' };
    const models = path.join(folder, 'models');
    const given = ['--models', models, '--out', path.join(folder, 'out'), ...judge];
    // Not spawnSync: the server has to answer meanwhile.
    const ended = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'src/cli/evaluate.ts', ...given],
      { cwd: root, env },
    ).catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('status 401') });
    expect(Object(ended).stderr).toContain('Check the key.');
    expect(asked.map(({ authorization, model }) => [authorization, model])).toEqual([
      ['Bearer a-key', 'some-model'],
    ]);
  });

  it.each([
    [['--personas', 'many'], /--personas is "many"/],
    [['--models', tmpdir(), '--out', tmpdir()], /^In .+: .*manifest\.json/],
    [['--out', 'README.md/x'], /Could not write to "README\.md\/x"/],
  ])('%j: says what is wrong, prints nothing and ends with 1', (args, reason) => {
    const { stdout, stderr, status } = evaluate(...args);
    expect(stderr).toMatch(reason);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
