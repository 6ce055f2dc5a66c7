import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillSlots, withoutName } from '../../src/creative/fill-slots.ts';
import { smsSize } from '../../src/creative/gsm7.ts';
import { safeName } from '../../src/creative/person-name.ts';

const copy = '{name}, take 20% off hiking boots.';
const filled = (name: string | undefined, text = copy, channel: 'sms' | 'email' | 'push' = 'sms') => {
  const result = fillSlots(text, name === undefined ? {} : { name }, channel);
  if (!result.ok) throw new Error(result.failures[0]?.message);
  return result.value;
};

describe('text messages are counted as the network does', () => {
  test.each([
    ['', 'GSM-7', 0, 0],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    [`${'a'.repeat(159)}€`, 'GSM-7', 161, 2],
    // An escape pair is never torn: the second part starts with it, and 153 more do not fit.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['ñ é ü Ω', 'GSM-7', 7, 1],
    ['č', 'UCS-2', 1, 1],
    ['я'.repeat(70), 'UCS-2', 70, 1],
    ['я'.repeat(71), 'UCS-2', 71, 2],
    ['😀'.repeat(35), 'UCS-2', 70, 1],
    ['😀'.repeat(67), 'UCS-2', 134, 3],
  ])('%s', (text, encoding, units, parts) => {
    expect(smsSize(text)).toEqual({ encoding, units, parts });
  });
});

describe('the name', () => {
  test.each([
    ['Ada', 'Ada, take 20% off hiking boots.', 'name'],
    [undefined, 'Take 20% off hiking boots.', 'none'],
    ['{code}', 'Take 20% off hiking boots.', 'none'],
    ['<b>Ada</b>', 'Take 20% off hiking boots.', 'none'],
    ['www.evil.com', 'Take 20% off hiking boots.', 'none'],
    ['Call 555 1234', 'Take 20% off hiking boots.', 'none'],
    ['=HYPERLINK("x")', 'Take 20% off hiking boots.', 'none'],
    ['Ada\nURGENT', 'Take 20% off hiking boots.', 'none'],
    ['Ada\u202e', 'Take 20% off hiking boots.', 'none'],
    ['Z\u0301\u0301\u0301\u0301algo', 'Take 20% off hiking boots.', 'none'],
    ['A'.repeat(41), 'Take 20% off hiking boots.', 'none'],
  ])('%s', (name, text, address) => {
    expect(filled(name)).toMatchObject({ text, address });
  });

  test.each(['Zoë', 'José María', "O'Brien", 'Jean-Luc', 'J.R. Smith', '李雷', 'שרה', 'Nguyễn Thị'])(
    '%s is a name',
    (name) => {
      expect(safeName(name)).toBe(name.normalize('NFC'));
    },
  );

  test('gives way to its first word, then to none, before a second text message is needed', () => {
    const long = `{name}, ${'a'.repeat(145)}`;
    expect(filled('Alexandra Konstantinopoulou', long)).toMatchObject({
      address: 'first word',
      sms: { parts: 1 },
    });
    expect(filled('Konstantinopoulou', long)).toMatchObject({ address: 'none', sms: { parts: 1 } });
    const short = filled('Đorđe', '{name}, take 20% off.');
    expect(short).toMatchObject({ text: 'Đorđe, take 20% off.', sms: { encoding: 'UCS-2', parts: 1 } });
    expect(filled('Đorđe', long)).toMatchObject({ address: 'none', sms: { encoding: 'GSM-7', parts: 1 } });
    expect(filled('Đorđe', long).notes).toEqual([
      'The name is left out: with it, the message would be too long.',
    ]);
  });

  test('read from right to left, it keeps to itself', () => {
    expect(filled('שרה', copy, 'email').text).toBe('\u2068שרה\u2069, take 20% off hiking boots.');
  });

  test.each([
    ['Hi {customer_name}! Here is your coupon.', 'Hi! Here is your coupon.'],
    ['Dear {name}, welcome.', 'Welcome.'],
    ['{name}: 20% off boots', '20% off boots'],
    ['Exclusive VIP experience awaits, {customer_name}! Enjoy.', 'Exclusive VIP experience awaits! Enjoy.'],
    ["This is {name}'s coupon.", 'This is your coupon.'],
    ['Thank you {name} for coming.', 'Thank you for coming.'],
  ])('%s', (text, without) => {
    expect(withoutName(text)).toBe(without);
  });
});

describe('slots', () => {
  test('are filled once; a value is never read as a slot', () => {
    expect(
      fillSlots('Code {code} until {expiry_date}', { code: 'AB-12', expiryDate: '31 March' }, 'email'),
    ).toMatchObject({
      ok: true,
      value: { text: 'Code AB-12 until 31 March' },
    });
    expect(fillSlots('{code}', { code: '{name}' }, 'email')).toMatchObject({
      ok: false,
      failures: [{ type: 'unsafe-value' }],
    });
  });

  test.each([
    ['Hi {email}', 'unknown-slot'],
    ['Hi {', 'unknown-slot'],
    ['Hi {{name}}', 'unknown-slot'],
    ['Use {code}', 'slot-without-value'],
  ])('%s', (text, type) => {
    const result = fillSlots(text, { name: 'Ada' }, 'email');
    expect(!result.ok && result.failures.map((each) => each.type)).toContain(type);
  });

  test('a typographic mark does not halve the room of a text message', () => {
    expect(filled('Ada', '{name}, it’s here – take 20% off…')).toMatchObject({
      text: "Ada, it's here - take 20% off...",
      sms: { encoding: 'GSM-7' },
    });
  });

  test('too long is said with the limit', () => {
    const result = fillSlots('a'.repeat(179), {}, 'push');
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'too-long' }] });
    expect(!result.ok && result.failures[0]?.message).toContain('179 characters, more than 178');
  });

  test.each(['Al\u000bex', 'Al\u000cex', 'Al\u0085ex', 'Al\nex'])(
    '%j is no name: it has a control mark',
    (name) => {
      expect(safeName(name)).toBeUndefined();
    },
  );

  test('whatever the name, the message keeps its words, its line and one part', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const { text, sms } = filled(name);
        expect(text.toLowerCase()).toContain('take 20% off hiking boots.');
        expect(text).not.toMatch(/[\p{Cc}{}<>]/u);
        expect(sms?.parts).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });
});
