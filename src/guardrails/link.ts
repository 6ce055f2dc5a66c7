import type { Rule } from './rule.ts';

/** Addresses with a scheme or `www.`, bare domains of common endings, and e-mail addresses. */
const LINK =
  /\b(?:https?|ftp|javascript|data|mailto):|\bwww\.|\b[\w-]+\.(?:com|net|org|io|co|info|biz|shop|app|dev|me|ru|cn|de|uk|eu)\b(?!\p{L})|[\w.+-]+@[\w-]+\.\w+/iu;

/** The model may not send people anywhere: no address of a page and no e-mail address. */
export const link: Rule = ({ text }) => {
  const found = LINK.exec(text)?.[0];
  return found === undefined
    ? []
    : [
        {
          type: 'link',
          message: `The text contains an address ("${found}"); the model may not write links.`,
        },
      ];
};
