import { expect, test } from 'vitest';
import manifest from '../../models/manifest.json' with { type: 'json' };
import type { Manifest } from '../../src/t5/manifest.ts';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

const { default: standard, light = standard, models }: Manifest = manifest;
/** The light one runs in all other tests: this browser has no graphics processor. */
const others = models.filter(({ id }) => id !== light);

test.each(others)(
  '$name writes offers in this browser as well',
  { timeout: 240_000 },
  async ({ id, name }) => {
    const { page, requests, complaints } = await visit();
    const studio = new StudioPage(page);
    await studio.ready();
    await studio.badge.click();
    await studio.button(`Use this: ${name}`).click();
    await studio.button(`In use: ${name}`).waitFor({ timeout: 120_000 });
    expect(requests.some((address) => address.includes(`/models/${id}/`))).toBe(true);
    await page.keyboard.press('Escape');
    await studio.write();
    // Weights that were read wrongly write no sentence that passes the rules.
    expect((await studio.offers()).length).toBeGreaterThanOrEqual(3);
    expect(complaints).toEqual([]);
  },
);
