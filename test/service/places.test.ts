import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');

let tiny: TinyService;
let personaId = '';

beforeAll(async () => {
  tiny = await tinyService({ openRuntime: openNative });
  unwrap(await tiny.service.start({}, () => {}));
  ({ id: personaId } = await savePersonaWithVerdicts(tiny, example));
});

afterAll(() => tiny.dispose());

test('the map has the person and every offer that was let through, with what was said of it', async () => {
  const request = { jobId: 'job', persona: example.persona, personaId, count: 16, seed: 3 };
  const { offers } = unwrap(await tiny.service.generate(request, () => {}));
  const shown = offers.filter(({ decision }) => decision === 'offer');
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThan(offers.length);
  const points = unwrap(await tiny.service.map(personaId));
  const of = (kind: string) => points.filter((point) => point.kind === kind).map(({ label }) => label);
  expect(of('persona')).toEqual([example.persona.name]);
  expect(of('accepted').sort()).toEqual([...example.accepted].sort());
  expect(of('rejected').sort()).toEqual([...example.rejected].sort());
  expect(of('unjudged').sort()).toEqual(shown.map(({ text }) => text).sort());
  expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

describe('nearness', () => {
  test('an offer is nearer to itself than others are', async () => {
    const [accepted = '', ...others] = example.accepted;
    const texts = [accepted, ...others, ...example.rejected];
    const { id } = await savePersonaWithVerdicts(tiny, {
      ...example,
      accepted: [accepted],
      rejected: example.rejected.slice(0, 1),
    });
    const found = unwrap(await tiny.service.nearness(id, texts));
    expect(found.map(({ text }) => text)).toEqual(texts);
    expect(found[0]?.toAccepted).toBeCloseTo(1, 5);
    expect(found[others.length + 1]?.toRejected).toBeCloseTo(1, 5);
    for (const other of found.slice(1)) expect(other.toAccepted).toBeLessThan(0.9999);
  });

  test('needs both kinds of verdict', async () => {
    const { id } = await savePersonaWithVerdicts(tiny, { ...example, rejected: [] });
    expect(failureOf(await tiny.service.nearness(id, ['an offer']))).toBe('too-little-feedback');
    expect(failureOf(await tiny.service.nearness('nobody', ['an offer']))).toBe('persona-unknown');
  });
});
