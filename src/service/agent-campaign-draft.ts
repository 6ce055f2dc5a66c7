import * as v from 'valibot';
import { type Campaign, readCampaign } from '../campaigns/campaign.ts';
import { GOAL_TABLE } from '../campaigns/goal.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { type Economics, EconomicsSchema } from '../matching/expected-value.ts';
import type { StoredCampaign } from '../storage/schema.ts';
import type { CampaignDraft, SavedCampaign } from './agent-campaign-contract.ts';

/** A draft that was read, ready to be planned. */
export interface ReadDraft {
  readonly campaign: Campaign;
  readonly economics: Economics;
}

/** Until a draft is saved it has no id; it decides who is held out. */
export const UNSAVED_ID = 'unsaved';

/** Fails with `campaign-invalid` or `economics-invalid`, every field at fault with its path. */
export function readDraft(draft: CampaignDraft, id: string): Result<ReadDraft> {
  // What comes from a page may be anything, whatever its type says.
  const given: unknown = draft;
  if (typeof given !== 'object' || given === null) {
    return failure('campaign-invalid', 'There is no campaign; choose at least its goal.', 'goal');
  }
  const { economics = {}, ...fields } = draft;
  const campaign = readCampaign({ ...fields, id });
  if (!campaign.ok) return campaign;
  const money = v.safeParse(EconomicsSchema, economics);
  if (money.success) return success({ campaign: campaign.value, economics: money.output });
  const [issue] = money.issues;
  const path = `economics.${v.getDotPath(issue) ?? ''}`;
  return failure('economics-invalid', `The campaign's "${path}" ${issue.message}.`, path);
}

/** A stored campaign as the page knows it; `campaign-invalid` for one of another version. */
export function savedCampaign({ draft, ...stored }: StoredCampaign): Result<SavedCampaign> {
  const read = readDraft(draft as CampaignDraft, stored.id);
  return read.ok ? success({ ...stored, draft: draft as CampaignDraft }) : read;
}

/** The name, or the goal's title where there is none. */
export function campaignTitle({ name, goal }: Pick<CampaignDraft, 'name' | 'goal'>): string {
  return name?.trim() || GOAL_TABLE[goal].title;
}
