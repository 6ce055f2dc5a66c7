import type { CustomerProfile } from '../domain/customer.ts';
import { paymentMethodsIn } from '../domain/payment-method.ts';
import { PERSONA_LIMITS, type Persona } from '../domain/persona-schema.ts';
import { interestOf } from './category-interests.ts';

/** Where most customers of an import lie, against which one of them spends much or little. */
export interface Cohort {
  /** Quartiles of the mean basket over customers with a purchase, in the import's currency. */
  readonly basket: Quartiles;
  readonly monetary: Quartiles;
  readonly frequency: Quartiles;
}

type Quartiles = readonly [lower: number, median: number, upper: number];

export interface PersonaFromProfile {
  readonly persona: Persona;
  /** Fields that the profile does not tell and that have their default. */
  readonly assumed: readonly (keyof Persona)[];
  /** Fields that the profile tells and that were not passed on, for fairness. */
  readonly withheld: readonly (keyof Persona)[];
}

/** What stands where a profile tells nothing: the middle of the road, so that the text leans on nothing invented. */
export const PERSONA_DEFAULTS = {
  age: 40,
  gender: 'Not stated',
  /** US dollars. */
  monthlyIncome: 4000,
  spendingPattern: 'Balanced',
  preferredPaymentMethod: 'Credit Card',
  interests: ['Shopping'],
  financialGoals: [],
} as const satisfies Partial<Persona>;

const MOST_INTERESTS = 3;
/** Of spending; less may be a single present. */
const SMALLEST_SHARE = 0.1;
const CONTROLS = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** The quartiles of an import. All zero where nobody bought anything. */
export function cohortOf(profiles: readonly CustomerProfile[]): Cohort {
  const buyers = profiles.filter(({ frequency }) => frequency > 0);
  const quartiles = (value: (profile: CustomerProfile) => number): Quartiles => {
    const sorted = Float64Array.from(buyers, value).sort();
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return [at(0.25), at(0.5), at(0.75)];
  };
  return {
    basket: quartiles(({ averageBasket }) => averageBasket),
    monetary: quartiles(({ monetary }) => monetary),
    frequency: quartiles(({ frequency }) => frequency),
  };
}

/**
 * A profile in the generator's words. Age and gender stay out unless they are asked for. Incomes are taken for US
 * dollars, as the generator counts them.
 */
export function profileToPersona(
  profile: CustomerProfile,
  cohort: Cohort,
  { sensitive = false }: { readonly sensitive?: boolean } = {},
): PersonaFromProfile {
  const told: { [K in keyof Persona]: Persona[K] | undefined } = {
    name: clean(profile.name, PERSONA_LIMITS.nameLength),
    age: isAge(profile.age) ? Math.floor(profile.age) : undefined,
    gender: genderOf(profile.gender),
    monthlyIncome: incomeOf(profile.monthlyIncome),
    spendingPattern: spendingPatternOf(profile, cohort),
    preferredPaymentMethod: paymentOf(profile),
    interests: interestsOf(profile),
    financialGoals: undefined,
  };
  const withheld = sensitive ? [] : (['age', 'gender'] as const).filter((key) => told[key] !== undefined);
  const used = sensitive ? told : { ...told, age: undefined, gender: undefined };
  const fallback: Persona = { ...PERSONA_DEFAULTS, name: clean(`Customer ${profile.id}`, 80) ?? 'Customer' };
  const keys = Object.keys(told) as readonly (keyof Persona)[];
  const known = Object.fromEntries(Object.entries(used).filter(([, value]) => value !== undefined));
  return {
    persona: { ...fallback, ...known },
    assumed: keys.filter((key) => told[key] === undefined),
    withheld,
  };
}

/** How somebody spends, against the others of the import; the first row that holds, undefined without purchases. */
export function spendingPatternOf(profile: CustomerProfile, cohort: Cohort): string | undefined {
  const { frequency, averageBasket, monetary, discountAffinity = 0 } = profile;
  if (frequency === 0 || monetary <= 0) return undefined;
  const [smallBasket, , largeBasket] = cohort.basket;
  const [, middleFrequency] = cohort.frequency;
  const rows: readonly (readonly [boolean, string])[] = [
    [discountAffinity >= 0.5, 'Deal-seeker'],
    [averageBasket >= 2 * largeBasket && monetary >= cohort.monetary[2], 'Luxury-focused'],
    [averageBasket > largeBasket && frequency < middleFrequency, 'Occasional splurger'],
    [monetary > cohort.monetary[2], 'High-spender'],
    [averageBasket < smallBasket && frequency <= middleFrequency, 'Frugal'],
    [averageBasket < smallBasket, 'Budget-conscious'],
  ];
  return rows.find(([holds]) => holds)?.[1] ?? 'Balanced';
}

/** Most bought first, each once. */
function interestsOf({ categoryAffinity }: CustomerProfile): readonly string[] | undefined {
  const shares = new Map<string, number>();
  for (const [category, share] of Object.entries(categoryAffinity)) {
    const interest = interestOf(category);
    if (interest !== undefined) shares.set(interest, (shares.get(interest) ?? 0) + share);
  }
  const found = [...shares]
    .filter(([, share]) => share >= SMALLEST_SHARE)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_INTERESTS)
    .map(([interest]) => interest);
  return found.length === 0 ? undefined : found;
}

function paymentOf({ attributes }: CustomerProfile): string | undefined {
  const [text] = Object.entries(attributes)
    .filter(([name]) => /pay|tender/i.test(name))
    .map(([, value]) => String(value).replace(/[_-]+/g, ' '));
  return text === undefined ? undefined : paymentMethodsIn(text)[0];
}

function genderOf(gender: string | undefined): string | undefined {
  const known: Readonly<Record<string, string>> = {
    f: 'Female',
    w: 'Female',
    woman: 'Female',
    m: 'Male',
    man: 'Male',
  };
  const text = clean(gender, PERSONA_LIMITS.textLength);
  return text === undefined ? undefined : (known[text.toLowerCase()] ?? text);
}

function isAge(age: number | undefined): age is number {
  return age !== undefined && age >= PERSONA_LIMITS.youngest && age <= PERSONA_LIMITS.oldest;
}

function incomeOf(income: number | undefined): number | undefined {
  return income === undefined || income < 0 || income > PERSONA_LIMITS.highestIncome
    ? undefined
    : Math.round(income);
}

/** Without control characters and no longer than a persona may hold; undefined where nothing is left. */
function clean(text: string | undefined, longest: number): string | undefined {
  const plain = text?.replace(CONTROLS, ' ').trim().slice(0, longest).replace(CONTROLS, '').trim();
  return plain === '' ? undefined : plain;
}
