import type { Rule } from './rule.ts';

/** Control characters, halves of characters, direction overrides, and the mark of undecodable bytes. */
const CONTROLS = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFFD]/u;

/** An offer is one line of printable text. */
export const controlCharacter: Rule = ({ text }) => {
  const found = CONTROLS.exec(text)?.[0];
  if (found === undefined) return [];
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [{ type: 'control-character', message: `The text contains the control character U+${code}.` }];
};
