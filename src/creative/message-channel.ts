import type { ChannelName } from '../domain/customer.ts';
import type { Medium } from '../domain/reward-brief.ts';

/** Where a message can be sent. */
export const MESSAGE_CHANNELS = ['sms', 'whatsapp', 'email', 'push'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export interface ChannelLimit {
  /** Characters of one message; for text messages, septets of one part of GSM-7. */
  readonly characters: number;
  readonly medium: Medium;
  /** Where the limit comes from. */
  readonly source: string;
}

export const CHANNEL_LIMITS: Readonly<Record<MessageChannel, ChannelLimit>> = {
  sms: {
    characters: 160,
    medium: 'sms',
    source:
      '3GPP TS 23.038 and 23.040: 140 octets, so 160 characters of GSM-7 or 70 of UCS-2; 153 or 67 a part where there are several.',
  },
  whatsapp: {
    characters: 1024,
    medium: 'email',
    source: 'The body of a WhatsApp message template holds 1,024 characters, filled slots included.',
  },
  email: {
    characters: 998,
    medium: 'email',
    source: 'RFC 5322, section 2.1.1: a line has at most 998 characters; the copy is one line.',
  },
  push: {
    characters: 178,
    medium: 'sms',
    source:
      'iOS shows about 178 characters of a notification before it cuts, Android about 240; the payload may hold 4,096 bytes.',
  },
};

const NAMES: readonly (readonly [pattern: RegExp, channel: MessageChannel])[] = [
  [/whats\s?app|\bwa\b/i, 'whatsapp'],
  [/\bs\.?m\.?s\b|\bmms\b|\btext/i, 'sms'],
  [/e-?\s?mail|newsletter/i, 'email'],
  [/push|\bapp\b|in-?app|notification/i, 'push'],
];

/** The message channel that an import's word means (`Email`, `SMS`, `app`); undefined where it is none, such as `store`. */
export function messageChannel(name: ChannelName): MessageChannel | undefined {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1];
}
