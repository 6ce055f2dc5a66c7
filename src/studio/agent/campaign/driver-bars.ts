import { money, number, percent } from '../agent-words.ts';
import type { Bar } from './os-bar-list.ts';

const MULTIPLIES = /^(.*?)\. Multiplies the odds of a response by ([\d.]+)\.$/su;
const SHIFTS = /^(.*?)\. (Raises|Lowers) the odds of a response by ([\d.]+)%\.$/su;

/**
 * Sentences on why somebody may respond, as bars: as long as they change the odds on the log scale, on which raising and
 * lowering weigh alike. A sentence of another form has no length, and stands as a note.
 */
export function driverBars(
  sentences: readonly string[],
  currency: string | undefined,
): {
  readonly bars: readonly Bar[];
  readonly notes: readonly string[];
} {
  const bars: Bar[] = [];
  const notes: string[] = [];
  for (const sentence of sentences) {
    const [, what = '', times] = MULTIPLIES.exec(sentence) ?? [];
    const [, about = '', direction, percents] = SHIFTS.exec(sentence) ?? [];
    if (times !== undefined) {
      bars.push(bar(plainLabel(what, currency), Math.log(Number(times)), `odds × ${times}`));
    } else if (percents !== undefined && direction !== undefined) {
      const sign = direction === 'Lowers' ? -1 : 1;
      const factor = Math.max(1 + (sign * Number(percents)) / 100, 0.01);
      const figure = `odds ${sign < 0 ? '−' : '+'}${percents}%`;
      bars.push(bar(plainLabel(about, currency), Math.log(factor), figure));
    } else notes.push(sentence);
  }
  return { bars, notes };
}

/** Odds twice as large or half as large. */
const STRONG = Math.LN2;
/** A quarter more, or a fifth less. */
const CLEAR = Math.log(1.25);

/** Twice the odds is not twice the chance, so words say how much it weighs, and the figure stands behind them. */
function bar(label: string, effect: number, figure: string): Bar {
  const size = Math.abs(effect);
  const against = effect < 0;
  const strength = size >= STRONG - 1e-9 ? 'strongly ' : size >= CLEAR - 1e-9 ? '' : 'slightly ';
  const said = `${strength}${against ? 'against it' : 'for it'}`;
  return {
    label,
    value: size,
    said: said.charAt(0).toUpperCase() + said.slice(1),
    figure,
    ...(against && { against }),
  };
}

const MONEY =
  /^(Total spending|Average basket|Monthly income|Expected value over a year|Money off|Least spending asked for|Total value of the reward so far|Value of the reward per (?:customer|use))$/u;
const SHARE = /^(Share of .*|Risk of leaving|How common .*)$/u;
const LOG = /^(.*) \(log\)$/u;

/** `Average basket: 751` with its number as people say it; a label of another form stays. */
function plainLabel(label: string, currency: string | undefined): string {
  if (label.startsWith('The reward itself: ')) return 'How this very reward did before';
  const [, what = '', digits = '', rest = ''] = /^(.*): (-?\d+(?:\.\d+)?)(\D.*)?$/su.exec(label) ?? [];
  const value = Number(digits);
  if (what === '' || rest !== '') return label;
  const [, counted] = LOG.exec(what) ?? [];
  if (counted !== undefined) {
    // The logarithm has three digits, which leaves two of the number.
    const about = Number(Math.expm1(value).toPrecision(2));
    return `${counted}: about ${/value/i.test(counted) ? money(about, currency) : number(about)}`;
  }
  if (MONEY.test(what)) return `${what}: ${money(value, currency)}`;
  if (SHARE.test(what)) return `${what}: ${percent(value)}`;
  return `${what}: ${number(value, 2)}`;
}
