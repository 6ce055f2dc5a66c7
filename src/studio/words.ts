import type { Issue } from '../domain/offer.ts';
import type { Persona } from '../domain/persona.ts';
import type { Backend, LoadProgress } from '../service/contract.ts';

export const stageWords: Readonly<Record<LoadProgress['stage'], string>> = {
  runtime: 'Downloading the engine',
  download: 'Downloading the writer',
  verify: 'Checking the download',
  build: 'Getting it ready to write',
  ready: 'Ready',
};

export const backendWords: Readonly<Record<Backend, string>> = {
  webgpu: 'Graphics processor',
  wasm: 'Processor',
  cpu: 'Processor',
};

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** "8 million", and "90 thousand" where that would round to nothing. */
export function millions(count: number): string {
  const [unit, word] = count >= 1e6 ? [1e6, 'million'] : [1e3, 'thousand'];
  return `${Math.round(count / unit).toLocaleString('en')} ${word}`;
}

/** How long what is stored stays, as far as the browser has said. */
export function keptWords(persistent: boolean, promised: boolean | undefined): string {
  if (!persistent) return 'Only until this window closes';
  if (promised === true) return 'On this device, until you erase it; the browser has agreed to that';
  if (promised === false) return 'On this device, until you erase it or the browser needs the room';
  return 'On this device, until you erase it';
}

/** Megabytes of 1,000,000 bytes, as browsers and shops count them. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export function seconds(value: number): string {
  if (value < 90) return `${Math.max(1, Math.round(value))} s`;
  return `${Math.round(value / 60)} min`;
}

/** "30, budget-conscious, finance and fitness": who stands behind a code. */
export function describePerson({ age, spendingPattern, interests }: Persona): string {
  const likes = interests.slice(0, 2).join(' and ').toLowerCase();
  return [String(age), spendingPattern.toLowerCase(), likes].filter(Boolean).join(', ');
}

/** A similarity with two digits and a true minus sign. */
export function fitText(score: number): string {
  const rounded = Math.round(score * 100) / 100;
  return (rounded === 0 ? 0 : rounded).toFixed(2).replace('-', '\u2212');
}

export function signed(change: number): string {
  const text = fitText(change);
  return change > 0.005 ? `+${text}` : text;
}

export function when(milliseconds: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

export function versionName(version: number): string {
  return version === 0 ? 'As shipped' : `Version ${version}`;
}

/** `discount-out-of-range` → `Discount out of range` */
export function ruleName(issue: Issue): string {
  const words = issue.type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
