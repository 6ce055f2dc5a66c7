/** Lines of Node that Vite and Vitest both take, each from this minor version on; any from `NEWEST` on will do. */
const LINES: Readonly<Record<number, number>> = { 20: 19, 22: 12 };
const NEWEST = 24;

/**
 * What is wrong with this version of Node, as a sentence for a person; nothing when it will do. package.json's
 * `engines` and the README say the same.
 */
export function nodeVersionProblem(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const least = LINES[major];
  const fine = major >= NEWEST || (least !== undefined && minor >= least);
  return fine
    ? undefined
    : `Offersmith needs Node 20 from 20.19, Node 22 from 22.12, or Node 24 or newer, and this is Node ${version}. Get one of them from https://nodejs.org and try again.`;
}
