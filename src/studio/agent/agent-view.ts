import type { Failure } from '../../domain/result.ts';
import type {
  CustomerDetails,
  CustomerOverview,
  CustomerPage,
  FileKind,
  FormByHand,
  ImportedFile,
  ImportProgress,
  InspectedFile,
} from '../../service/agent-contract.ts';
import type { Problems } from '../view-store.ts';

/** Where on the customers page a problem is shown. */
export type AgentPlace = 'open' | 'files' | 'import' | 'list' | 'erase';

/** A file that was dropped and is not imported yet. */
export interface ChosenFile {
  readonly key: number;
  readonly file: File;
  /** What the person said of its form; the rest is guessed. */
  readonly byHand: FormByHand;
  /** Absent while it is looked at, and where nothing can be made of it. */
  readonly inspected: InspectedFile | undefined;
  /** Why nothing can be made of it. */
  readonly failures: readonly Failure[];
}

export interface Importing {
  readonly jobId: string;
  readonly progress: ImportProgress | undefined;
  readonly stopping: boolean;
}

export interface AgentView {
  /** Whether it is known what is kept here. */
  readonly open: boolean;
  readonly overview: CustomerOverview | undefined;
  readonly chosen: readonly ChosenFile[];
  /** The chosen files are the simulated ones of the page. */
  readonly simulated: boolean;
  readonly importing: Importing | undefined;
  /** Of the import that just ended. */
  readonly reports: readonly ImportedFile[];
  readonly search: string;
  readonly segment: number | undefined;
  readonly page: CustomerPage | undefined;
  readonly details: CustomerDetails | undefined;
  /** Customers that were just erased. */
  readonly erased: number | undefined;
  readonly problems: Problems<AgentPlace>;
  /** For the live region. */
  readonly message: string;
}

export const initialAgentView: AgentView = {
  open: false,
  overview: undefined,
  chosen: [],
  simulated: false,
  importing: undefined,
  reports: [],
  search: '',
  segment: undefined,
  page: undefined,
  details: undefined,
  erased: undefined,
  problems: {},
  message: '',
};

/** Every chosen file is understood, each is of a kind of its own, and there is one. */
export function canImport({ chosen, importing }: AgentView): boolean {
  const ready = chosen.every(({ inspected }) => inspected?.preview !== undefined);
  return importing === undefined && chosen.length > 0 && ready && sameKind(chosen).length === 0;
}

/** Kinds that more than one of the files has, with the names of those files. */
export function sameKind(
  chosen: readonly ChosenFile[],
): readonly (readonly [kind: FileKind, names: readonly string[]])[] {
  const names = new Map<FileKind, string[]>();
  for (const { file, inspected } of chosen) {
    const kind = inspected?.plan.mapping.kind;
    if (kind !== undefined) names.set(kind, [...(names.get(kind) ?? []), file.name]);
  }
  return [...names].filter(([, { length }]) => length > 1);
}
