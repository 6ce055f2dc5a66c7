/** The default alphabet of text messages (3GPP TS 23.038, section 6.2.1), without the escape to its extension. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension (section 6.2.1.1): each takes an escape as well, so two septets. */
const EXTENSION = new Set('\f^{}\\[~]|€');

export interface SmsSize {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets of GSM-7 or 16-bit units of UCS-2. */
  readonly units: number;
  /** Messages that the network bills; 0 for an empty text. */
  readonly parts: number;
}

const ROOM = { 'GSM-7': { one: 160, several: 153 }, 'UCS-2': { one: 70, several: 67 } } as const;

/** How many text messages a text takes. No escape pair and no surrogate pair is torn apart between two of them. */
export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const gsm = characters.every((character) => BASIC.has(character) || EXTENSION.has(character));
  const encoding = gsm ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => (gsm ? (EXTENSION.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { one, several } = ROOM[encoding];
  if (units <= one) return { encoding, units, parts: units === 0 ? 0 : 1 };
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > several) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, parts };
}

const PLAIN_FORMS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** Typographic marks as their plain forms, so that one curly apostrophe does not halve the room of a message. */
export function plainForSms(text: string): string {
  return text.replace(/[‘’“”–—−…\u00a0\u202f]/gu, (mark) => PLAIN_FORMS[mark] ?? mark);
}
