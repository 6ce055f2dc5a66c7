/** What is wrong with this version of Node, as a sentence for a person; nothing when it will do. */
export function nodeVersionProblem(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fine = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return fine
    ? undefined
    : `Offersmith needs Node 20.19 or later, or 22.12 or later, and this is Node ${version}. Get a newer one from https://nodejs.org and try again.`;
}
