import type {
  CampaignProgress,
  CampaignService,
  WriteCopy,
} from '../../../service/agent-campaign-contract.ts';
import type { AgentService } from '../../../service/agent-contract.ts';
import type { ViewStore } from '../../view-store.ts';
import type { CampaignPlace, CampaignView, Working } from './campaign-view.ts';

/** What campaigns take from the page around them; tests give their own. */
export interface CampaignEnvironment {
  newJobId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Has the model write the words; templates do where the page has no model. */
  readonly writeCopy?: WriteCopy;
  /** Asks the browser not to clear what is kept. */
  askForStorage(): Promise<boolean>;
}

export type CampaignWorker = CampaignService & Pick<AgentService, 'cancel'>;

/** What the parts of the campaign share: the view that they change, the worker that they ask, the page around. */
export interface CampaignContext {
  readonly store: ViewStore<CampaignPlace, CampaignView>;
  readonly service: CampaignWorker;
  readonly environment: CampaignEnvironment;
}

/** Shows a piece of work as going on; the answer tells how to follow its progress and how to end it. */
export function beginWork({ store, environment }: CampaignContext, what: Working['what']) {
  const jobId = environment.newJobId();
  store.set({ working: { jobId, what, progress: undefined, stopping: false } });
  return {
    jobId,
    onProgress: (progress: CampaignProgress): void => {
      const { working } = store.view;
      if (working?.jobId === jobId) store.set({ working: { ...working, progress } });
    },
    end: (): void => {
      if (store.view.working?.jobId === jobId) store.set({ working: undefined });
    },
  };
}

/** The model's pen, where the person wants it and there is one. */
export function chosenWriter({ store, environment }: CampaignContext): WriteCopy | undefined {
  return store.view.modelWrites ? environment.writeCopy : undefined;
}
