/**
 * The words of a text in lower case, with their digits, apostrophes straight; the parts of a hyphenated word stand alone,
 * since they are joined anew all the time (`first-time`, `two-person`).
 */
export function textWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[’ʼ]/gu, "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:'\p{L}+)*/gu) ?? []
  );
}
