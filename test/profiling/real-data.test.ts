import { describe, expect, test } from 'vitest';
import { buildProfiles } from '../../src/profiling/build-profiles.ts';
import { importFile } from '../../src/profiling/import-file.ts';
import { inspectFile } from '../../src/profiling/inspect-file.ts';
import { profileProblems } from '../../src/profiling/profile-schema.ts';
import { cohortOf, profileToPersona } from '../../src/profiling/profile-to-persona.ts';
import reference from '../fixtures/profiling.json' with { type: 'json' };
import { good, hasRealData, NOW, realFile, SKIPPED } from './support.ts';

describe.skipIf(!hasRealData)(`real files, imported as they are${SKIPPED}`, () => {
  test('a purchase log without header, separated by blanks', async () => {
    const blob = realFile('cdnow.txt');
    const plan = good(await inspectFile(blob));
    expect(plan).toMatchObject({ delimiter: { value: 'blanks' }, header: { value: false } });
    expect(plan.mapping.kind).toBe('transactions');
    expect(plan.mapping.columns.map(({ role }) => role)).toEqual(['customerId', 'at', 'items', 'amount']);
    expect(plan.columns[1]?.dateFormat).toBe('YYYYMMDD');

    const { data, report } = good(await importFile(blob, plan, { now: NOW }));
    if (data.kind !== 'transactions') throw new Error(data.kind);
    expect(report).toMatchObject({
      rows: 69_659,
      kept: 69_659,
      refused: { count: 0 },
      leftOut: { count: 0 },
    });

    const { profiles, models } = good(await buildProfiles({ transactions: data.transactions }));
    const { cdnow } = reference;
    expect(profiles.length).toBe(cdnow.count);
    const total = (value: (profile: (typeof profiles)[number]) => number) =>
      profiles.reduce((sum, profile) => sum + value(profile), 0);
    expect(total(({ frequency }) => frequency)).toBe(cdnow.occasions);
    expect(total(({ monetary }) => monetary)).toBeCloseTo(cdnow.monetary, 4);
    for (const key of ['r', 'alpha', 'a', 'b'] as const) {
      expect((models?.purchases[key] ?? 0) / cdnow.bgNbd[key], key).toBeCloseTo(1, 4);
    }
    for (const key of ['p', 'q', 'v'] as const) {
      expect((models?.spend?.[key] ?? 0) / cdnow.gammaGamma[key], key).toBeCloseTo(1, 4);
    }
    const byId = new Map(profiles.map((profile) => [profile.id, profile]));
    for (const one of cdnow.customers) {
      const profile = byId.get(one.id);
      expect(profile?.frequency, one.id).toBe(one.purchases);
      expect(profile?.recencyDays, one.id).toBe(one.days - one.lastDay);
      expect(profile?.churnRisk, one.id).toBeCloseTo(one.silence, 4);
      expect((profile?.expectedLifetimeValue ?? 0) / (one.expected * one.spend), one.id).toBeCloseTo(1, 4);
    }
    expect(profiles.flatMap(profileProblems)).toEqual([]);
  });

  test('a wide, padded table of customers and their answers', async () => {
    const blob = realFile('customer-personality.tsv');
    const plan = good(await inspectFile(blob));
    expect(plan).toMatchObject({
      delimiter: { value: '\t' },
      header: { value: true },
      mapping: { kind: 'customers' },
    });
    const roleOf = new Map(plan.mapping.columns.map(({ name, role, label }) => [name, `${role} ${label}`]));
    expect(roleOf.get('MntMeatProducts')).toBe('categorySpend meat');
    expect(roleOf.get('NumCatalogPurchases')).toBe('channelCount catalog');
    expect(roleOf.get('NumDealsPurchases')).toMatch(/^discountedPurchases/);
    expect(roleOf.get('AcceptedCmp3')).toBe('response AcceptedCmp3');
    expect(roleOf.get('Response')).toBe('response Response');
    expect(roleOf.get('Income')).toMatch(/^yearlyIncome/);
    expect(roleOf.get('Year_Birth')).toMatch(/^yearOfBirth/);
    expect(roleOf.get('Z_Revenue')).toMatch(/^ignore/);
    expect(plan.columns.find(({ name }) => name === 'Dt_Customer')).toMatchObject({
      dateFormat: 'DD-MM-YYYY',
      ambiguous: false,
    });

    const { data, report } = good(await importFile(blob, plan, { now: NOW }));
    if (data.kind !== 'customers') throw new Error(data.kind);
    expect(report).toMatchObject({ rows: 2240, kept: 2240, refused: { count: 0 } });
    expect(report.leftOut.byType).toEqual({ 'age-implausible': 3 });
    expect(data.responses.length).toBe(2240 * 6);
    const accepted = data.responses.filter((one) => one.accepted && one.rewardId === 'Response');
    expect(accepted.length).toBe(334);
    expect(data.customers.filter(({ monthlyIncome }) => monthlyIncome === undefined).length).toBe(24);

    const { profiles, notes } = good(await buildProfiles({ customers: data.customers }));
    expect(profiles[0]).toMatchObject({
      id: '5524',
      age: 57,
      recencyDays: 58,
      tenureDays: 663,
      frequency: 22,
      monetary: 1617,
      channelPreference: 'catalog',
      categoryAffinity: { wines: 635 / 1617 },
      discountAffinity: 3 / 22,
    });
    expect(profiles.flatMap(profileProblems)).toEqual([]);
    expect(notes.some((note) => note.includes('do not count from enrolment'))).toBe(true);
    expect(profiles.filter(({ churnRisk }) => churnRisk === undefined).length).toBe(6);
    const cohort = cohortOf(profiles);
    expect(profiles.every((one) => profileToPersona(one, cohort).persona.interests.length > 0)).toBe(true);
  });
});
