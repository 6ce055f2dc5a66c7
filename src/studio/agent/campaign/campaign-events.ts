import type {
  ExportedFile,
  ExportRequest,
  OfferRule,
  OfferSelection,
} from '../../../service/agent-campaign-contract.ts';
import { type Wish, wishesBy } from '../../wishes.ts';
import type { DraftChange } from './campaign-planning.ts';
import type { CampaignPlace, CampaignStep, CampaignView, Reviewing } from './campaign-view.ts';

/** What the elements of a campaign ask of its state. */
export interface CampaignWishes {
  readonly 'go-to': { readonly step: CampaignStep };
  readonly stop: undefined;
  readonly retry: { readonly place: CampaignPlace };
  readonly dismiss: { readonly place: CampaignPlace };
  readonly 'simulate-rewards': undefined;
  readonly 'choose-rewards': { readonly file: File };
  readonly 'take-rewards': undefined;
  readonly 'leave-rewards': undefined;
  readonly 'erase-rewards': undefined;
  readonly 'find-rewards': CampaignView['rewardQuery'];
  readonly 'change-draft': DraftChange;
  readonly 'new-campaign': undefined;
  readonly 'open-campaign': { readonly id: string };
  readonly 'remove-campaign': { readonly id: string };
  readonly 'save-campaign': undefined;
  readonly preview: undefined;
  readonly 'let-model-write': { readonly on: boolean };
  readonly 'find-offers': CampaignView['query'];
  readonly 'show-person': { readonly customerId: string };
  readonly 'close-person': undefined;
  readonly 'start-run': undefined;
  readonly 'resume-run': undefined;
  readonly 'cancel-run': undefined;
  readonly 'look-at-run': { readonly id: string };
  readonly 'remove-run': { readonly id: string };
  readonly 'list-review': { readonly status: Reviewing['status'] };
  readonly 'look-at': { readonly at: number };
  readonly 'count-rule': { readonly rule: OfferRule };
  readonly approve: { readonly select: OfferSelection };
  readonly refuse: { readonly select: OfferSelection };
  readonly edit: { readonly offerId: string; readonly text: string };
  readonly export: { readonly codes: ExportRequest['codes'] };
  readonly 'save-export': { readonly file: ExportedFile };
  readonly 'save-calendar': undefined;
  readonly 'mark-sent': undefined;
  readonly measure: { readonly days: number; readonly simulated?: true };
  readonly 'show-log': { readonly offset: number };
  readonly 'check-log': undefined;
  readonly replay: { readonly entry: number };
  readonly 'save-log': undefined;
}

declare global {
  interface HTMLElementEventMap {
    'os-campaign-wish': CustomEvent<Wish<CampaignWishes>>;
  }
}

/** Tells the page what the person wants. */
export const campaignWish = wishesBy<CampaignWishes>('os-campaign-wish');
