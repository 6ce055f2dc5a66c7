import type { WriteCopy } from '../../../service/agent-campaign-contract.ts';
import type { OfferService } from '../../../service/contract.ts';

/** The same drafts for the preview, the run and what is replayed of it. */
const SEED = 1;

/**
 * Has the model write a campaign's words. What it cannot write, a template does.
 *
 * @param untilStarted resolves when the model can be asked, or cannot be had.
 */
export function modelWriter(
  service: Pick<OfferService, 'writeCopy'>,
  newJobId: () => string,
  untilStarted: () => Promise<void>,
): WriteCopy {
  return async (brief, attempt) => {
    await untilStarted();
    const drafts = await service.writeCopy({ jobId: newJobId(), brief, attempt, seed: SEED });
    return drafts.ok ? drafts.value : [];
  };
}

/** Resolves when what is subscribed to no longer says that it loads. */
export async function untilLoaded(
  isLoading: () => boolean,
  subscribe: (listener: () => void) => () => void,
): Promise<void> {
  if (!isLoading()) return;
  await new Promise<void>((resolve) => {
    const end = subscribe(() => {
      if (isLoading()) return;
      end();
      resolve();
    });
  });
}
