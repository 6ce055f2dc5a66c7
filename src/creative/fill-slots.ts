import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { plainForSms, type SmsSize, smsSize } from './gsm7.ts';
import { CHANNEL_LIMITS, type MessageChannel } from './message-channel.ts';
import { isRightToLeft, nameForms, safeName } from './person-name.ts';

/** What copy may leave open; both names mean the customer. */
export const SLOTS = ['name', 'customer_name', 'code', 'expiry_date'] as const;
export type Slot = (typeof SLOTS)[number];

export interface SlotValues {
  readonly name?: string;
  readonly code?: string;
  readonly expiryDate?: string;
}

export interface FilledMessage {
  readonly text: string;
  /** How the customer is addressed; `none` where the name is missing, unsafe or does not fit. */
  readonly address: 'name' | 'first word' | 'none';
  /** In the unit of the channel's limit. */
  readonly length: number;
  /** For text messages only. */
  readonly sms?: SmsSize;
  /** What a person should know, such as why the name is left out. */
  readonly notes: readonly string[];
}

/** Text messages that one message may become. */
const MOST_PARTS = 3;

/**
 * Puts the values into finished copy: the last step before it is sent. Values are data: a slot inside a value stays as
 * it is written. A name that is unsafe, or that would cost another text message or go over the limit, gives way to its
 * first word and then to a greeting without a name.
 * @returns the failures `unknown-slot`, `slot-without-value`, `unsafe-value` and `too-long`.
 */
export function fillSlots(copy: string, values: SlotValues, channel: MessageChannel): Result<FilledMessage> {
  const failures = slotFailures(copy, values);
  if (failures.length > 0) return { ok: false, failures };
  const plain = channel === 'sms' ? plainForSms(copy) : copy;
  const name = safeName(values.name);
  const greets = /\{(?:customer_)?name\}/u.test(plain);
  const nameless = put(withoutName(plain), values, '');
  const forms = greets && name !== undefined ? nameForms(name) : [];
  const texts = [...forms.map((form) => put(plain, values, isolated(form))), nameless];
  const fewest = costOf(nameless, channel);
  const index = texts.findIndex((text) => costOf(text, channel) <= Math.max(1, fewest));
  const text = texts[index] ?? nameless;
  const sms = channel === 'sms' ? smsSize(text) : undefined;
  const length = sms?.units ?? [...text].length;
  const limit = CHANNEL_LIMITS[channel];
  if (sms ? sms.parts > MOST_PARTS : length > limit.characters) {
    const most = sms ? `${MOST_PARTS} text messages` : `${limit.characters} characters`;
    return failure(
      'too-long',
      `The message has ${sms ? `${sms.parts} text messages` : `${length} characters`}, more than ${most}. Shorten the copy. ${limit.source}`,
    );
  }
  const address = index >= forms.length ? 'none' : forms[index] === name ? 'name' : 'first word';
  return success({
    text,
    address,
    length,
    ...(sms && { sms }),
    notes: notesFor(greets, values.name, name, address, sms),
  });
}

const SLOT = /\{([^{}]*)\}/gu;

function slotFailures(copy: string, values: SlotValues): readonly Failure[] {
  const failures: Failure[] = [];
  for (const [whole, slot = ''] of copy.matchAll(SLOT)) {
    if (!SLOTS.some((known) => known === slot)) {
      const known = SLOTS.map((each) => `{${each}}`).join(', ');
      failures.push({
        type: 'unknown-slot',
        message: `"${whole}" is no slot; write one of ${known}.`,
        path: whole,
      });
    } else if (!slot.endsWith('name')) {
      const value = slot === 'code' ? values.code : values.expiryDate;
      if (value === undefined || value.trim() === '') {
        failures.push({
          type: 'slot-without-value',
          message: `The copy asks for ${whole}, but no value is given.`,
          path: whole,
        });
      } else if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}{}<>]/u.test(value) || value.length > 60) {
        failures.push({
          type: 'unsafe-value',
          message: `The value for ${whole} has control characters, brackets or more than 60 characters; mend it.`,
          path: whole,
        });
      }
    }
  }
  if (/[{}]/u.test(copy.replace(SLOT, ''))) {
    failures.push({ type: 'unknown-slot', message: 'The copy has a brace without its partner; remove it.' });
  }
  return failures;
}

/** One pass, so that no value is read as a slot. */
function put(copy: string, values: SlotValues, name: string): string {
  return copy.replace(SLOT, (_, slot: Slot) => {
    if (slot === 'code') return values.code ?? '';
    return slot === 'expiry_date' ? (values.expiryDate ?? '') : name;
  });
}

/** The copy as one would write it without a name: `Hi {name}! …` → `Hi! …`, `{name}, take …` → `Take …`. */
export function withoutName(copy: string): string {
  const slot = '\\{(?:customer_)?name\\}';
  const without = copy
    .replace(new RegExp(`^\\s*(?:dear\\s+)?${slot}\\s*[:,!.–—-]*\\s*`, 'iu'), '')
    .replace(new RegExp(`\\b(?:for|to)\\s+${slot}['’]s\\b`, 'giu'), 'for your')
    .replace(new RegExp(`${slot}['’]s\\b`, 'giu'), 'your')
    .replace(new RegExp(`,?\\s*${slot}(?=\\s*[,.!?:;]|\\s*$)`, 'gu'), '')
    .replace(new RegExp(`\\s*${slot}\\s*`, 'gu'), ' ');
  return without
    .replace(/\s+([,.!?:;])/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** A name read from right to left keeps to itself and does not turn the sentence around (Unicode UAX #9). */
function isolated(name: string): string {
  return isRightToLeft(name) ? `\u2068${name}\u2069` : name;
}

/** Text messages it takes; elsewhere 1 where it fits and 2 where not. */
function costOf(text: string, channel: MessageChannel): number {
  if (channel === 'sms') return smsSize(text).parts;
  return [...text].length <= CHANNEL_LIMITS[channel].characters ? 1 : 2;
}

function notesFor(
  greets: boolean,
  given: string | undefined,
  name: string | undefined,
  address: FilledMessage['address'],
  sms: SmsSize | undefined,
): readonly string[] {
  const notes: string[] = [];
  if (greets && given !== undefined && name === undefined) {
    notes.push('The name is left out: it holds more than a name may.');
  } else if (greets && name !== undefined && address === 'none') {
    notes.push('The name is left out: with it, the message would be too long.');
  } else if (address === 'first word') {
    notes.push('Only the first word of the name is used: with all of it, the message would be too long.');
  }
  if (sms && sms.parts > 1) notes.push(`It goes out as ${sms.parts} text messages.`);
  if (sms?.encoding === 'UCS-2') notes.push('A character outside GSM-7 leaves 70 characters a message.');
  return notes;
}
