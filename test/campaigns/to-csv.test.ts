import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { exportMessages, type OutgoingOffer } from '../../src/campaigns/export-messages.ts';
import { harmless, toCsv } from '../../src/campaigns/to-csv.ts';

const FORMULAS = [
  '=1+1',
  '+44 20',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =HYPERLINK("http://x")',
  '＝1',
  '\n@x',
];

describe('CSV', () => {
  test('no text of it is a formula to a spreadsheet, and numbers stay numbers', () => {
    for (const text of FORMULAS) expect(harmless(text).startsWith("'"), JSON.stringify(text)).toBe(true);
    expect(toCsv(['a', 'b'], [[-2.5, 'x,"y"']])).toBe('a,b\r\n-2.5,"x,""y"""\r\n');
    expect(toCsv(['a'], [[undefined], [Number.NaN]])).toBe('a\r\n\r\n\r\n');
  });

  test('any text comes back as it was, but for what makes it harmless', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 })),
        (rows) => {
          const csv = toCsv(['first', 'second'], rows);
          const { data, errors } = Papa.parse<string[]>(csv, {
            newline: '\r\n',
            skipEmptyLines: false,
            delimiter: ',',
          });
          expect(errors).toEqual([]);
          expect(data.slice(1, -1)).toEqual(rows.map((row) => row.map(harmless)));
          expect(data.flat().some((cell) => /^\s*[=+\-@]/.test(cell))).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const offer: OutgoingOffer = {
  offerId: 'r1/C1',
  campaignId: 'spring',
  profile: {
    id: '=C1',
    name: 'Ada',
    frequency: 1,
    monetary: 1,
    averageBasket: 1,
    categoryAffinity: {},
    channelShares: {},
    attributes: { Email: '+ada@example.org', Mobile: '+44 20 7946 0000' },
  },
  segment: '@Best',
  channel: 'email',
  reward: {
    id: 'R1',
    type: 'Coupon Series',
    name: 'Flat 20% off boots',
    product: 'hiking boots',
    category: 'outdoor',
    discountPct: 20,
    minSpend: 50,
    validUntil: Date.UTC(2026, 2, 31),
  },
  text: '{name}, take 20% off hiking boots when you spend $50 or more. Code {code}.',
  fallback: false,
};

describe('messages', () => {
  const sent = (offers: readonly OutgoingOffer[]) =>
    exportMessages(offers, {
      currency: 'USD',
      codes: { codes: ['AAA111', 'BBB222', 'CCC333', 'DDD444'], used: 1 },
    });

  test('have the columns of their tool, names and codes filled in, each code once', () => {
    const made = sent([
      offer,
      { ...offer, offerId: 'r1/C2', channel: 'SMS' as never },
      { ...offer, offerId: 'r1/C3', channel: 'app' },
    ]);
    if (!made.ok) throw new Error(made.failures[0]?.message);
    expect(made.value.files.map(({ tool, messages }) => [tool, messages])).toEqual([
      ['email', 1],
      ['sms', 1],
      ['push', 1],
    ]);
    const email = Papa.parse<Record<string, string>>(made.value.files[0]?.csv ?? '', { header: true })
      .data[0];
    expect(email).toMatchObject({
      email: "'+ada@example.org",
      first_name: 'Ada',
      subject: '20% off hiking boots',
      preheader: 'when you spend $50 or more',
      body: 'Ada, take 20% off hiking boots when you spend $50 or more. Code BBB222.',
      coupon_code: 'BBB222',
      valid_until: '2026-03-31',
      customer_id: "'=C1",
      segment: "'@Best",
    });
    expect(made.value.files[1]?.csv).toContain('442079460000,Ada,');
    expect(JSON.parse(made.value.files[2]?.json ?? '')).toMatchObject([
      { external_user_id: '=C1', title: '20% off hiking boots', coupon_code: 'DDD444' },
    ]);
    expect(made.value.codes?.used).toBe(4);
    expect(made.value.problems).toEqual([]);
  });

  test('too few codes write nothing; a missing address is told', () => {
    const five = Array.from({ length: 5 }, (_, i) => ({ ...offer, offerId: `r1/${i}` }));
    expect(sent(five)).toMatchObject({ ok: false, failures: [{ type: 'codes-short' }] });
    const nameless = { ...offer, profile: { ...offer.profile, attributes: {} } };
    const made = sent([nameless]);
    expect(made.ok && made.value.problems).toMatchObject([{ type: 'no-address', path: 'email' }]);
  });
});
