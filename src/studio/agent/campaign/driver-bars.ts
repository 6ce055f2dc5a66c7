import type { Bar } from './os-bar-list.ts';

const MULTIPLIES = /^(.*?)\. Multiplies the odds of a response by ([\d.]+)\.$/su;
const SHIFTS = /^(.*?)\. (Raises|Lowers) the odds of a response by ([\d.]+)%\.$/su;

/**
 * Sentences on why somebody may respond, as bars: as long as they change the odds on the log scale, on which raising and
 * lowering weigh alike. A sentence of another form has no length, and stands as a note.
 */
export function driverBars(sentences: readonly string[]): {
  readonly bars: readonly Bar[];
  readonly notes: readonly string[];
} {
  const bars: Bar[] = [];
  const notes: string[] = [];
  for (const sentence of sentences) {
    const [, what = '', times] = MULTIPLIES.exec(sentence) ?? [];
    const [, about = '', direction, percent] = SHIFTS.exec(sentence) ?? [];
    if (times !== undefined) {
      bars.push({ label: plain(what), value: Math.log(Number(times)), said: `odds × ${times}` });
    } else if (percent !== undefined && direction !== undefined) {
      const against = direction === 'Lowers';
      const factor = against ? 1 - Number(percent) / 100 : 1 + Number(percent) / 100;
      bars.push({
        label: plain(about),
        value: Math.abs(Math.log(Math.max(factor, 0.01))),
        said: `odds ${against ? '−' : '+'}${percent}%`,
        against,
      });
    } else notes.push(sentence);
  }
  return { bars, notes };
}

/** `Share of spending on the category of the reward: 0.238` with a share as people say it. */
function plain(label: string): string {
  return label
    .replace(/^(Share of .*): (0\.\d+|0|1)$/u, (_, what: string, share: string) => {
      return `${what}: ${Math.round(100 * Number(share))}%`;
    })
    .replace(/^The reward itself: .*$/u, 'How this very reward did before');
}
