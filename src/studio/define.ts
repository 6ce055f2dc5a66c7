import { campaignElements } from './agent/campaign/campaign-elements.ts';
import { OsAgentProblem } from './agent/os-agent-problem.ts';
import { OsColumnTable } from './agent/os-column-table.ts';
import { OsCustomerDetails } from './agent/os-customer-details.ts';
import { OsCustomerFiles } from './agent/os-customer-files.ts';
import { OsCustomerList } from './agent/os-customer-list.ts';
import { OsCustomerSummary } from './agent/os-customer-summary.ts';
import { OsCustomers } from './agent/os-customers.ts';
import { OsDropFiles } from './agent/os-drop-files.ts';
import { OsEraseCustomers } from './agent/os-erase-customers.ts';
import { OsFileForm } from './agent/os-file-form.ts';
import { OsGroupCount } from './agent/os-group-count.ts';
import { OsImportProgress } from './agent/os-import-progress.ts';
import { OsImportReport } from './agent/os-import-report.ts';
import { OsPlannedFile } from './agent/os-planned-file.ts';
import { OsSegmentPicture } from './agent/os-segment-picture.ts';
import { OsSegments } from './agent/os-segments.ts';
import { OsCoupon } from './coupon/os-coupon.ts';
import { OsCouponCode } from './coupon/os-coupon-code.ts';
import { OsCouponLook } from './coupon/os-coupon-look.ts';
import { OsCouponProblem } from './coupon/os-coupon-problem.ts';
import { OsCouponText } from './coupon/os-coupon-text.ts';
import { OsCouponVerdict } from './coupon/os-coupon-verdict.ts';
import { OsCoupons } from './coupon/os-coupons.ts';
import { OsKioskKey } from './coupon/os-kiosk-key.ts';
import { OsKnownKeys } from './coupon/os-known-keys.ts';
import { OsMadeCoupons } from './coupon/os-made-coupons.ts';
import { OsRewardPicker } from './coupon/os-reward-picker.ts';
import { OsVerify } from './coupon/os-verify.ts';
import { OsChips } from './os-chips.ts';
import { OsErase } from './os-erase.ts';
import { OsGap } from './os-gap.ts';
import { OsHistory } from './os-history.ts';
import { OsLearnPanel } from './os-learn-panel.ts';
import { OsLearned } from './os-learned.ts';
import { OsLossChart } from './os-loss-chart.ts';
import { OsMap } from './os-map.ts';
import { OsOffer } from './os-offer.ts';
import { OsOfferList } from './os-offer-list.ts';
import { OsOwnModel } from './os-own-model.ts';
import { OsPersonaForm } from './os-persona-form.ts';
import { OsPersonaImport } from './os-persona-import.ts';
import { OsPersonaPanel } from './os-persona-panel.ts';
import { OsProblem } from './os-problem.ts';
import { OsSimilarityChart } from './os-similarity-chart.ts';
import { OsStartup } from './os-startup.ts';
import { OsStatus } from './os-status.ts';
import { OsStudio } from './os-studio.ts';
import { OsTabs } from './os-tabs.ts';
import { OsVersions } from './os-versions.ts';

const elements = {
  ...campaignElements,
  'os-agent-problem': OsAgentProblem,
  'os-column-table': OsColumnTable,
  'os-customer-details': OsCustomerDetails,
  'os-customer-files': OsCustomerFiles,
  'os-customer-summary': OsCustomerSummary,
  'os-drop-files': OsDropFiles,
  'os-file-form': OsFileForm,
  'os-import-progress': OsImportProgress,
  'os-customer-list': OsCustomerList,
  'os-customers': OsCustomers,
  'os-erase-customers': OsEraseCustomers,
  'os-group-count': OsGroupCount,
  'os-import-report': OsImportReport,
  'os-planned-file': OsPlannedFile,
  'os-segment-picture': OsSegmentPicture,
  'os-segments': OsSegments,
  'os-chips': OsChips,
  'os-coupon': OsCoupon,
  'os-coupon-code': OsCouponCode,
  'os-coupon-look': OsCouponLook,
  'os-coupon-problem': OsCouponProblem,
  'os-coupon-text': OsCouponText,
  'os-coupon-verdict': OsCouponVerdict,
  'os-coupons': OsCoupons,
  'os-kiosk-key': OsKioskKey,
  'os-known-keys': OsKnownKeys,
  'os-made-coupons': OsMadeCoupons,
  'os-reward-picker': OsRewardPicker,
  'os-verify': OsVerify,
  'os-erase': OsErase,
  'os-gap': OsGap,
  'os-history': OsHistory,
  'os-learn-panel': OsLearnPanel,
  'os-learned': OsLearned,
  'os-loss-chart': OsLossChart,
  'os-map': OsMap,
  'os-offer': OsOffer,
  'os-offer-list': OsOfferList,
  'os-own-model': OsOwnModel,
  'os-persona-form': OsPersonaForm,
  'os-persona-import': OsPersonaImport,
  'os-persona-panel': OsPersonaPanel,
  'os-problem': OsProblem,
  'os-similarity-chart': OsSimilarityChart,
  'os-startup': OsStartup,
  'os-status': OsStatus,
  'os-studio': OsStudio,
  'os-tabs': OsTabs,
  'os-versions': OsVersions,
} as const;

declare global {
  interface HTMLElementTagNameMap extends Tags {}
}

type Tags = { [Name in keyof typeof elements]: InstanceType<(typeof elements)[Name]> };

/** Registers every element of the studio; a second call does nothing. */
export function defineStudio(): void {
  for (const [name, element] of Object.entries(elements)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}
