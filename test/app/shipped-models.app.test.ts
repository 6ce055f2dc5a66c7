import { expect, test } from 'vitest';
import manifest from '../../models/manifest.json' with { type: 'json' };
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

test('every model that the page comes with writes offers in this browser', { timeout: 240_000 }, async () => {
  const { page, requests, complaints } = await visit();
  const studio = new StudioPage(page);
  await studio.ready();
  for (const { id, name } of manifest.models) {
    await studio.badge.click();
    const choice = studio.button(`Use this: ${name}`);
    if (await choice.isVisible()) await choice.click();
    await studio.button(`In use: ${name}`).waitFor({ timeout: 60_000 });
    expect(requests.some((address) => address.includes(`/models/${id}/`))).toBe(true);
    await page.keyboard.press('Escape');
    await studio.write();
    // Weights that were read wrongly write no sentence that passes the rules.
    expect((await studio.offers()).length, name).toBeGreaterThanOrEqual(3);
  }
  expect(complaints).toEqual([]);
});
