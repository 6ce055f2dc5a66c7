import type {
  AudienceCount,
  CampaignChoices,
  CampaignDraft,
  CampaignPreview,
  CampaignProgress,
  ImportedCodes,
  InspectedRewards,
  ListedCampaign,
  LogPage,
  LogVerdict,
  OfferDetails,
  OfferPage,
  OfferQuery,
  Refusals,
  ReplayedDecision,
  RewardOverview,
  RewardPage,
  RewardQuery,
  RunDetails,
  RunExport,
  RunOverview,
  RunResults,
  SavedCampaign,
} from '../../../service/agent-campaign-contract.ts';
import type { Problems } from '../../view-store.ts';

/** From what can be given to what it brought, in the order of a marketer's work. */
export const campaignSteps = [
  'rewards',
  'goal',
  'preview',
  'run',
  'review',
  'take-out',
  'results',
  'record',
] as const;
export type CampaignStep = (typeof campaignSteps)[number];

export const stepTitles: Readonly<Record<CampaignStep, string>> = {
  rewards: 'Rewards',
  goal: 'Goal and people',
  preview: 'Preview',
  run: 'Run',
  review: 'Review',
  'take-out': 'Take out',
  results: 'Results',
  record: 'Record',
};

/** Where a problem is shown: at its step, or above all of them. */
export type CampaignPlace = CampaignStep | 'open' | 'person' | 'edit';

/** A long piece of work that goes on now. */
export interface Working {
  readonly jobId: string;
  readonly what: 'preview' | 'run' | 'check';
  readonly progress: CampaignProgress | undefined;
  readonly stopping: boolean;
}

/** The preview with what it was made for, so that a change of mind shows that it is no longer true. */
export interface MadePreview {
  readonly result: CampaignPreview;
  readonly draft: CampaignDraft;
  readonly campaignId: string;
  /** The model was asked for the words. */
  readonly byModel: boolean;
  /** It was handed out; another run wants another preview. */
  readonly used: boolean;
}

export interface CampaignView {
  /** Whether it is known what is kept here. */
  readonly open: boolean;
  /** When the step came into view, in milliseconds since 1970. */
  readonly now: number;
  readonly step: CampaignStep;
  readonly rewards: RewardOverview | undefined;
  /** A file of rewards that was dropped and is not taken over yet. */
  readonly rewardFile: { readonly file: File; readonly inspected: InspectedRewards } | undefined;
  /** Of the file that was just taken over. */
  readonly rewardRefusals: Refusals | undefined;
  readonly rewardQuery: Pick<RewardQuery, 'search' | 'show'>;
  readonly rewardPage: RewardPage | undefined;
  readonly choices: CampaignChoices | undefined;
  readonly campaigns: readonly ListedCampaign[];
  /** The campaign that is worked on, once it has been saved. */
  readonly saved: SavedCampaign | undefined;
  readonly draft: CampaignDraft;
  readonly audience: AudienceCount | undefined;
  readonly working: Working | undefined;
  readonly preview: MadePreview | undefined;
  readonly query: Pick<OfferQuery, 'search' | 'show'>;
  readonly offers: OfferPage | undefined;
  readonly person: OfferDetails | undefined;
  readonly runs: readonly RunOverview[];
  /** The run that is looked at. */
  readonly run: RunDetails | undefined;
  readonly reviewing: Reviewing | undefined;
  /** The imported list of codes, as the step of files came into view. */
  readonly codes: ImportedCodes | undefined;
  readonly exported: RunExport | undefined;
  readonly results: RunResults | undefined;
  readonly log: LogPage | undefined;
  readonly verdict: LogVerdict | undefined;
  readonly replayed: { readonly entry: number; readonly result: ReplayedDecision } | undefined;
  /** The tick in "let the model write the words". */
  readonly modelWrites: boolean;
  /** Whether there is a model that could. */
  readonly hasWriter: boolean;
  /** What the schedule has started just now, in a sentence. */
  readonly started: string | undefined;
  readonly problems: Problems<CampaignPlace>;
  /** For the live region. */
  readonly message: string;
}

/** The offers that wait for a yes or no, and the one that is looked at. */
export interface Reviewing {
  readonly status: 'waiting' | 'approved' | 'refused' | 'sent';
  readonly page: OfferPage;
  readonly at: number;
  readonly details: OfferDetails | undefined;
  /** How many waiting offers the rule of the form is about. */
  readonly counted: number | undefined;
}

export const initialDraft: CampaignDraft = { goal: 'repeat', holdOut: 0.1 };

export const initialCampaignView: CampaignView = {
  open: false,
  now: 0,
  step: 'rewards',
  rewards: undefined,
  rewardFile: undefined,
  rewardRefusals: undefined,
  rewardQuery: { search: '', show: 'all' },
  rewardPage: undefined,
  choices: undefined,
  campaigns: [],
  saved: undefined,
  draft: initialDraft,
  audience: undefined,
  working: undefined,
  preview: undefined,
  query: { search: '' },
  offers: undefined,
  person: undefined,
  runs: [],
  run: undefined,
  reviewing: undefined,
  codes: undefined,
  exported: undefined,
  results: undefined,
  log: undefined,
  verdict: undefined,
  replayed: undefined,
  modelWrites: false,
  hasWriter: false,
  started: undefined,
  problems: {},
  message: '',
};

/** The preview still shows what would happen. */
export function isFresh({ preview, draft, modelWrites }: CampaignView): boolean {
  if (preview === undefined || preview.used || preview.byModel !== modelWrites) return false;
  return JSON.stringify(preview.draft) === JSON.stringify(draft);
}

/** A run that has begun and not come to its end. */
export function unfinishedRun({ runs }: CampaignView): RunOverview | undefined {
  return runs.find(({ status }) => status === 'running' || status === 'paused' || status === 'interrupted');
}

/** Steps that are behind one. */
export function stepsDone(view: CampaignView): ReadonlySet<CampaignStep> {
  const { run } = view;
  const finished = run?.status === 'finished';
  const states: readonly (readonly [CampaignStep, boolean])[] = [
    ['rewards', (view.rewards?.open ?? 0) > 0],
    ['goal', view.saved !== undefined],
    ['preview', isFresh(view) || run !== undefined],
    ['run', finished],
    ['review', finished && run.review.waiting === 0],
    ['take-out', finished && run.review.sent > 0],
    ['results', view.results !== undefined],
    ['record', view.verdict?.whole === true],
  ];
  return new Set(states.flatMap(([step, done]) => (done ? [step] : [])));
}
