import type { CustomerProfile } from '../domain/customer.ts';
import type { Failure, Result } from '../domain/result.ts';
import type { Segment } from '../domain/segment.ts';
import type { DateFormat } from '../profiling/date-format.ts';
import type { ImportReport } from '../profiling/import-report.ts';
import type { FormByHand, Inspection } from '../profiling/inspect-file.ts';
import type { NumberFormat } from '../profiling/number-format.ts';
import type { Preview } from '../profiling/preview.ts';
import type { PersonaFromProfile } from '../profiling/profile-to-persona.ts';
import type { FileKind, Role } from '../profiling/roles.ts';
import type { CurvePoint } from '../segmentation/choose-k.ts';
import type { SegmentTable } from '../segmentation/segment-table.ts';

export type { DateFormat } from '../profiling/date-format.ts';
export type { ImportReport } from '../profiling/import-report.ts';
export type { FormByHand, Inspection } from '../profiling/inspect-file.ts';
export type { NumberFormat } from '../profiling/number-format.ts';
export type { Preview } from '../profiling/preview.ts';
export type { PersonaFromProfile } from '../profiling/profile-to-persona.ts';
export type { Refusal } from '../profiling/refusal.ts';
export type { FileKind, Role } from '../profiling/roles.ts';
export type { CurvePoint } from '../segmentation/choose-k.ts';
export type { SegmentRow, SegmentTable } from '../segmentation/segment-table.ts';

/** One meaning that a column may be given. */
export interface RoleChoice {
  readonly role: Role;
  readonly title: string;
  /** What its cells have to be, so that their format can be asked for. */
  readonly reads: 'date' | 'number' | 'anything';
}

/** A file's guessed form and meaning, with what the first rows would become. Plain data. */
export interface InspectedFile {
  /** Hand it back to `revise` and to `importFiles`. */
  readonly plan: Inspection;
  /** Absent while something stands in the way; `problems` says what. */
  readonly preview?: Preview;
  readonly problems: readonly Failure[];
  /** What a column of this kind of file may mean. */
  readonly roles: readonly RoleChoice[];
  /** Currencies that the first rows name. */
  readonly currencies: readonly string[];
}

/** What a person changes about a guess. */
export type PlanChange =
  | { readonly type: 'kind'; readonly kind: FileKind }
  | { readonly type: 'role'; readonly column: number; readonly role: Role }
  | { readonly type: 'date-format'; readonly column: number; readonly format: DateFormat }
  | { readonly type: 'number-format'; readonly column: number; readonly format: NumberFormat }
  /** Amounts in any other currency are then refused; undefined reads all, which only one currency allows. */
  | { readonly type: 'currency'; readonly currency: string | undefined };

export interface PlannedFile {
  readonly file: File;
  readonly plan: Inspection;
}

export interface ImportRequest {
  /** The caller's name for this job, for `cancel`. */
  readonly jobId: string;
  /** One of each kind at most. */
  readonly files: readonly PlannedFile[];
  /** `add` keeps files of other kinds that were imported before; a file of the same kind takes the old one's place. */
  readonly mode: 'add' | 'replace';
  /** Nobody in these files exists; said wherever they are shown. */
  readonly simulated?: boolean;
}

export interface ImportProgress {
  readonly stage: 'reading' | 'profiling' | 'grouping' | 'saving';
  /** Of the stage, 0 to 1; reading counts all files of the request together. */
  readonly share: number;
  /** The file being read. */
  readonly file?: string;
  /** Lines of it so far. */
  readonly lines?: number;
}

/** A file that is part of the customers. */
export interface ImportedFile {
  readonly kind: FileKind;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly simulated: boolean;
  readonly report: ImportReport;
}

/** A middle and where the middle half of the customers lies, over those of whom it is known. */
export interface Spread {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly known: number;
}

/** Customers as points: two directions that show most of how they differ. */
export interface SegmentPicture {
  /** Of as many customers as are drawn. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Segment of each point, its index. */
  readonly segment: Uint8Array;
  readonly axes: readonly PictureAxis[];
}

export interface PictureAxis {
  /** Of all differences between customers, 0 to 1. */
  readonly share: number;
  /** What it mostly tells of, as the segments' columns are labelled; `rises` where more of it lies further along. */
  readonly tells: readonly { readonly label: string; readonly rises: boolean }[];
}

/** Who the customers are. */
export interface CustomerOverview {
  readonly revision: string;
  readonly savedAt: number;
  /** False where it is forgotten with the page. */
  readonly persistent: boolean;
  readonly files: readonly ImportedFile[];
  readonly customers: number;
  readonly buyers: number;
  /** Rows of purchases; 0 without a file of them. */
  readonly purchases: number;
  readonly responses: number;
  readonly currency?: string;
  /** The day that "how recently" is counted to, in milliseconds since 1970. */
  readonly reference: number;
  readonly recencyDays?: Spread;
  readonly frequency: Spread;
  readonly monetary: Spread;
  /** What is estimated, unknown or was filled in. */
  readonly notes: readonly string[];
  readonly segments: readonly Segment[];
  readonly table: SegmentTable;
  readonly curve: readonly CurvePoint[];
  /** Why this many segments, for who wants the measure by name. */
  readonly reason: string;
  readonly picture: SegmentPicture;
}

export interface ImportOutcome {
  /** One for each file of the request, in its order. */
  readonly files: readonly ImportedFile[];
  readonly overview: CustomerOverview;
}

export interface CustomerQuery {
  /** Part of an id or a name; everybody where empty. */
  readonly search: string;
  /** Only those of this segment. */
  readonly segment?: number;
  readonly offset: number;
  readonly count: number;
}

export interface ListedCustomer {
  readonly id: string;
  readonly name?: string;
  readonly segment: number;
  readonly recencyDays?: number;
  readonly frequency: number;
  readonly monetary: number;
}

export interface CustomerPage {
  /** How many there are in all. */
  readonly found: number;
  /** By falling amount spent. */
  readonly customers: readonly ListedCustomer[];
}

export interface CustomerDetails {
  readonly profile: CustomerProfile;
  readonly segment: Segment;
  /** As the offers page would write for them. */
  readonly persona: PersonaFromProfile;
}

/** What the customers page asks of its worker. Safe to call from several tabs. */
export interface AgentService {
  /**
   * Guesses form and meaning of a file from its beginning, but for what is said by hand. Nothing is kept. Fails with
   * `file-unreadable` for a folder and for a file that was moved or changed since it was chosen.
   */
  inspect(file: File, byHand?: FormByHand): Promise<Result<InspectedFile>>;
  /** The guess with one thing changed by hand. */
  revise(plan: Inspection, change: PlanChange): Promise<Result<InspectedFile>>;
  /**
   * Reads the files, builds profiles, groups them and keeps all of it in one step. After a failure, or `cancelled`,
   * what was kept before is kept still, and nothing of these files is.
   */
  importFiles(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportOutcome>>;
  /** Stops an import, which then settles with the failure `cancelled`. */
  cancel(jobId: string): Promise<void>;

  /** The customers that are kept; undefined where there are none. */
  overview(): Promise<Result<CustomerOverview | undefined>>;
  customers(query: CustomerQuery): Promise<Result<CustomerPage>>;
  /** Fails with `customer-unknown`. */
  customer(id: string): Promise<Result<CustomerDetails>>;
  /**
   * Removes everything imported; the number of customers it was. Personas made of them are not touched, nor are runs of
   * campaigns, which keep the profiles that they were made with; `eraseCampaigns` removes those.
   */
  eraseCustomers(): Promise<Result<number>>;
}
