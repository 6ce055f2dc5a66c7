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
import { defineAll } from './define.ts';

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
} as const;

declare global {
  interface HTMLElementTagNameMap extends PageTags {}
}

type PageTags = { [Name in keyof typeof elements]: InstanceType<(typeof elements)[Name]> };

/** Registers every element of the pages beside that of offers; a second call does nothing. */
export function definePages(): void {
  defineAll(elements);
}
