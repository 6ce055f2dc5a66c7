import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failure, type Result, success } from '../domain/result.ts';

/** What the peer's packages are installed with. */
export const PEER_PACKAGES = 'pip install scikit-learn==1.9.1 xgboost==3.2.0 numpy==2.4.6';

/** A Python that answers commands, one a line. */
export interface PythonPeer {
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Rejects where the script fails; its own words go to standard error. */
  ask(command: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  stop(): void;
}

/**
 * Starts a script that answers as test/fixtures/python_peer.py does.
 *
 * @param python the program, such as `python3` or `venv/bin/python`.
 * @returns `peer-missing`, with what to install, where there is no such program or it lacks a package.
 */
export async function startPeer(python: string, script: string): Promise<Result<PythonPeer>> {
  const child = spawn(python, [script], { stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  // A pipe that breaks is told by the program's end.
  child.stdin.on('error', () => undefined);
  const lines = linesOf(child);
  const first = await lines();
  if (first === undefined) return failure('peer-missing', missing(python, said));
  return success({
    versions: JSON.parse(first) as Record<string, string>,
    async ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const line = await lines();
      if (line === undefined) throw new Error(`${script} ended: ${said}`);
      return JSON.parse(line) as Record<string, unknown>;
    },
    stop: () => child.stdin.end(),
  });
}

/** The next line, or undefined once the program has ended. */
function linesOf(child: ChildProcessWithoutNullStreams): () => Promise<string | undefined> {
  const arrived: string[] = [];
  let ended = false;
  let wake = () => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    arrived.push(line);
    wake();
  });
  const end = () => {
    ended = true;
    wake();
  };
  child.once('error', end).once('close', end);
  return async () => {
    while (arrived.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return arrived.shift();
  };
}

function missing(python: string, said: string): string {
  const [, name] = /No module named '([\w.]+)'/.exec(said) ?? [];
  const what =
    name === undefined ? `${python} could not be started` : `${named(name)} not found by ${python}`;
  return `${what}: ${PEER_PACKAGES}, and name that Python with --python`;
}

function named(module: string): string {
  return module.startsWith('sklearn') ? 'scikit-learn' : module;
}
