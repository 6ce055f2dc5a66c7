import * as v from 'valibot';
import { findJsonError } from './json-error.ts';
import { nearestName, plainName } from './nearest.ts';
import { type Persona, PersonaSchema } from './persona-schema.ts';
import { type Failure, failure, type Result, success } from './result.ts';

export type { Persona } from './persona-schema.ts';

export interface StoredPersona extends Persona {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Our field names, and the paper's for the same fields (figure 1). */
export const paperNames: Readonly<Record<keyof Persona, string>> = {
  name: 'Name',
  age: 'Age',
  gender: 'Gender',
  monthlyIncome: 'Monthly Income',
  spendingPattern: 'Spending Pattern',
  preferredPaymentMethod: 'Preferred Payment Method',
  interests: 'Interests',
  financialGoals: 'Financial Goals',
};

const FIELD_KEYS = Object.keys(paperNames) as readonly (keyof Persona)[];

/** Stable failure types by the check of the schema that found the problem. */
const FAILURE_TYPES: Readonly<Record<string, string>> = {
  string: 'wrong-type',
  number: 'wrong-type',
  array: 'wrong-type',
  finite: 'wrong-type',
  integer: 'out-of-range',
  min_value: 'out-of-range',
  max_value: 'out-of-range',
  non_empty: 'empty',
  min_length: 'empty',
  max_length: 'too-long',
  check: 'control-character',
};

/** A field of the input, under our name and under the one it was written with. */
interface GivenField {
  readonly key: keyof Persona;
  readonly written: string;
  readonly value: unknown;
}

/**
 * Reads a persona from any value: our own form (`monthlyIncome: 82450`) or the paper's
 * (`"Monthly Income": "$82,450"`), field by field; case and spaces of the names do not matter.
 * On bad input returns every problem at once, each with the field as it was written as its `path` and
 * a sentence on how to mend it. Markup is kept as plain text.
 */
export function parsePersona(input: unknown): Result<Persona> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return failure(
      'persona-not-an-object',
      `A persona is an object in braces with the fields ${fieldList()}.`,
    );
  }
  const { fields, failures } = readFields(input);
  for (const key of FIELD_KEYS) {
    if (!fields.some((field) => field.key === key)) {
      failures.push(
        problem(
          'field-missing',
          key,
          `The field "${key}" (in the paper's form "${paperNames[key]}") is missing; add it.`,
        ),
      );
    }
  }
  const given = fields.map((field) => [
    field.key,
    field.key === 'monthlyIncome' ? readMoney(field.value) : field.value,
  ]);
  const result = v.safeParse(PersonaSchema, Object.fromEntries(given));
  if (result.success && failures.length === 0) return success(result.output);
  for (const issue of result.issues ?? []) {
    const keys = (issue.path ?? []).map((item) => item.key);
    const field = fields.find((each) => each.key === keys[0]);
    if (field === undefined) continue;
    const path = keys.length > 1 ? `${field.written}[${String(keys[1])}]` : field.written;
    failures.push(problem(FAILURE_TYPES[issue.type] ?? 'invalid', path, `"${path}" ${issue.message}.`));
  }
  return { ok: false, failures };
}

/**
 * Reads a persona from JSON text. Text that is not JSON fails with the line and column of the first
 * mistake; see {@link parsePersona} for the rest.
 */
export function personaFromJson(text: string): Result<Persona> {
  const json = text.replace(/^\uFEFF/, '');
  const error = findJsonError(json);
  if (error === undefined) return parsePersona(JSON.parse(json));
  const place = `line ${error.line}, column ${error.column}`;
  return failure('json-invalid', `This is not JSON: ${place} should hold ${error.expected}.`, place);
}

function readFields(input: object): { fields: GivenField[]; failures: Failure[] } {
  const fields: GivenField[] = [];
  const failures: Failure[] = [];
  for (const [written, value] of Object.entries(input)) {
    const key = FIELD_KEYS.find((each) => plainName(each) === plainName(written));
    const shown = clip(written);
    if (key === undefined) {
      const near = nearestName(written, FIELD_KEYS);
      const hint =
        near === undefined ? `remove it; the fields are ${fieldList()}` : `did you mean "${near}"?`;
      failures.push(
        problem(
          'field-unknown',
          shown,
          `The field "${shown}" is not known; ${hint}${near === undefined ? '.' : ''}`,
        ),
      );
    } else if (fields.some((field) => field.key === key)) {
      failures.push(
        problem('field-twice', shown, `The field "${key}" is given twice, once as "${shown}"; keep one.`),
      );
    } else {
      fields.push({ key, written, value });
    }
  }
  return { fields, failures };
}

/** A dollar amount as a number; other values are left for the schema to refuse. */
function readMoney(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const digits = /^\s*(-?)\s*(?:\$|USD)?\s*(-?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*$/.exec(value);
  if (digits === null) return value;
  return Number(`${digits[1] || digits[2]}${(digits[3] ?? '').replaceAll(',', '')}`);
}

function problem(type: string, path: string, message: string): Failure {
  return { type, message, path };
}

function fieldList(): string {
  return FIELD_KEYS.join(', ');
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
