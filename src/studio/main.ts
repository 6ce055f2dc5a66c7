import { connectOfferService, untilNobodyLearns } from '../service/connect.ts';
import { connectAgentService } from '../service/connect-agent.ts';
import { connectCouponService } from '../service/connect-coupons.ts';
import { countKept } from './coupon/count-kept.ts';
import { defineStudio } from './define.ts';
import { loadExamples } from './import-personas.ts';
import { personInAddress, putPersonInAddress } from './person-in-address.ts';
import { saveFile } from './save-file.ts';
import { askForStorage, storageIsPromised } from './storage-promise.ts';
import { StudioState } from './studio-state.ts';
import { recallTheme } from './theme.ts';

recallTheme();
defineStudio();

const agentService = connectAgentService();
const couponService = connectCouponService();

const offerService = connectOfferService();
const studio = new StudioState(offerService, {
  loadExamples: () => loadExamples(document.baseURI),
  rememberedPerson: personInAddress,
  rememberPerson: putPersonInAddress,
  newJobId: () => crypto.randomUUID(),
  saveFile,
  untilNobodyLearns,
  storageIsPromised,
  askForStorage,
  async importedCustomers() {
    const overview = await agentService.overview();
    return overview.ok ? (overview.value?.customers ?? 0) : 0;
  },
  keptForCoupons: async () => countKept(await couponService.desk()),
});

const elements = [...document.querySelectorAll('os-studio')];
for (const element of elements) {
  element.waits = 'loading';
  element.studio = studio;
}

/**
 * The other pages come in a script of their own, so that the page of offers need not wait for it. It is asked for at once,
 * while the model is on its way: when the model has come, everything has, and the network may go.
 */
async function openOtherPages(): Promise<void> {
  try {
    const { openPages } = await import('./open-pages.ts');
    const pages = openPages({ agentService, couponService, offerService, studio });
    for (const element of elements) Object.assign(element, pages, { waits: undefined });
  } catch {
    for (const element of elements) element.waits = 'failed';
  }
}

await Promise.all([studio.open(), openOtherPages()]);
