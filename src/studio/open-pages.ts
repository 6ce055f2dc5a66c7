import type { CampaignService } from '../service/agent-campaign-contract.ts';
import type { AgentService } from '../service/agent-contract.ts';
import type { OfferService } from '../service/contract.ts';
import type { CouponService } from '../service/coupon-contract.ts';
import { afterPause } from './after-pause.ts';
import { AgentState } from './agent/agent-state.ts';
import { CampaignState } from './agent/campaign/campaign-state.ts';
import { modelWriter, untilLoaded } from './agent/campaign/model-writer.ts';
import { loadSampleFiles } from './agent/sample-files.ts';
import { CouponState } from './coupon/coupon-state.ts';
import { findKeptRewards, findSimulatedRewards } from './coupon/find-rewards.ts';
import { readPicture } from './coupon/read-picture.ts';
import { definePages } from './define-pages.ts';
import { goToPage } from './page-in-address.ts';
import { saveFile } from './save-file.ts';
import { askForStorage } from './storage-promise.ts';
import type { StudioState } from './studio-state.ts';

/** What the pages need of the page that opens them. */
export interface PageParts {
  readonly agentService: AgentService & CampaignService;
  readonly couponService: CouponService;
  readonly offerService: OfferService;
  readonly studio: StudioState;
}

/** What stands behind the pages of customers and coupons. */
export interface Pages {
  readonly agent: AgentState;
  readonly campaign: CampaignState;
  readonly coupons: CouponState;
}

/** Makes the pages beside that of offers ready, and starts their workers, so that they are there without a network. */
export function openPages({ agentService, couponService, offerService, studio }: PageParts): Pages {
  definePages();

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

  // Their scripts are fetched by the first call, which must not wait until somebody opens the page.
  void coupons.open();
  void agentService.overview();
  return { agent, campaign, coupons };
}
