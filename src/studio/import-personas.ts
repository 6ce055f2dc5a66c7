import { type Persona, parsePersona, personaFromJson } from '../domain/persona.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';

export interface ImportedPersonas {
  readonly personas: readonly Persona[];
  readonly failures: readonly Failure[];
}

/** A file larger than this holds no handful of personas; reading it would only freeze the page. */
export const largestImportBytes = 2_000_000;

function readList(text: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Reads one persona, or a list of them; what can be read is kept, and every failure is told. */
export function importPersonas(text: string, source: string): ImportedPersonas {
  const list = readList(text);
  const results = list === undefined ? [personaFromJson(text)] : list.map((item) => parsePersona(item));
  return {
    personas: results.flatMap((result) => (result.ok ? [result.value] : [])),
    failures: results.flatMap((result, index) => {
      if (result.ok) return [];
      const place = list === undefined ? source : `${source}, person ${index + 1}`;
      return result.failures.map((one) => ({ ...one, path: place }));
    }),
  };
}

async function fetchText(address: URL): Promise<Result<string>> {
  try {
    const response = await fetch(address);
    if (!response.ok)
      return failure('examples-missing', `It answered with ${response.status}.`, address.pathname);
    return success(await response.text());
  } catch {
    return failure('examples-unreachable', 'It could not be reached.', address.pathname);
  }
}

/** The example personas that are shipped in `models/personas/`; its index.json lists the files. */
export async function loadExamples(base: string): Promise<Result<readonly Persona[]>> {
  const folder = new URL('models/personas/', base);
  const listing = await fetchText(new URL('index.json', folder));
  if (!listing.ok) return listing;
  const files = readList(listing.value);
  if (files === undefined) {
    return failure('examples-unreadable', 'It is not a list of files.', `${folder.pathname}index.json`);
  }
  const read = await Promise.all(
    files.map(String).map(async (file) => {
      const text = await fetchText(new URL(file, folder));
      return text.ok ? importPersonas(text.value, file) : { personas: [], failures: text.failures };
    }),
  );
  const personas = read.flatMap((one) => one.personas);
  const failures = read.flatMap((one) => one.failures);
  // An example that does not read costs that example, not the others.
  return personas.length === 0 && failures.length > 0 ? { ok: false, failures } : success(personas);
}
