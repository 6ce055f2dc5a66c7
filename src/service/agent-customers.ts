import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Segment } from '../domain/segment.ts';
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

export function loadCustomers(
  given: Pick<LoadedCustomers, 'revision' | 'about' | 'profiles' | 'assignments' | 'segments'>,
): LoadedCustomers {
  const { profiles } = given;
  const order = profiles
    .map((profile, i) => ({ profile, i }))
    .sort((a, b) => b.profile.monetary - a.profile.monetary || (a.profile.id < b.profile.id ? -1 : 1))
    .map(({ i }) => i);
  const words = profiles.map(({ id, name }) => `${id}\n${name ?? ''}`.toLowerCase());
  return { ...given, cohort: cohortOf(profiles), order, words };
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
