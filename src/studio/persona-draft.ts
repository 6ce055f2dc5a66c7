import { type Persona, paperNames, parsePersona } from '../domain/persona.ts';
import type { Failure } from '../domain/result.ts';

/** A persona while it is being typed. */
export interface PersonaDraft {
  readonly name: string;
  readonly age: string;
  readonly gender: string;
  readonly monthlyIncome: string;
  readonly spendingPattern: string;
  readonly preferredPaymentMethod: string;
  readonly interests: readonly string[];
  readonly financialGoals: readonly string[];
}

export type DraftField = keyof PersonaDraft;

export type DraftCheck =
  | { readonly ok: true; readonly persona: Persona }
  | {
      readonly ok: false;
      readonly messages: Readonly<Partial<Record<DraftField, string>>>;
      /** Failures that name no field of the form. */
      readonly others: readonly string[];
    };

export const emptyDraft: PersonaDraft = {
  name: '',
  age: '',
  gender: '',
  monthlyIncome: '',
  spendingPattern: '',
  preferredPaymentMethod: '',
  interests: [],
  financialGoals: [],
};

/** Only the fields of a persona: a stored one has more, which the check would refuse. */
export function toDraft(persona: Persona): PersonaDraft {
  const { name, gender, spendingPattern, preferredPaymentMethod, interests, financialGoals } = persona;
  const numbers = { age: String(persona.age), monthlyIncome: String(persona.monthlyIncome) };
  return { name, gender, spendingPattern, preferredPaymentMethod, interests, financialGoals, ...numbers };
}

function numberOrText(text: string): number | string {
  const plain = text.replaceAll(/[\s,$]/g, '');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? text : value;
}

function fieldAt({ path = '' }: Failure): DraftField | undefined {
  const letters = path.toLowerCase().replaceAll(/[^a-z]/g, '');
  const fields = Object.keys(paperNames) as DraftField[];
  return fields.find((field) => letters.startsWith(field.toLowerCase()));
}

export function checkDraft(draft: PersonaDraft): DraftCheck {
  const entries = Object.entries(draft).map(([field, value]): [string, unknown] => [
    paperNames[field as DraftField],
    typeof value === 'string' ? value.trim() : value,
  ]);
  const input = {
    ...Object.fromEntries(entries),
    Age: numberOrText(draft.age),
    'Monthly Income': numberOrText(draft.monthlyIncome),
  };
  const result = parsePersona(input);
  if (result.ok) return { ok: true, persona: result.value };
  const messages: Partial<Record<DraftField, string>> = {};
  const others: string[] = [];
  for (const failure of result.failures) {
    const field = fieldAt(failure);
    if (field === undefined) others.push(failure.message);
    else messages[field] = [messages[field], failure.message].filter(Boolean).join(' ');
  }
  return { ok: false, messages, others };
}
