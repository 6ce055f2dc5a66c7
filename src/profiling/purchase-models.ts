import { type BgNbd, fitBgNbd } from './bg-nbd.ts';
import type { Breathe } from './breathe.ts';
import { fitGammaGamma, type GammaGamma } from './gamma-gamma.ts';
import { historyFrom, type KnownPurchases, periodOfTotals } from './purchases-of.ts';
import { runPausing } from './run-steps.ts';

/** The models behind churn risk and expected value, as fitted to the customers of an import. */
export interface PurchaseModels {
  readonly purchases: BgNbd;
  /** Days that totals of a customer file count over, where they do not count from enrolment. */
  readonly period?: number;
  /** Absent where too few bought twice; then no value is expected of anyone. */
  readonly spend?: GammaGamma;
}

/**
 * Fits both models to all customers with known dates, pausing between steps. Spending includes the first purchase,
 * for most customers of a young shop have no other. Undefined where fewer than 30 customers came back.
 */
export async function fitModels(
  known: readonly KnownPurchases[],
  breathe: Breathe,
): Promise<PurchaseModels | undefined> {
  const period = periodOfTotals(known);
  const histories = known.flatMap((one) => historyFrom(one, period) ?? []);
  await breathe();
  const purchases = await runPausing(
    fitBgNbd({
      repeats: histories.map(({ repeats }) => repeats),
      lastDay: histories.map(({ lastDay }) => lastDay),
      days: histories.map(({ days }) => days),
    }),
    breathe,
  );
  if (purchases === undefined) return undefined;
  const buyers = known.filter(({ frequency, monetary }) => frequency > 0 && monetary !== undefined);
  const spend = await runPausing(
    fitGammaGamma({
      purchases: buyers.map(({ frequency }) => frequency),
      mean: buyers.map(({ frequency, monetary = 0 }) => monetary / frequency),
    }),
    breathe,
  );
  return {
    purchases,
    ...(period === undefined ? {} : { period }),
    ...(spend === undefined ? {} : { spend }),
  };
}
