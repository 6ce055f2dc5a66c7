import type { CustomerProfile } from '../domain/customer.ts';
import { mix32 } from '../domain/random.ts';
import { hash32 } from './hash32.ts';

export type Arm = 'offer' | 'hold-out';

/**
 * The arm of a customer in a campaign: always the same for the same two ids, whoever else takes part, and independent
 * between campaigns. A share of 0 holds nobody out, a share of 1 everybody.
 */
export function armOf(customerId: string, campaignId: string, holdOut: number): Arm {
  return place(customerId, campaignId) < holdOut ? 'hold-out' : 'offer';
}

/** A number in [0, 1). */
function place(customerId: string, campaignId: string): number {
  // The length keeps "a" + "bc" and "ab" + "c" apart.
  const start = mix32(hash32(campaignId) ^ campaignId.length);
  return mix32(hash32(customerId, start) ^ start) / 4294967296;
}

/** How alike the two arms are before anything is sent. */
export interface HoldOutBalance {
  readonly offered: number;
  readonly heldOut: number;
  /** Share held out, in all and by segment; the planned one is `planned`. */
  readonly planned: number;
  readonly share: number;
  readonly segments: readonly {
    readonly name: string;
    readonly offered: number;
    readonly heldOut: number;
    /** Distance of the segment's share from the planned one, in standard errors. */
    readonly z: number;
  }[];
  /** Difference of the arms' means in pooled standard deviations, and in standard errors of that difference. */
  readonly fields: readonly { readonly field: string; readonly difference: number; readonly z: number }[];
  /** What is further apart than chance explains once in a thousand; empty where the arms can be compared. */
  readonly warnings: readonly string[];
}

/** |z| of a two-sided p of 0.001. */
const FAR = 3.2905;
const FIELDS = ['recencyDays', 'frequency', 'monetary', 'averageBasket', 'tenureDays', 'churnRisk'] as const;

/** One person of the audience with the arm they are in. */
export interface ArmMember {
  readonly profile: CustomerProfile;
  readonly segment: string;
  readonly arm: Arm;
}

/**
 * Checks the assignment within each segment and over the fields that matter to the outcome. About one check in a
 * thousand warns by chance.
 */
export function holdOutBalance(members: readonly ArmMember[], planned: number): HoldOutBalance {
  const held = members.filter(({ arm }) => arm === 'hold-out');
  const offered = members.filter(({ arm }) => arm === 'offer');
  const names = [...new Set(members.map(({ segment }) => segment))].sort();
  const segments = names.map((name) => {
    const own = members.filter(({ segment }) => segment === name);
    const heldOut = own.filter(({ arm }) => arm === 'hold-out').length;
    const spread = Math.sqrt(own.length * planned * (1 - planned));
    const z = spread === 0 ? 0 : (heldOut - own.length * planned) / spread;
    return { name, offered: own.length - heldOut, heldOut, z };
  });
  const fields = FIELDS.flatMap((field) => {
    const [a, b] = [offered, held].map((arm) => moments(arm, field));
    if (a === undefined || b === undefined || a.count < 2 || b.count < 2) return [];
    const pooled = Math.sqrt((a.variance + b.variance) / 2);
    const error = Math.sqrt(a.variance / a.count + b.variance / b.count);
    const difference = pooled === 0 ? 0 : (a.mean - b.mean) / pooled;
    return [{ field, difference, z: error === 0 ? 0 : (a.mean - b.mean) / error }];
  });
  return {
    offered: offered.length,
    heldOut: held.length,
    planned,
    share: members.length === 0 ? 0 : held.length / members.length,
    segments,
    fields,
    warnings: [
      ...segments
        .filter(({ z }) => Math.abs(z) > FAR)
        .map(
          ({ name, heldOut, offered: sent }) =>
            `In the segment ${name} ${heldOut} of ${heldOut + sent} are held out, which chance hardly explains.`,
        ),
      ...fields
        .filter(({ z }) => Math.abs(z) > FAR)
        .map(({ field }) => `The arms differ in ${field} by more than chance explains.`),
    ],
  };
}

function moments(members: readonly ArmMember[], field: (typeof FIELDS)[number]) {
  const values = members.map(({ profile }) => profile[field]).filter((value) => value !== undefined);
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1);
  return { count, mean, variance };
}
