import { pick, pickWeighted, type Random } from '../domain/random.ts';

/** Zones with the share of customers who live there. */
const ZONES = [
  ['North', 0.26],
  ['South', 0.22],
  ['East', 0.16],
  ['West', 0.2],
  ['Central', 0.16],
] as const;

export const ZONE_NAMES: readonly string[] = ZONES.map(([name]) => name);

const PLACES = [
  'Harbour Street',
  'Market Square',
  'Station Road',
  'Old Mill',
  'Garden Arcade',
  'Bridge Lane',
  'Hilltop Centre',
  'Riverside Park',
] as const;

/** Name of the till for bills paid online or in the app. */
export const ONLINE_STORE = 'Online shop';

/** The eight stores of each zone: `North Station Road`. */
export const STORES: ReadonlyMap<string, readonly string[]> = new Map(
  ZONE_NAMES.map((zone) => [zone, PLACES.map((place) => `${zone} ${place}`)]),
);

export function simulateZone(random: Random): string {
  return pickWeighted(random, ZONES, ([, share]) => share)[0];
}

/** A store of the zone, all equally likely. */
export function simulateStore(random: Random, zone: string): string {
  return pick(random, STORES.get(zone) ?? []);
}

/** Drawn independently of everything else, so that a name tells a model nothing. */
export const FIRST_NAMES: readonly string[] = (
  'Aarav Ada Aisha Alex Amara Amir Ana Anders Anika Ben Bea Camille Carlos Chen Chloe Daniel Dara Devi Diego ' +
  'Elena Eli Emeka Emma Farah Felix Fiona Grace Hana Hassan Hugo Ines Ivan Jamal Jane Jonas Kai Kavya Kofi Lara ' +
  'Leo Lina Luca Maya Mei Milan Mina Nadia Nia Noah Nora Omar Oscar Petra Priya Ravi Rosa Sam Sara Sofia Tara ' +
  'Theo Tomas Uma Victor Wei Yara Yusuf Zoe'
).split(' ');
