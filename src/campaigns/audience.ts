import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Policy } from '../guardrails/policy/policy.ts';
import type { Campaign } from './campaign.ts';
import { GOAL_TABLE } from './goal.ts';
import { type Arm, armOf } from './hold-out.ts';
import { checkFilters, filterText, type ProfileFilter, passesFilter, valueRanks } from './profile-filter.ts';
import { type BehaviourFacts, isTriggered } from './trigger.ts';

/** One customer with the segment they are in. */
export interface Person {
  readonly profile: CustomerProfile;
  /** The segment's name. */
  readonly segment: string;
}

/** Somebody whom the campaign reaches. */
export interface Member extends Person {
  readonly arm: Arm;
}

/** Why customers are not in the audience; each is counted under the first rule that leaves them out. */
export interface Exclusion {
  /** `segment`, `filter:churnRisk at least 0.5`, `trigger`. */
  readonly rule: string;
  /** A plain sentence. */
  readonly reason: string;
  readonly count: number;
}

export interface Audience {
  readonly members: readonly Member[];
  readonly exclusions: readonly Exclusion[];
  /** What the audience was chosen by, the goal's own filters where the campaign has none. */
  readonly filters: readonly ProfileFilter[];
}

/** People to look at between two pauses. */
const PEOPLE_AT_ONCE = 2000;

/**
 * Who takes part, and in which arm. Yields where a pause may be made.
 *
 * @param people every customer, once. @param behaviour what triggers by behaviour look at.
 * @returns `no-customers`; `segment-unknown` naming the segments there are; `filter-unfair`; `audience-empty` with the
 *   counts of who was left out by what.
 */
export function* selectAudience(
  people: readonly Person[],
  campaign: Campaign,
  policy: Policy,
  behaviour: BehaviourFacts = new Map(),
): Generator<void, Result<Audience>> {
  if (people.length === 0) {
    return failure('no-customers', 'There are no customers to choose an audience from; import some.');
  }
  const { segments } = campaign.audience;
  const known = [...new Set(people.map(({ segment }) => segment))];
  const unknown = segments?.find((name) => !known.some((each) => sameName(each, name)));
  if (unknown !== undefined) {
    return failure(
      'segment-unknown',
      `There is no segment "${unknown}"; the segments are ${known.join(', ')}.`,
      'audience.segments',
    );
  }
  const filters =
    campaign.audience.filters ?? (segments === undefined ? GOAL_TABLE[campaign.goal].audience : []);
  const fair = checkFilters(filters, policy);
  if (!fair.ok) return fair;

  yield;
  const ranks = valueRanks(people.map(({ profile }) => profile));
  const counts = new Map<string, number>();
  const members: Member[] = [];
  for (const [i, person] of people.entries()) {
    if (i % PEOPLE_AT_ONCE === 0) yield;
    const rule = excludedBy(person, ranks[i] as number, segments, filters, campaign, behaviour);
    if (rule !== undefined) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      continue;
    }
    members.push({ ...person, arm: armOf(person.profile.id, campaign.id, campaign.holdOut) });
  }
  const exclusions = [...counts].map(([rule, count]) => ({ rule, count, reason: reasonOf(rule, campaign) }));
  if (members.length === 0) {
    const why = exclusions
      .map(({ rule, count }) => `${count} are left out by "${rule.replace('filter:', '')}"`)
      .join(', ');
    return failure(
      'audience-empty',
      `Nobody is left in the audience: of ${people.length.toLocaleString('en')} customers ${why}. Name other segments, or widen the filters.`,
      'audience',
    );
  }
  return success({ members, exclusions, filters });
}

function excludedBy(
  { profile, segment }: Person,
  rank: number,
  segments: readonly string[] | undefined,
  filters: readonly ProfileFilter[],
  { schedule }: Campaign,
  behaviour: BehaviourFacts,
): string | undefined {
  if (segments !== undefined && !segments.some((name) => sameName(name, segment))) return 'segment';
  const failed = filters.find((filter) => !passesFilter(filter, profile, rank));
  if (failed !== undefined) return `filter:${filterText(failed)}`;
  if (schedule.kind === 'by-behaviour' && !isTriggered(schedule.when, profile, behaviour)) return 'trigger';
  return undefined;
}

function reasonOf(rule: string, campaign: Campaign): string {
  if (rule === 'segment') return `Not in the segments ${campaign.audience.segments?.join(', ')}.`;
  if (rule === 'trigger') return 'The behaviour that starts the campaign was not seen.';
  return `The audience asks for ${rule.replace('filter:', '')}.`;
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
