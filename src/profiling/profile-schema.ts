import type { CustomerProfile } from '../domain/customer.ts';

/** One field of the published schema. */
interface FieldSchema {
  readonly type: 'string' | 'number' | 'object';
  readonly description: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly additionalProperties?: {
    readonly type: 'number' | readonly ['number', 'string'];
    readonly minimum?: number;
    readonly maximum?: number;
  };
}

/** Fields that a profile always has; the compiler holds the tables below against `CustomerProfile`. */
type RequiredField = {
  [K in keyof CustomerProfile]-?: undefined extends CustomerProfile[K] ? never : K;
}[keyof CustomerProfile];

const needed: Readonly<Record<RequiredField, true>> = {
  id: true,
  frequency: true,
  monetary: true,
  averageBasket: true,
  categoryAffinity: true,
  channelShares: true,
  attributes: true,
};
const required = Object.keys(needed) as readonly RequiredField[];

const share = { type: 'number', minimum: 0, maximum: 1 } as const;

const properties = {
  id: { type: 'string', minLength: 1, description: "The customer's id in the import." },
  name: { type: 'string', description: 'Personal data; kept from models.' },
  gender: { type: 'string', description: 'Sensitive; kept from models unless switched on.' },
  age: {
    type: 'number',
    minimum: 0,
    maximum: 120,
    description: 'Years. Sensitive; kept from models unless switched on.',
  },
  monthlyIncome: { type: 'number', minimum: 0, description: "In the import's currency." },
  loyaltyTier: { type: 'string', description: 'The tier or slab of the loyalty programme.' },
  pointsBalance: { type: 'number', description: 'Points, or points earned less redeemed in the import.' },
  zone: { type: 'string', description: 'Region of the customer or of most purchases.' },
  recencyDays: {
    type: 'number',
    minimum: 0,
    description: 'Days from the last purchase to the reference date.',
  },
  frequency: { type: 'number', minimum: 0, description: 'Days with a purchase.' },
  monetary: { type: 'number', description: 'Sum of all purchases, returns subtracted.' },
  averageBasket: { type: 'number', description: 'monetary / frequency; 0 without a purchase.' },
  tenureDays: {
    type: 'number',
    minimum: 0,
    description: 'Days from the first purchase or enrolment to the reference date.',
  },
  categoryAffinity: {
    type: 'object',
    additionalProperties: share,
    description: 'Shares of spending by category, adding up to 1; empty where unknown.',
  },
  channelShares: {
    type: 'object',
    additionalProperties: share,
    description: 'Shares of purchases by channel, adding up to 1; empty where unknown.',
  },
  channelPreference: { type: 'string', description: 'The stated channel, or that of most purchases.' },
  discountAffinity: { ...share, description: 'Share of purchases with a discount or coupon.' },
  churnRisk: { ...share, description: 'Probability of no purchase within the horizon of 365 days (BG/NBD).' },
  expectedLifetimeValue: {
    type: 'number',
    minimum: 0,
    description: 'Money expected over the coming 365 days (BG/NBD times gamma-gamma).',
  },
  attributes: {
    type: 'object',
    additionalProperties: { type: ['number', 'string'] },
    description: 'Columns of the import without a meaning of their own.',
  },
} as const satisfies { readonly [K in keyof Required<CustomerProfile>]: FieldSchema };

/** The profile as a JSON Schema (2020-12), for whoever reads an export. Its fields are those of `CustomerProfile`. */
export const PROFILE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:offersmith:customer-profile:1',
  title: 'Customer profile',
  description: 'What is known of one customer. A field that the import could not tell is absent, never zero.',
  type: 'object',
  additionalProperties: false,
  required,
  properties,
} as const;

/** Every way in which a value breaks the published schema, as plain sentences; none where it is a profile. */
export function profileProblems(value: unknown): readonly string[] {
  if (!isRecord(value)) return ['It is no object.'];
  const fields: Readonly<Record<string, FieldSchema>> = properties;
  return [
    ...required.filter((key) => !(key in value)).map((key) => `"${key}" is missing.`),
    ...Object.keys(value).flatMap((key) => {
      const schema = fields[key];
      return schema === undefined
        ? [`"${key}" is no field of a profile.`]
        : fieldProblems(key, value[key], schema);
    }),
  ];
}

function fieldProblems(key: string, value: unknown, schema: FieldSchema): readonly string[] {
  if (schema.type === 'string') {
    if (typeof value !== 'string') return [`"${key}" must be text.`];
    return value.length < (schema.minLength ?? 0) ? [`"${key}" is empty.`] : [];
  }
  if (schema.type === 'number') return numberProblems(key, value, schema);
  if (!isRecord(value)) return [`"${key}" must be an object.`];
  const inner = schema.additionalProperties;
  return Object.entries(value).flatMap(([name, entry]) =>
    inner?.type !== 'number' && typeof entry === 'string'
      ? []
      : numberProblems(`${key}.${name}`, entry, inner),
  );
}

function numberProblems(
  key: string,
  value: unknown,
  limits: { readonly minimum?: number; readonly maximum?: number } = {},
): readonly string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = limits;
  if (typeof value !== 'number' || !Number.isFinite(value)) return [`"${key}" must be a number.`];
  // Shares are quotients; the last bit may be rounded up.
  return value < minimum || value > maximum + 1e-12 ? [`"${key}" is ${value}, out of its range.`] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
