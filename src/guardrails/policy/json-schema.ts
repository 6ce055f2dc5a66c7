import type * as v from 'valibot';
import type { JsonSchemaWords } from './schema-parts.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A part of a valibot schema, as far as this file reads it. */
interface Part {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Part>>;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly item?: Part;
  readonly wrapped?: Part;
  readonly pipe?: readonly Part[];
  readonly requirement?: unknown;
  readonly description?: string;
  readonly metadata?: { readonly jsonSchema?: JsonSchemaWords };
}

/**
 * The JSON Schema (2020-12) that accepts the same documents as a valibot schema of the forms used in this folder.
 * Throws a TypeError at a form it does not know, so that no check gets lost.
 */
export function jsonSchemaOf(schema: v.GenericSchema): JsonSchema {
  return write(schema as unknown as Part);
}

function write(part: Part): JsonSchema {
  const [first, ...actions] = part.pipe ?? [part];
  const base = FORMS[first?.type ?? ''];
  if (first === undefined || base === undefined) throw new TypeError(`no JSON Schema for "${first?.type}"`);
  // A pipe may hold a pipe: a described part that had checks of its own.
  const inner = part.pipe !== undefined && first.pipe !== undefined ? write(first) : base(first);
  return Object.assign({}, inner, ...actions.map(writeAction));
}

const FORMS: Readonly<Record<string, (part: Part) => JsonSchema>> = {
  string: () => ({ type: 'string' }),
  number: () => ({ type: 'number' }),
  boolean: () => ({ type: 'boolean' }),
  literal: ({ literal }) => ({ const: literal }),
  picklist: ({ options }) => ({ enum: options }),
  optional: ({ wrapped }) => (wrapped === undefined ? {} : write(wrapped)),
  array: ({ item }) => ({ type: 'array', ...(item && { items: write(item) }) }),
  variant: ({ options }) => ({ anyOf: options?.map((option) => write(option as Part)) }),
  strict_object: ({ entries = {} }) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(entries).map(([key, each]) => [key, write(each)])),
    required: Object.keys(entries).filter((key) => !isOptional(entries[key])),
    additionalProperties: false,
  }),
};

const ACTIONS: Readonly<Record<string, (part: Part) => JsonSchema>> = {
  min_value: ({ requirement }) => ({ minimum: requirement }),
  max_value: ({ requirement }) => ({ maximum: requirement }),
  min_length: ({ requirement }) => ({ minItems: requirement }),
  max_length: ({ requirement }) => ({ maxItems: requirement }),
  integer: () => ({ type: 'integer' }),
  description: ({ description }) => ({ description }),
  metadata: ({ metadata }) => ({ ...metadata?.jsonSchema }),
  // Stands beside metadata that says the same.
  check: () => ({}),
};

function writeAction(part: Part): JsonSchema {
  const action = ACTIONS[part.type];
  if (action === undefined) throw new TypeError(`no JSON Schema for "${part.type}"`);
  return action(part);
}

function isOptional(part: Part | undefined): boolean {
  return (part?.pipe?.[0] ?? part)?.type === 'optional';
}
