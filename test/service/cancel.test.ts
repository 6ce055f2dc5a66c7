import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Persona } from '../../src/domain/persona.ts';
import type { GenerateEvent, LearnEvent } from '../../src/service/contract.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { openNative } from '../support/open-native.ts';
import { tinyExamples } from '../support/tiny-model.ts';
import { savePersonaWithVerdicts, type TinyService, tinyService } from '../support/tiny-service.ts';

const [example] = tinyExamples(1);
if (!example) throw new Error('no example');
const persona: Persona = example.persona;

let tiny: TinyService;
let personaId = '';

beforeAll(async () => {
  tiny = await tinyService({ openRuntime: openNative });
  unwrap(await tiny.service.start({}, () => {}));
  ({ id: personaId } = await savePersonaWithVerdicts(tiny, example));
  // What comparing needs is made when it is first asked for, and stays.
  unwrap(await tiny.service.map(personaId));
});

afterAll(() => tiny.dispose());

function generate(onEvent: (event: GenerateEvent) => void = () => {}, jobId = 'job') {
  return tiny.service.generate({ jobId, persona, personaId, count: 4, seed: 1 }, onEvent);
}

function learn(onEvent: (event: LearnEvent) => void) {
  return tiny.service.learn({ jobId: 'job', personaId, seed: 1, steps: 4 }, onEvent);
}

const counts = () => tiny.runtimes[0]?.counts();
const textsOf = async () => unwrap(await generate()).offers.map(({ text, score }) => ({ text, score }));

describe('writing', () => {
  test.each(['encoded', 'text'] as const)(
    'stops at once after “%s”, and leaves nothing behind',
    async (type) => {
      const before = { counts: counts(), history: unwrap(await tiny.service.history(personaId)).length };
      const events: GenerateEvent[] = [];
      const result = await generate((event) => {
        events.push(event);
        if (event.type === type) void tiny.service.cancel('job');
      });
      expect(failureOf(result)).toBe('cancelled');
      expect(events.filter((event) => event.type === 'text')).toHaveLength(type === 'text' ? 1 : 0);
      expect(counts()).toEqual(before.counts);
      expect(unwrap(await tiny.service.history(personaId))).toHaveLength(before.history);
    },
  );

  test('is not heard of again once it was stopped in the middle of a step', async () => {
    let stopped = false;
    const late: GenerateEvent[] = [];
    const result = await generate((event) => {
      if (stopped) late.push(event);
      // As a message from the page: it arrives while the next token is being worked out.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        stopped = true;
        void tiny.service.cancel('job');
      };
      if (event.type === 'text') port2.postMessage(undefined);
      else port1.close();
    });
    expect(failureOf(result)).toBe('cancelled');
    expect(stopped).toBe(true);
    expect(late).toEqual([]);
  });

  test('writes the same as ever afterwards', async () => {
    const before = await textsOf();
    await generate(() => void tiny.service.cancel('job'));
    expect(await textsOf()).toEqual(before);
  });

  test('a job that still waits is stopped too, and the one before it goes on', async () => {
    const events: GenerateEvent[] = [];
    const first = generate(() => {}, 'first');
    const second = generate((event) => events.push(event), 'second');
    await tiny.service.cancel('second');
    expect((await first).ok).toBe(true);
    expect(failureOf(await second)).toBe('cancelled');
    expect(events.filter(({ type }) => type === 'text')).toEqual([]);
  });

  test('cancelling one job leaves one of another name alone', async () => {
    const result = await generate(() => void tiny.service.cancel('another'));
    expect(result.ok).toBe(true);
  });
});

describe('learning', () => {
  test.each(['prepared', 'checked', 'step'] as const)(
    'stops after “%s”, and nothing has changed',
    async (type) => {
      const texts = await textsOf();
      const before = { counts: counts(), history: unwrap(await tiny.service.history(personaId)) };
      const events: LearnEvent[] = [];
      const result = await learn((event) => {
        events.push(event);
        if (event.type === type) void tiny.service.cancel('job');
      });
      expect(failureOf(result)).toBe('cancelled');
      expect(events.filter((event) => event.type === 'step')).toHaveLength(type === 'step' ? 1 : 0);
      expect(counts()).toEqual(before.counts);
      expect((await tiny.service.info())?.adapterVersion).toBe(0);
      expect(unwrap(await tiny.service.adapters())).toEqual([]);
      expect(unwrap(await tiny.service.history(personaId))).toEqual(before.history);
      expect(unwrap(await tiny.storage.learningRuns())).toEqual([]);
      expect(await textsOf()).toEqual(texts);
    },
  );

  test('can be begun again afterwards', async () => {
    await learn(() => void tiny.service.cancel('job'));
    expect(unwrap(await learn(() => {})).losses).toHaveLength(4);
  });
});
