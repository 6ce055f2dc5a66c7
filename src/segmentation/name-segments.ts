import { deckNames } from './deck-names.ts';
import type { SegmentFacts } from './segment-facts.ts';
import { standOuts } from './stand-outs.ts';

export interface SegmentName {
  /** One of the deck's where it fits, else from what stands out; no two are equal. */
  readonly name: string;
  /** One plain sentence. */
  readonly description: string;
}

/** Names the groups of one segmentation, which should come in their final order: earlier ones get the shorter names. */
export function nameSegments(facts: readonly SegmentFacts[]): SegmentName[] {
  const deck = deckNames(facts);
  const taken = new Set<string>(deck.filter((name) => name !== undefined));
  return facts.map((group, i) => {
    const name = deck[i] ?? (facts.length === 1 ? 'All Customers' : ownName(group, taken));
    taken.add(name);
    return { name, description: describe(group) };
  });
}

/** The two things that stand out most; more of them, then a number, where that name is taken. */
function ownName(facts: SegmentFacts, taken: ReadonlySet<string>): string {
  const adjectives = standOuts(facts).flatMap(({ adjective }) => adjective ?? []);
  if (adjectives.length === 0) adjectives.push('Everyday');
  for (let count = 2; count <= Math.max(2, adjectives.length); count += 1) {
    const name = [...adjectives.slice(0, count), 'Customers'].join(' ');
    if (!taken.has(name)) return name;
  }
  const base = [...adjectives.slice(0, 2), 'Customers'].join(' ');
  let number = 2;
  while (taken.has(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

function describe(facts: SegmentFacts): string {
  const [first, second] = standOuts(facts).map(({ clause }) => clause);
  if (!first) return `The typical customer here ${history(facts)}, close to the middle of all customers.`;
  const differences = second ? `${first}, and ${second}` : first;
  return `The typical customer here ${history(facts)}; this group ${differences}.`;
}

function history({ medians: { frequency = 0, monetary = 0, recencyDays } }: SegmentFacts): string {
  if (frequency === 0) return 'has not bought yet';
  const spent = `has spent ${count(monetary)}`;
  const ago = recencyDays === undefined ? undefined : `${days(recencyDays)} ago`;
  if (frequency === 1) return `${spent} in one purchase${ago ? `, ${ago}` : ''}`;
  return `${spent} in ${count(frequency)} purchases${ago ? `, the last of them ${ago}` : ''}`;
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
}

function days(value: number): string {
  const whole = Math.round(value);
  return whole === 1 ? '1 day' : `${whole.toLocaleString('en')} days`;
}
