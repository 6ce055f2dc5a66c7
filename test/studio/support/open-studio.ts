import axe from 'axe-core';
import { expect, onTestFinished } from 'vitest';
import '../../../src/studio/page.css';
import type { Persona } from '../../../src/domain/persona.ts';
import { type Result, success } from '../../../src/domain/result.ts';
import { defineStudio } from '../../../src/studio/define.ts';
import type { OsStudio } from '../../../src/studio/os-studio.ts';
import { StudioState } from '../../../src/studio/studio-state.ts';
import { examplePersonas } from './example-personas.ts';
import { type Script, ScriptedService } from './scripted-service.ts';

export interface OpenStudio {
  readonly service: ScriptedService;
  readonly studio: StudioState;
  readonly element: OsStudio;
  /** The person that the address would name. */
  readonly remembered: () => string | undefined;
  readonly savedFiles: ReadonlyMap<string, Uint8Array>;
  /** How often the browser was asked to promise to keep what is stored. */
  readonly timesAsked: () => number;
}

export interface OpenOptions {
  readonly script?: Partial<Script>;
  /** The device of an earlier visit. */
  readonly service?: ScriptedService;
  readonly remembered?: string | undefined;
  readonly examples?: Result<readonly Persona[]>;
  /** What the browser has promised before this visit about keeping what is stored; nothing when left out. */
  readonly promised?: boolean;
  /** What it answers when it is asked. */
  readonly promises?: boolean;
  /** Resolves when no other tab learns any more; never, when left out. */
  readonly nobodyLearns?: Promise<void>;
}

/** Puts the whole page into the document, against a scripted service, and removes it with the test. */
export async function openStudio(options: OpenOptions = {}): Promise<OpenStudio> {
  defineStudio();
  const service = options.service ?? new ScriptedService(options.script);
  let remembered = options.remembered;
  let jobs = 0;
  let questions = 0;
  const savedFiles = new Map<string, Uint8Array>();
  const studio = new StudioState(service, {
    loadExamples: async () => options.examples ?? success(examplePersonas),
    rememberedPerson: () => remembered,
    rememberPerson: (id) => {
      remembered = id;
    },
    newJobId: () => {
      jobs += 1;
      return `job-${jobs}`;
    },
    saveFile: (name, bytes) => savedFiles.set(name, bytes),
    untilNobodyLearns: () => options.nobodyLearns ?? new Promise(() => {}),
    storageIsPromised: async () => options.promised ?? false,
    askForStorage: async () => {
      questions += 1;
      return options.promises ?? false;
    },
  });
  const element = document.createElement('os-studio');
  element.studio = studio;
  document.body.append(element);
  onTestFinished(() => element.remove());
  await studio.open();
  await element.updateComplete;
  return {
    service,
    studio,
    element,
    remembered: () => remembered,
    savedFiles,
    timesAsked: () => questions,
  };
}

/** Fails with what axe-core finds against WCAG 2.2 A and AA, and its best practice. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`),
  ).toEqual([]);
}
