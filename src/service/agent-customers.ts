import type { CustomerProfile } from '../domain/customer.ts';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Segment } from '../domain/segment.ts';
import { runPausing } from '../domain/steps.ts';
import { type Cohort, cohortOf, profileToPersona } from '../profiling/profile-to-persona.ts';
import type { CustomerDetails, CustomerOverview, CustomerPage, CustomerQuery } from './agent-contract.ts';

/** What campaigns need to know of the import. */
export interface CustomerFacts {
  readonly currency?: string;
  /** The day that "how recently" is counted to, in milliseconds since 1970. */
  readonly reference: number;
  readonly simulated: boolean;
}

/** The kept customers in memory, ready to be looked through. */
export interface LoadedCustomers {
  readonly revision: string;
  readonly about: CustomerFacts;
  readonly profiles: readonly CustomerProfile[];
  readonly assignments: Int32Array;
  readonly segments: readonly Segment[];
  readonly cohort: Cohort;
  /** Positions of the profiles by falling amount spent, equal ones by id. */
  readonly order: readonly number[];
  /** Id and name of each profile, in lower case. */
  readonly words: readonly string[];
}

export function factsOf({
  currency,
  reference,
  files,
}: Pick<CustomerOverview, 'currency' | 'reference' | 'files'>): CustomerFacts {
  const simulated = files.some((file) => file.simulated);
  return { ...(currency !== undefined && { currency }), reference, simulated };
}

/** Makes the kept customers ready, with pauses. */
export async function loadCustomers(
  given: Pick<LoadedCustomers, 'revision' | 'about' | 'profiles' | 'assignments' | 'segments'>,
): Promise<LoadedCustomers> {
  const { profiles } = given;
  const order = await runPausing(byAmount(profiles));
  const words = await runPausing(wordsOf(profiles));
  await nextTask();
  return { ...given, cohort: cohortOf(profiles), order, words };
}

/** Customers to look at between two pauses. */
const AT_ONCE = 5000;

/** Numbers sort many times as fast as records, so only those who spent the same are put in order by id. */
function* byAmount(profiles: readonly CustomerProfile[]): Generator<void, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [i, { monetary }] of profiles.entries()) {
    if (i % AT_ONCE === 0) yield;
    const same = places.get(monetary);
    if (same === undefined) places.set(monetary, [i]);
    else same.push(i);
  }
  const id = (i: number) => profiles[i]?.id ?? '';
  const order: number[] = [];
  for (const [i, amount] of [...Float64Array.from(places.keys()).sort().reverse()].entries()) {
    if (i % AT_ONCE === 0) yield;
    const same = places.get(amount) ?? [];
    if (same.length > 1) same.sort((a, b) => (id(a) < id(b) ? -1 : 1));
    for (const place of same) order.push(place);
  }
  return order;
}

function* wordsOf(profiles: readonly CustomerProfile[]): Generator<void, readonly string[]> {
  const words: string[] = [];
  for (const { id, name } of profiles) {
    if (words.length % AT_ONCE === 0) yield;
    words.push(`${id}\n${name ?? ''}`.toLowerCase());
  }
  return words;
}

/** Those whose id or name holds the search, a page of them. */
export function findCustomers(
  { profiles, assignments, order, words }: LoadedCustomers,
  { search, segment, offset, count }: CustomerQuery,
): CustomerPage {
  const wanted = search.trim().toLowerCase();
  const found = order.filter(
    (i) =>
      (segment === undefined || assignments[i] === segment) &&
      (wanted === '' || words[i]?.includes(wanted) === true),
  );
  const customers = found.slice(offset, offset + count).flatMap((i) => {
    const profile = profiles[i];
    if (profile === undefined) return [];
    const { id, name, recencyDays, frequency, monetary } = profile;
    return [
      {
        id,
        ...(name === undefined ? {} : { name }),
        segment: assignments[i] ?? 0,
        ...(recencyDays === undefined ? {} : { recencyDays }),
        frequency,
        monetary,
      },
    ];
  });
  return { found: found.length, customers };
}

/** One customer, and the persona that offers would be written for; `customer-unknown` where there is none. */
export function customerDetails(
  { profiles, assignments, segments, cohort }: LoadedCustomers,
  id: string,
): Result<CustomerDetails> {
  const place = profiles.findIndex((profile) => profile.id === id);
  const profile = profiles[place];
  const segment = segments[assignments[place] ?? -1];
  if (profile === undefined || segment === undefined) {
    return failure(
      'customer-unknown',
      `There is no customer "${id}" here any more. Load the list again.`,
      id,
    );
  }
  return success({ profile, segment, persona: profileToPersona(profile, cohort) });
}
