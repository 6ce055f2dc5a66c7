/** Where a text stops being JSON, and what would have to stand there. */
export interface JsonError {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

class SyntaxStop {
  constructor(
    readonly index: number,
    readonly expected: string,
  ) {}
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*"/uy;
const LITERAL = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;
const DEEPEST = 200;

/**
 * The first place where the text breaks the grammar of RFC 8259, or undefined when it is JSON. Written
 * out because the engines' own messages differ and some name no place.
 */
export function findJsonError(text: string): JsonError | undefined {
  let index = 0;

  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    const found = pattern.exec(text);
    if (found === null) return false;
    index += found[0].length;
    return true;
  };
  const take = (character: string): boolean => {
    match(SPACE);
    if (text[index] !== character) return false;
    index++;
    return true;
  };
  const need = (done: boolean, expected: string): void => {
    if (!done) throw new SyntaxStop(index, expected);
  };
  const list = (close: string, item: () => void, name: string): void => {
    if (take(close)) return;
    do item();
    while (take(','));
    need(take(close), `a comma or "${close}" after ${name}`);
  };
  const key = (): void => {
    match(SPACE);
    need(match(STRING), 'a field name in double quotes');
    need(take(':'), 'a colon after the field name');
  };
  const value = (depth: number): void => {
    need(depth < DEEPEST, 'less deeply nested values');
    match(SPACE);
    if (take('{')) {
      list(
        '}',
        () => {
          key();
          value(depth + 1);
        },
        'the field',
      );
    } else if (take('[')) {
      list(']', () => value(depth + 1), 'the entry');
    } else {
      need(
        match(STRING) || match(NUMBER) || match(LITERAL),
        'a value: text in double quotes, a number, a list or an object',
      );
    }
  };

  try {
    value(0);
    match(SPACE);
    need(index === text.length, 'the end of the text');
    return undefined;
  } catch (stop) {
    if (!(stop instanceof SyntaxStop)) throw stop;
    const before = text.slice(0, stop.index).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: stop.expected };
  }
}
