import * as fc from 'fast-check';

/**
 * Properties are tried on the same cases every time, so that a run says something of the change and not of luck; another
 * number in FAST_CHECK_SEED tries others.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
