import { describe, expect, test } from 'vitest';
import { type CopyContext, checkCopy, composeCopy } from '../../src/creative/compose-copy.ts';
import { fillTemplate } from '../../src/creative/copy-template.ts';
import { COPY_TEMPLATES } from '../../src/creative/copy-templates.ts';
import { MESSAGE_CHANNELS, messageChannel } from '../../src/creative/message-channel.ts';
import { rewardBrief } from '../../src/creative/reward-brief.ts';
import { REWARD_TYPES, type Reward } from '../../src/domain/reward.ts';
import { TONES } from '../../src/domain/reward-brief.ts';
import { DECK_SEGMENTS } from '../../src/domain/segment.ts';

const coupon: Reward = {
  id: '588904',
  type: 'Coupon Series',
  name: 'Flat 20% off for Winback B',
  product: 'hiking boots',
  category: 'outdoor',
  discountPct: 20,
  minSpend: 50,
  validUntil: Date.UTC(2027, 2, 31),
  channels: ['app'],
};
const context: CopyContext = { channel: 'email', tone: 'statement', currency: 'USD', named: false };
const GOOD = 'Take 20% off hiking boots when you spend $50 or more.';

describe('the brief', () => {
  test('says what the record says', () => {
    expect(rewardBrief(coupon, { ...context, named: true })).toEqual({
      product: 'hiking boots',
      benefit: '20% off',
      condition: 'when you spend $50 or more',
      goals: [],
      place: 'in our app',
      tone: 'statement',
      medium: 'email',
      named: true,
    });
  });

  test('points, gifts, money in another currency, and a name that alone has the number', () => {
    const base = { id: 'r', name: 'R', product: 'tea', category: 'food' };
    expect(rewardBrief({ ...base, type: 'Points Promotion', bonusPoints: 1500 }, context).benefit).toBe(
      '1,500 bonus points',
    );
    expect(rewardBrief({ ...base, type: 'Gift', pointsRequired: 80 }, context)).toMatchObject({
      product: 'free tea',
      condition: 'for 80 points',
    });
    expect(
      rewardBrief({ ...base, type: 'Coupon Series', amountOff: 12.5 }, { ...context, currency: 'EUR' })
        .benefit,
    ).toBe('€12.50 off');
    expect(
      rewardBrief({ ...base, type: 'Coupon Series', name: 'Flat 30% off on tea' }, context).benefit,
    ).toBe('30% off');
  });

  test('channels of imports are known by their words', () => {
    expect(['Email', 'SMS', 'WhatsApp', 'app', 'store'].map(messageChannel)).toEqual([
      'email',
      'sms',
      'whatsapp',
      'push',
      undefined,
    ]);
  });
});

describe('composing', () => {
  test('the first draft that passes is taken, and the others say why not', async () => {
    const drafts = ['Take 30% off hiking boots today.', '20% off', GOOD, 'Enjoy 20% off hiking boots.'];
    const result = await composeCopy(coupon, context, async () => drafts);
    expect(result).toMatchObject({ ok: true, value: { text: GOOD, origin: 'first', attempts: 1 } });
    if (!result.ok) return;
    expect(result.value.refused.map(({ issues }) => issues.map(({ type }) => type))).toEqual([
      ['untraceable-number'],
      ['text-length', 'product-missing'],
    ]);
  });

  test('a draft about another product is none, however right its numbers', () => {
    const types = (text: string) => checkCopy(text, coupon, context).map(({ type }) => type);
    expect(types('Take 20% off a weekend in Rome when you spend $50 or more.')).toEqual(['product-missing']);
    expect(types('Take 20% off your next hike in new boots when you spend $50 or more.')).toEqual([]);
  });

  test('it asks again', async () => {
    const result = await composeCopy(coupon, context, async (_, attempt) =>
      attempt === 2 ? [GOOD] : ['Only 99% off boots left'],
    );
    expect(result).toMatchObject({ ok: true, value: { text: GOOD, origin: 'again', attempts: 2 } });
  });

  test('and takes a template in the end', async () => {
    let asked = 0;
    const result = await composeCopy(coupon, { ...context, attempts: 3 }, async () => {
      asked += 1;
      return ['90% off everything now'];
    });
    expect(asked).toBe(3);
    expect(result).toMatchObject({
      ok: true,
      value: {
        text: 'We set aside 20% off hiking boots for you when you spend $50 or more. Your code is good until 31 March 2027.',
        origin: 'template',
        attempts: 3,
        refused: [{ attempt: 1 }, { attempt: 2 }, { attempt: 3 }],
      },
    });
  });

  test('a failing model is not swallowed', async () => {
    await expect(
      composeCopy(coupon, context, () => Promise.reject(new Error('device lost'))),
    ).rejects.toThrow('device lost');
  });

  test('a reward whose own words no text may hold is refused with the reason', async () => {
    const result = await composeCopy({ ...coupon, product: 'evil.com cards' }, context, async () => []);
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'no-copy', path: '588904' }] });
    expect(!result.ok && result.failures[0]?.message).toContain('evil.com');
  });

  test.each([
    ['Growing Potential customers: take 20% off hiking boots.', 'internal-name'],
    ['Coupon 588904: take 20% off hiking boots.', 'internal-name'],
    ['{name}, take 20% off hiking boots.', 'name-slot'],
    ['Take 20% off hiking boots, {first}.', 'unknown-slot'],
    ['Take 20% off hiking boots at shop.example.com now', 'link'],
    ['Take <b>20%</b> off hiking boots now', 'markup'],
  ])('%s', (text, type) => {
    expect(
      checkCopy(text, coupon, { ...context, segment: 'Growing Potential' }).map((issue) => issue.type),
    ).toContain(type);
  });

  test('a text message of two parts is too long', () => {
    const long = `Take 20% off hiking boots when you spend $50 or more ${'and enjoy it fully '.repeat(6)}here.`;
    expect(checkCopy(long, coupon, { ...context, channel: 'sms' }).map(({ type }) => type)).toContain(
      'channel-length',
    );
  });
});

describe('the templates', () => {
  const rewards: readonly Reward[] = REWARD_TYPES.flatMap((type): readonly Reward[] => {
    const base = { id: 'reward-1', type, name: 'Spring', product: 'hiking boots', category: 'outdoor' };
    const benefit =
      type === 'Points Promotion' ? { bonusPoints: 1500 } : type === 'Gift' ? {} : { discountPct: 20 };
    const asked = type === 'Gift' ? { pointsRequired: 800 } : { minSpend: 50 };
    return [
      { ...base, ...benefit },
      { ...base, ...benefit, ...asked, validUntil: Date.UTC(2027, 2, 31), paymentMethod: 'Credit Card' },
      base,
    ];
  });

  test('there are dozens', () => {
    expect(COPY_TEMPLATES.length).toBeGreaterThanOrEqual(80);
    expect(new Set(COPY_TEMPLATES.map(({ types, text }) => `${types} ${text}`)).size).toBe(
      COPY_TEMPLATES.length,
    );
  });

  test('each one passes every check for some reward, and none fails one for another reason than length', () => {
    for (const template of COPY_TEMPLATES) {
      const fitting = rewards.filter(({ type }) => template.types.includes(type));
      const passed = fitting.filter((reward) =>
        [true, false].every((named) => {
          const text = fillTemplate(template, reward, 'USD', named);
          const channel = template.medium === 'sms' ? 'sms' : 'email';
          const issues = text === undefined ? [] : checkCopy(text, reward, { ...context, channel, named });
          expect(
            issues.filter(({ type }) => type !== 'channel-length'),
            `${template.text} → ${text}`,
          ).toEqual([]);
          return text !== undefined && issues.length === 0;
        }),
      );
      expect(passed.length, template.text).toBeGreaterThan(0);
    }
  });

  test('every type, channel, tone and segment has one that states the benefit and the condition', async () => {
    for (const reward of rewards.filter(({ validUntil }) => validUntil !== undefined)) {
      for (const channel of MESSAGE_CHANNELS) {
        for (const tone of TONES) {
          for (const segment of [...DECK_SEGMENTS, undefined]) {
            const asked = {
              ...context,
              channel,
              tone,
              attempts: 0,
              named: true,
              ...(segment && { segment }),
            };
            const result = await composeCopy(reward, asked, async () => []);
            expect(result.ok).toBe(true);
            if (!result.ok) continue;
            const { text } = result.value;
            expect(text).toMatch(
              reward.type === 'Gift' ? /for 800 points/i : /(20% off|1,500 bonus points).*\$50 or more/i,
            );
            expect(text.startsWith('{name}, ')).toBe(true);
          }
        }
      }
    }
  });

  test('an article loses its capital behind the name', () => {
    const article = {
      types: ['Coupon Series'],
      tone: 'statement',
      medium: 'email',
      text: 'A little thank-you: {deal}[ {condition}].',
    } as const;
    expect(fillTemplate(article, coupon, 'USD', true)).toBe(
      '{name}, a little thank-you: 20% off hiking boots when you spend $50 or more.',
    );
    expect(fillTemplate(article, coupon, 'USD', false)).toBe(
      'A little thank-you: 20% off hiking boots when you spend $50 or more.',
    );
  });

  test('people get different ones', async () => {
    const texts = await Promise.all(
      [0, 1].map(async (variant) =>
        composeCopy(coupon, { ...context, attempts: 0, variant }, async () => []),
      ),
    );
    const [a, b] = texts.map((result) => result.ok && result.value.text);
    expect(a).not.toBe(b);
  });

  test('a slot in the catalogue is no slot in the copy', async () => {
    const result = await composeCopy(
      { ...coupon, product: '{code} boots' },
      { ...context, attempts: 0 },
      async () => [],
    );
    expect(result.ok && result.value.text).toContain('20% off code boots');
  });
});
