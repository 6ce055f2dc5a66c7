import { beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../../src/guardrails/policy/decide.ts';
import { foldedText, plainText } from '../../../src/guardrails/policy/plain-text.ts';
import type { LoadedPolicy } from '../../../src/guardrails/policy/policy.ts';
import { context, DAY, NOW, policyWith, withReward } from './examples.ts';

let policy: LoadedPolicy;
beforeAll(async () => {
  policy = await policyWith();
});

function rulesAgainst(text: string, daysLeft: number): readonly string[] {
  const candidate = withReward({ validUntil: NOW + daysLeft * DAY }, text);
  const { audit } = decide(candidate, context, policy, NOW);
  return audit.rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
}

const OFFER = 'take 20% off hiking boots when you spend $50 or more.';

describe('urgency is as true as the expiry', () => {
  test.each([
    ...['Expires tonight', 'Final day', 'Ends at midnight', 'Before midnight', 'Just today', 'Flash sale'],
    ...['Now or never', 'Last call', 'Today only', 'ENDS TODAY', 'Ends to\u200Bday', 'E\u0301nds today'],
  ])('%s: only on the last day', (words) => {
    expect(rulesAgainst(`${words}: ${OFFER}`, 0.9)).toEqual([]);
    expect(rulesAgainst(`${words}: ${OFFER}`, 1.1)).toEqual(['urgency']);
  });

  test.each([
    ['Expires tomorrow', 2],
    ['Selling fast', 3],
    ['Almost gone', 3],
    ['Be quick', 3],
    ['Do not delay', 3],
    ['This weekend only', 3],
    ['Time is running out', 3],
    ['Final week', 7],
    ['Limited offer', 14],
  ])('%s: within %s days', (words, days) => {
    expect(rulesAgainst(`${words}: ${OFFER}`, days - 0.1)).toEqual([]);
    expect(rulesAgainst(`${words}: ${OFFER}`, days + 0.1)).toEqual(['urgency']);
  });

  test.each([
    ['Cyrillic e', '\u0435nds today'],
    ['Cyrillic a and o', 't\u043Ed\u0430y only'],
    ['Cyrillic small capitals', '\u043Durry'],
    ['a capital of Cyrillic', '\u041Durry'],
    ['nothing but Cyrillic', '\u0435\u043F\u0501\u0455 t\u043E\u0501\u0430\u0443'],
    ['Cyrillic with a mark', '\u0451nds today'],
    ['Greek', 'l\u03B1st chance'],
    ['Greek capitals', '\u039FNLY T\u039FDAY, ENDS T\u039FDAY'],
    ['Armenian', 'e\u0578ds t\u0585day'],
    ['Cherokee', '\u13ACNDS \u13A2ODAY'],
    ['a dotless i', 'f\u0131nal day'],
    ['mathematical letters', '\u{1D41E}nds today'],
  ])('%s in place of Latin letters: read as what it looks like', (_, words) => {
    expect(rulesAgainst(`${words}: ${OFFER}`, 0.9)).toEqual([]);
    expect(rulesAgainst(`${words}: ${OFFER}`, 5)).toEqual(['urgency']);
  });

  test.each(['Ends in 2 hours', 'Only 3 left', '24 hours only', 'Ends in two days'])(
    '%s: a number that the record lacks, or not of this offer',
    (words) => {
      expect(rulesAgainst(`${words}: ${OFFER}`, 10)).toContain('text-numbers');
    },
  );

  test.each(['Ready for the weekend', 'A quick look', 'Your day out', 'The week is yours'])(
    '%s says nothing of an end',
    (words) => {
      expect(rulesAgainst(`${words}: ${OFFER}`, 30)).toEqual([]);
    },
  );
});

describe('personal data', () => {
  test.each([
    ['DE89 3704 0044 0532 0130 00', 'personal-data'],
    ['DE89370400440532013000', 'personal-data'],
    ['GB29NWBK60161331926819', 'personal-data'],
    ['@maya_m', 'personal-data'],
    ['+1 415 555 0132', 'personal-data'],
    ['C-1001', 'personal-data'],
    ['Maya', 'personal-identifier'],
    ['a 30-year-old', 'personal-identifier'],
    ['your income of $4,200', 'personal-identifier'],
    ['maya@example.org', 'link'],
    ['4111 1111 1111 1111', 'text-numbers'],
  ])('%s', (words, rule) => {
    expect(rulesAgainst(`For ${words}: ${OFFER}`, 30)).toContain(rule);
  });
});

test('words of another language are no look-alikes', () => {
  // Only a word of nothing but look-alikes changes, and it does so in every list of words as well.
  expect(foldedText('Оса и лес у дома, ёж')).toBe('oca и лес у дома, еж');
  expect(foldedText('Ωμέγα ή 5 μm')).toBe('ωμεγα η 5 μm');
  expect(plainText('Скидка до 20 декабря')).toBe('Скидка до 20 декабря');
});

test('a number or a percent sign in words is read with look-alikes as well', () => {
  expect(plainText('f\u0456fty p\u0435rcent')).toBe('fifty percent');
  expect(rulesAgainst('Take f\u0456fty p\u0435rcent off hiking boots today.', 5)).toContain('text-numbers');
});
