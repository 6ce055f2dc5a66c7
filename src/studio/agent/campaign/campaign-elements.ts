import { OsBarList } from './os-bar-list.ts';
import { OsCampaign } from './os-campaign.ts';
import { OsCampaignFilters } from './os-campaign-filters.ts';
import { OsCampaignLimits } from './os-campaign-limits.ts';
import { OsCampaignPerson } from './os-campaign-person.ts';
import { OsCampaignProblem } from './os-campaign-problem.ts';
import { OsCampaignProgress } from './os-campaign-progress.ts';
import { OsCampaignSchedule } from './os-campaign-schedule.ts';
import { OsCampaignSteps } from './os-campaign-steps.ts';
import { OsFigures } from './os-figures.ts';
import { OsGoalStep } from './os-goal-step.ts';
import { OsMessage } from './os-message.ts';
import { OsNoRun } from './os-no-run.ts';
import { OsOfferTable } from './os-offer-table.ts';
import { OsPersonDialog } from './os-person-dialog.ts';
import { OsPreviewStep } from './os-preview-step.ts';
import { OsRecordStep } from './os-record-step.ts';
import { OsResultsStep } from './os-results-step.ts';
import { OsReviewRule } from './os-review-rule.ts';
import { OsReviewStep } from './os-review-step.ts';
import { OsRewardList } from './os-reward-list.ts';
import { OsRewardsStep } from './os-rewards-step.ts';
import { OsRulesTried } from './os-rules-tried.ts';
import { OsRunStep } from './os-run-step.ts';
import { OsSureButton } from './os-sure-button.ts';
import { OsTakeOutStep } from './os-take-out-step.ts';

/** The elements of a campaign by their tags. */
export const campaignElements = {
  'os-bar-list': OsBarList,
  'os-campaign-filters': OsCampaignFilters,
  'os-campaign-person': OsCampaignPerson,
  'os-campaign-problem': OsCampaignProblem,
  'os-campaign-progress': OsCampaignProgress,
  'os-campaign-schedule': OsCampaignSchedule,
  'os-campaign-steps': OsCampaignSteps,
  'os-campaign': OsCampaign,
  'os-figures': OsFigures,
  'os-goal-step': OsGoalStep,
  'os-message': OsMessage,
  'os-no-run': OsNoRun,
  'os-offer-table': OsOfferTable,
  'os-person-dialog': OsPersonDialog,
  'os-preview-step': OsPreviewStep,
  'os-record-step': OsRecordStep,
  'os-results-step': OsResultsStep,
  'os-review-rule': OsReviewRule,
  'os-review-step': OsReviewStep,
  'os-rewards-step': OsRewardsStep,
  'os-rules-tried': OsRulesTried,
  'os-run-step': OsRunStep,
  'os-take-out-step': OsTakeOutStep,
  'os-sure-button': OsSureButton,
  'os-campaign-limits': OsCampaignLimits,
  'os-reward-list': OsRewardList,
} as const;
