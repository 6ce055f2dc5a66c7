import { connectOfferService, untilNobodyLearns } from '../service/connect.ts';
import { connectAgentService } from '../service/connect-agent.ts';
import { connectCouponService } from '../service/connect-coupons.ts';
import { afterPause } from './after-pause.ts';
import { AgentState } from './agent/agent-state.ts';
import { CampaignState } from './agent/campaign/campaign-state.ts';
import { modelWriter, untilLoaded } from './agent/campaign/model-writer.ts';
import { loadSampleFiles } from './agent/sample-files.ts';
import { countKept } from './coupon/count-kept.ts';
import { CouponState } from './coupon/coupon-state.ts';
import { findKeptRewards, findSimulatedRewards } from './coupon/find-rewards.ts';
import { readPicture } from './coupon/read-picture.ts';
import { defineStudio } from './define.ts';
import { loadExamples } from './import-personas.ts';
import { goToPage } from './page-in-address.ts';
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

const agent = new AgentState(agentService, {
  newJobId: () => crypto.randomUUID(),
  saveFile,
  loadSample: loadSampleFiles,
  async writeOffersFor(persona) {
    // First, so that the person is put into the address of the page of offers.
    goToPage('offers');
    await studio.people.meet(persona);
  },
  askForStorage,
});

const newJobId = () => crypto.randomUUID();
const campaign = new CampaignState(agentService, {
  newJobId,
  now: () => Date.now(),
  saveFile,
  writeCopy: modelWriter(offerService, newJobId, () =>
    untilLoaded(
      () => studio.view.startup.phase === 'loading',
      (listener) => studio.subscribe(listener),
    ),
  ),
  askForStorage,
});

const coupons = new CouponState(couponService, {
  findRewards: findKeptRewards(agentService, findSimulatedRewards(couponService)),
  readPicture,
  saveFile,
  askForStorage,
  later: afterPause(500),
});

for (const element of document.querySelectorAll('os-studio')) {
  element.agent = agent;
  element.campaign = campaign;
  element.coupons = coupons;
  element.studio = studio;
}

// At once, so that coupons can be checked here when the network is gone.
void coupons.open();
await studio.open();
